/** What the name of a task or script says that it does. */
export type TaskMeaning = 'verdict' | 'report' | 'action' | 'endless' | 'secret' | 'unknown';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Names of work whose exit status is a verdict. */
const CHECKING =
  words(`test tests testing lint linting check checks typecheck typechecks types verify validate validation audit spec specs
  e2e unit integration smoke coverage build compile assemble analyze analyse clippy vet tsc eslint pytest vitest jest ctest
  mypy flake8 ruff phpstan doctor selftest inspect sniff a11y ci gate gates quality qa sanity bdd acceptance regression preflight guard guards unittest unittests
  conformance fuzz soak gut cypress playwright mocha karma scan health healthcheck pyright checkstyle detekt spotbugs pmd rubocop phpcs psalm`);

/** Names of tasks that build something to read or to ship. */
const PRODUCING = words('docs doc html javadoc typedoc bundle package');

/** Names of work that changes something. A task with one of them is no check, unless it ends in a word of looking on. */
const ACTING =
  words(`install uninstall upgrade update bump deploy deployment undeploy publish release push pull tag commit merge rebase
  apply provision migrate migration migrations migrator seed create new init initialize bootstrap scaffold setup delete remove destroy drop rm kill clean
  cleanup purge prune wipe reset restore rollback backup start stop restart reload enable disable reboot shutdown shutoff poweroff
  login logout auth generate gen codegen format fmt fix autofix write set config configure up down import export sync upload download
  rotate revoke grant copy move rename patch edit send notify post sign register unregister promote demote activate deactivate
  pause resume scale drain cordon evict flush clear load unload mount unmount attach detach db database changeset version submit archive truncate insert add
  put save store refresh rebuild replace override force execute exec trigger approve accept close open finalize switch rebase cut ship rollout expire`);

/** Names of work that does not end by itself, or that wants a person. */
const ENDLESS = words(
  'dev serve server watch watcher monitor preview storybook studio shell console repl terminal attach tail logs follow daemon run start worker',
);

const SECRET = words(
  'secret secrets token tokens password passwords credential credentials decrypt keygen env',
);

/** As the last word of a name, these say that the rest is only looked at. */
const LOOKING_ON = words(
  'check checks scan verify validate validation lint status plan diff preview audit test-dry dry',
);

/** At the end of a name, these rewrite what is checked. */
const REWRITING = words('fix write update apply format fmt autofix generate install set save push');

/** Things that run for ever by themselves and that tests are made for. */
const STANDING = words('storybook worker repl shell terminal');

/** As the last word of a name, these say that something is printed. */
const REPORTING = words(
  'list status info show help version versions plan diff outdated tree stats bench benchmark benchmarks',
);

/** Beside these, `release` and `production` name a configuration. */
const BUILDING = words('test tests build compile assemble check lint bundle');

/**
 * Tells by its name alone what a task or script does: `services-check` is a check, `release-notes:push` is not, and
 * most names tell nothing.
 *
 * @param name a task's name or a script's path; words are told apart by punctuation and capitals
 */
export function meaningOfTask(name: string): TaskMeaning {
  const parts = name
    .replace(/\.(?:sh|bash|py|mjs|cjs|js|mts|ts|rb|php|pl|gd)$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const isRelease = (part: string) => part === 'release' || part === 'production' || part === 'prod';
  const builds = parts.length <= 2 && parts.some((part) => BUILDING.has(part));
  const isLoad = (part: string, at: number) => part === 'load' && /^tests?$/.test(parts[at + 1] ?? '');
  const telling = withoutRun(parts).filter((part, at) => !(builds && isRelease(part)) && !isLoad(part, at));
  const last = telling.at(-1) ?? '';
  const looksOn = LOOKING_ON.has(telling[0] ?? '') || LOOKING_ON.has(last);
  if (!looksOn && telling.some((part) => SECRET.has(part))) return 'secret';
  const checks = telling.some(isChecking);
  const acts = telling.some((part, at) => ACTING.has(part) && !(part === 'version' && at > 0));
  const ends = !telling.some((part) => ENDLESS.has(part));
  if (!acts && ends && !checks && REPORTING.has(last) && telling[0] !== 'version') return 'report';
  // `validate-template-sync` checks something that is called by an action; `lint:fix` does not.
  const isOrderToCheck =
    /^(?:check|verify|validate|lint|assert)[-_]/i.test(name) &&
    !REWRITING.has(last) &&
    !parts.includes('and');
  if (/:(?:status|list|show|info|pending|current)$/.test(name)) return 'report';
  if (ends && isOrderToShow(parts)) return 'report';
  if (acts) return (checks && LOOKING_ON.has(last)) || isOrderToCheck ? 'verdict' : 'action';
  const testsIt =
    (/^tests?[-_:]/i.test(name) && STANDING.has(last)) ||
    (/^(?:tests?|spec)$/.test(last) && telling.every((part) => !ENDLESS.has(part) || STANDING.has(part)));
  if (telling.some((part) => ENDLESS.has(part)) && !testsIt)
    return LOOKING_ON.has(last) && last !== 'preview' ? 'verdict' : 'endless';
  return checks ? 'verdict' : 'unknown';
}

/** `analyze_db` and `list-releases` look at what a change could be called after as well. */
function isOrderToShow([first = '', ...others]: readonly string[]): boolean {
  return (
    /^(?:analy[sz]e|inspect|count|list|show|print|describe)$/.test(first) &&
    others.length > 0 &&
    others.every((word) => word !== 'and' && (!ACTING.has(word) || THINGS.test(word)))
  );
}

const THINGS = /^(?:db|database|config|set|tag|commit|release|export|version|format)$/;

/** `run-unit-tests` and `test:run` say no more than what is run. */
function withoutRun(parts: readonly string[]): readonly string[] {
  const names = /^(?:tests?|checks?|lint|specs?)$/;
  if (parts[0] === 'run' && names.test(parts.at(-1) ?? '')) return parts.slice(1);
  return parts.at(-1) === 'run' && CHECKING.has(parts.at(-2) ?? '') ? parts.slice(0, -1) : parts;
}

function isChecking(part: string): boolean {
  return CHECKING.has(part) || PRODUCING.has(part) || /^[a-z]+lint$/.test(part);
}

/** Orders that only look. Some of them name work when a task is called so, which is why they are told apart. */
const LOOKING =
  words(`list ls status info show help versions get describe inspect view ps diff search query explain history outdated
  tree whoami why cat find top current freeze sources graph df ping headers plan doctor health bench benchmark`);

/** Words in front of a hyphen that only look: `describe-instances`. */
const LOOKING_AT = words('list get describe show view head is measure');

/** Orders that want a password or a terminal. */
const WANTING_A_PERSON = words('login logout edit attach console shell ssh repl interactive');

/** Orders that change something and that no task is called by. */
const CHANGING =
  words(`allow deny block unblock ban unban permit limit trust untrust link unlink join leave invite mask unmask annotate label taint cp expose run exec  use convert mark untag assign unassign associate terminate
  vacuum adopt yank unpublish deprecate autocorrect get-object dispatch rerun cancel retry transfer renew autoscale`);

/** Tells what a single word orders a program to do: a subcommand such as `check`, `list` or `apply`. */
export function meaningOfOrder(
  word: string,
): 'verdict' | 'report' | 'action' | 'endless' | 'person' | 'unknown' {
  const [first = ''] = word.split(/[-_]/);
  if (WANTING_A_PERSON.has(word)) return 'person';
  if (CHANGING.has(word)) return 'action';
  if (LOOKING.has(word) || (first !== word && LOOKING_AT.has(first))) return 'report';
  if (ACTING.has(first) || CHANGING.has(first)) return 'action';
  if (ENDLESS.has(word)) return 'endless';
  // `check-config`, `verify-db`; not `check-in` and `check-out`.
  if (/^(?:check|lint|validate|verify)[-_](?!in$|out$|and[-_])/.test(word)) return 'verdict';
  return CHECKING.has(word) ? 'verdict' : 'unknown';
}

/** Tells whether a single word orders a change, as a subcommand does. */
export function ordersChange(word: string): boolean {
  return ACTING.has(word);
}

/** Orders that reach beyond the machine or rewrite the sources, which no check does on its way. */
const REACHING_OUT = words(
  'deploy publish release push apply destroy provision migrate rollback promote upgrade commit tag merge login',
);

/** Tells whether an order reaches beyond what a test may do to prepare itself. */
export function reachesOut(word: string): boolean {
  return REACHING_OUT.has(word);
}
