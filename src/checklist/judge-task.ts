import { isShell, operandsOf } from './command-words.ts';
import { type Judged, refused } from './judged.ts';
import { meaningOfTask } from './task-name.ts';

/** Programs whose next word names a task; the words behind it are the task's own. */
const FIRST_IS_TASK = `npm run|npm run-script|pnpm run|pnpm|yarn run|yarn|bun run|lerna run|nx|mise run|mise r|composer run
  composer run-script|composer|cargo xtask|poe|inv|invoke|deno task|rails|php artisan|earthly`;
/** Programs whose next words all name tasks. */
const ALL_ARE_TASKS =
  'turbo run|pnpm turbo run|just|make|gmake|task|go-task|rake|ninja|gradle|mvn|dagger call';

/** Longest first, so that `pnpm turbo run` is not read as a task of pnpm. */
const RUNNERS = [...runnersIn(FIRST_IS_TASK, 'first'), ...runnersIn(ALL_ARE_TASKS, 'all')].sort(
  (one, other) => other.before.length - one.before.length,
);

function runnersIn(list: string, named: 'first' | 'all') {
  return list.split(/\||\n/).map((entry) => {
    const [program = '', ...before] = entry.trim().split(' ');
    return { program, before, named };
  });
}

/** With these, a task only says what it would do. */
const DRY = /^--?(?:dry-run(?:=.*)?|check|syntax-check|status|list|noop|whatif|just-print|no-op)$/;

/** Tells whether a program runs tasks by their names. */
export function isTaskRunner(program: string): boolean {
  return RUNNERS.some((runner) => runner.program === program);
}

/** Tells whether all words after a program name tasks, so that each of them counts. */
export function areAllTasks(program: string): boolean {
  return RUNNERS.some(
    (runner) => runner.program === program && runner.named === 'all' && runner.before.length === 0,
  );
}

/**
 * Judges a task or a script by its name; undefined when the command runs neither.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it
 */
export function judgeTask(program: string, rest: readonly string[]): Judged | undefined {
  const script = scriptOf(program, rest);
  if (script !== undefined) return meant([script], rest);
  const end = rest.indexOf('--');
  const operands = operandsOf(program, end === -1 ? rest : rest.slice(0, end));
  const runner = RUNNERS.find(
    (each) => each.program === program && each.before.every((word, at) => operands[at] === word),
  );
  if (runner === undefined) return undefined;
  const tasks = operands.slice(runner.before.length).filter((word) => !/^\d+$|^[A-Za-z_]\w*=/.test(word));
  if (tasks.length === 0)
    return program === 'make' && rest.length === 0 ? { habit: 'verdict' } : refused('mention');
  // Several tasks at once, in the spelling of mise.
  if (tasks.includes(':::')) return refused('unknown');
  return meant(runner.named === 'all' ? tasks : tasks.slice(0, 1), rest);
}

/** A script that is run by its path or by its interpreter. */
function scriptOf(program: string, rest: readonly string[]): string | undefined {
  if (/^\.{0,2}\/?[\w.-]+(?:\/[\w.-]+)+$/.test(program)) {
    const runs = program.startsWith('./') || /\.(?:sh|bash)$/.test(program) || rest.length > 0;
    return runs ? lastName(program) : undefined;
  }
  if (!isShell(program) && !/^(?:ts-node|tsx|python|node|ruby|php|perl|deno|bun)$/.test(program))
    return undefined;
  if (/^-[mce]$/.test(rest[0] ?? '')) return undefined;
  const path = rest.find((word) => !word.startsWith('-'));
  return path !== undefined && /\.(?:sh|bash|py|mjs|cjs|js|mts|ts|rb|php|pl)$/.test(path)
    ? lastName(path)
    : undefined;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function meant(names: readonly string[], rest: readonly string[]): Judged {
  // `clean test` starts from nothing; the test is what counts.
  const telling = names.length > 1 ? names.filter((name) => name !== 'clean') : names;
  const meanings = new Set(telling.map(meaningOfTask));
  if (meanings.has('secret')) return refused('secret');
  if (meanings.has('action'))
    return rest.some((word) => DRY.test(word)) ? { habit: 'verdict' } : refused('changes');
  if (meanings.has('endless')) return refused('endless');
  if (meanings.has('unknown')) return refused('unknown');
  return { habit: meanings.has('report') ? 'report' : 'verdict' };
}
