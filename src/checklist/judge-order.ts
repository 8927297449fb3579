import { hasFlag, operandsOf } from './command-words.ts';
import { type Judged, refused } from './judged.ts';
import { asksForMore } from './known-orders.ts';
import { meaningOfOrder, meaningOfTask, ordersChange } from './task-name.ts';

/** To these, the words in front of the order name what it is about, whatever else such a word may mean. */
const THING_FIRST = new Set('aws az gcloud openstack gh glab doctl hcloud fly flyctl'.split(' '));

/** What an order can be about, in front of it: `docker image ls`. */
const THINGS = new Set(
  `account accounts addon addons app apps backup backups bucket cache certificate certificates cluster clusters compose config container containers context
  contexts deployment deployments device domain domains extension feature flow function functions group groups image images index issue issues
  job jobs key keys link logs machine machines manifest migrate migration migrations model models namespace network networks node nodes package packages plugin plugins policy
  pr profile profiles project projects provider providers queue queues registry restore rollout sync release releases repo repos role roles route routes run runs
  secret secrets server servers service services session sessions snapshot snapshots stack stacks state status system tag tags task tasks
  template templates toolchain user users volume volumes workflow workflows workspace workspaces zone zones auth mr ci schema database db`.split(
    /\s+/,
  ),
);

/** Tells whether a word names what an order can be about. */
export function namesThing(word: string): boolean {
  return THINGS.has(word);
}

/** No verb in the imperative ends so, save a few. */
const PLURAL = /^(?!process$|focus$|address$|access$|compress$|bypass$|dismiss$)[a-z-]+[^su]s$/;

/** Orders that look and that are nothing else, as a file or a database may be called `test` or `build`. */
const LOOKING =
  /^(?:list|ls|status|info|show|describe|inspect|version|health|ping|check|verify|validate|lint|(?:list|show|get|describe|check|verify|validate)[-_][\w-]+)$/;

/** Tells whether a word orders to look, whatever it stands behind. */
export function onlyLooks(word: string): boolean {
  return LOOKING.test(word);
}

/** With these flags an order is only played through. */
const DRY =
  /^--(?:dry-run(?:=(?!none|false|no$|0).*)?|dryrun|check|syntax-check|no-op|noop|whatif)$|^-check$/;
/** Tells whether a flag lets a command do nothing but say what it would do. */
export function isOnlyTried(flag: string): boolean {
  return /^--dry-?run(?:=(?!none|false|no$|0).*)?$/.test(flag);
}

/** With these, looking never ends. */
const GOES_ON = /^(?:-w|-F|--watch.*|--follow.*)$/;
/** What `-w` may be followed by where it names the form of the output. */
const FORMS = /^(?:table|json|yaml|fields|simple|wide)$/;
/** Orders to print what happens, which `-f` holds on to. */
const FOLLOWS = /^(?:logs|tail|events)$/;
/** Orders that make something where they are given. */
const MAKES = /^(?:build|test|compile|assemble)$/;
/** These look at one thing, which has to be named. */
const NEEDS_NAME = new Set(['get', 'describe', 'inspect', 'explain', 'logs', 'search', 'cat', 'why']);

/**
 * Judges a command by its order, the word that says what to do: `check` gives a verdict, `list` only reports, and
 * `apply` changes something. Undefined when no word of it tells.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeOrder(program: string, rest: readonly string[]): Judged | undefined {
  const orders = operandsOf(program, rest);
  const thingFirst = THING_FIRST.has(program);
  for (const [at, order] of orders.slice(0, thingFirst ? 4 : 2).entries()) {
    if (/^[a-z][\w-]*(?::[\w-]+)+$/.test(order)) return judgeNamed(order, rest);
    if (!/^[a-z][a-z0-9_-]*$/.test(order)) break;
    const isThing =
      (THINGS.has(order) || PLURAL.test(order)) &&
      (thingFirst ? orders.slice(at + 1, 4).some(says) : at === 0 && says(orders[at + 1]));
    const meaning = isThing ? 'unknown' : meaningFor(program, order);
    switch (meaning) {
      case 'action':
        return isPlayedThrough(rest) ? { habit: 'verdict' } : refused('changes', order);
      case 'person':
      case 'endless':
        return refused(meaning, order);
      case 'verdict':
      case 'report': {
        const next = orders[at + 1] ?? '';
        const behind = rest[rest.indexOf(order) + 1] ?? '';
        if (meaning === 'verdict' && meaningOfOrder(behind) === 'action') return refused('changes', behind);
        // What a cloud builds or tests, it starts and keeps.
        if (thingFirst && MAKES.test(order)) return refused('changes', order);
        const following =
          rest.find((word, at) => GOES_ON.test(word) && !FORMS.test(rest[at + 1] ?? '')) ??
          goesOn(order, rest);
        if (following !== undefined) return refused('endless', following);
        const isBare = next === '' && behind === '' && /^get-(?!caller-|current-|account)/.test(order);
        const asks = NEEDS_NAME.has(order) || (meaning === 'verdict' && asksForMore(program));
        if (isBare || (at === 0 && asks && next === '')) return { ...refused('mention'), missing: meaning };
        return { habit: meaning };
      }
      case 'unknown':
        // A plug-in of cargo stands in front of what it is to do.
        // Nothing is named by a word that looks, so that the one in front of it is what is looked at.
        if (!isThing && !thingFirst && program !== 'cargo' && !(at === 0 && LOOKING.test(orders[1] ?? '')))
          return isPlayedThrough(rest) ? { habit: 'verdict' } : undefined;
    }
  }
  return isPlayedThrough(rest) ? { habit: 'verdict' } : undefined;
}

/** `lint:container` and `db:migrate:status` are named as tasks are. */
function judgeNamed(order: string, rest: readonly string[]): Judged | undefined {
  const meaning = meaningOfTask(order);
  switch (meaning) {
    case 'verdict':
    case 'report':
      return { habit: meaning };
    case 'action':
      return isPlayedThrough(rest) ? { habit: 'verdict' } : refused('changes', order);
    case 'endless':
    case 'secret':
      return refused(meaning, order);
    case 'unknown':
      return undefined;
  }
}

/** Whether a word is an order itself, so that the one in front of it is what it is about. */
function says(order = ''): boolean {
  return meaningOfOrder(order) !== 'unknown';
}

/** To a package manager `version` is an order to set it. */
function meaningFor(program: string, order: string): ReturnType<typeof meaningOfOrder> {
  if (order === 'version')
    return /^(?:npm|yarn|pnpm|bun|lerna|uv|poetry|hatch)$/.test(program) ? 'action' : 'report';
  return meaningOfOrder(order);
}

/** Gives the flag with which an order to print what happens never ends; undefined when it does end. */
export function goesOn(order: string, rest: readonly string[]): string | undefined {
  if (!FOLLOWS.test(order)) return undefined;
  return rest.find((word) => GOES_ON.test(word) || hasFlag(word, '-f'));
}

function isPlayedThrough(rest: readonly string[]): boolean {
  return rest.some((word) => DRY.test(word));
}

/**
 * Judges a command by its flags alone, whatever the program is: with `--check` it looks, with `--dry-run` or `--list` it says
 * what it would do or what there is. Undefined without such a flag, and where an order to change something follows it.
 */
export function judgeByFlag(rest: readonly string[]): Judged | undefined {
  const at = rest.findIndex((word) => CHECKS.test(word) || SHOWS.test(word) || isPlayedThrough([word]));
  if (at === -1 || rest.slice(at).some(ordersChange)) return undefined;
  return { habit: CHECKS.test(rest[at] ?? '') ? 'verdict' : 'report' };
}

const CHECKS = /^--(?:check|check-only|syntax-check|verify-only|validate-only)$/;
const SHOWS = /^--(?:describe|list|status|show|help|version)$/;
