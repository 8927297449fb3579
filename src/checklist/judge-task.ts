import { isShell, operandsOf } from './command-words.ts';
import { judgeOrder } from './judge-order.ts';
import { isRefused, type Judged, type Refused, refused } from './judged.ts';
import type { TaskFile } from './programs.ts';
import { meaningOfTask, reachesOut } from './task-name.ts';

/** What a task consists of, judged line by line and as a whole: a line that only prepares says nothing alone. */
export interface TaskBody {
  readonly lines: readonly Judged[];
  readonly whole: Judged;
}

/** Judges what a task consists of; undefined when that cannot be told. */
export type JudgeTaskLines = (file: TaskFile, task: string) => TaskBody | undefined;

/** Programs whose next word names a task; the words behind it are the task's own. */
const FIRST_IS_TASK = `npm run|npm run-script|npm|pnpm run|pnpm|yarn run|yarn|bun run|bun|lerna run|nx run|nx|mise run|mise r|composer run
  composer run-script|composer|cargo xtask|poe|inv|invoke|bazel run|buck2 run|nix run|deno task|pixi run|devbox run|mix|rails|php artisan|earthly`;
/** Programs whose next words all name tasks. */
const ALL_ARE_TASKS =
  'turbo run|pnpm turbo run|sbt|mill|ant|just|make|gmake|task|go-task|rake|ninja|gradle|mvn|dagger call';

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

/** With these, a task only looks whether something holds. */
const LOOKS = /^--?(?:check|syntax-check)$/;
/** With these, a task only says what it would do. */
const DRY = /^--?(?:dry-run(?:=(?!none|false|no$|0).*)?|status|list|noop|whatif|just-print|no-op)$/;

function playedThrough(rest: readonly string[]): Judged | undefined {
  if (rest.some((word) => LOOKS.test(word))) return { habit: 'verdict' };
  return rest.some((word) => DRY.test(word)) ? { habit: 'report' } : undefined;
}

/** Tells whether a program runs tasks by their names. */
export function isTaskRunner(program: string): boolean {
  return RUNNERS.some((runner) => runner.program === program);
}

/** Judges by its name what a runner of scripts is told to run: `pdm run test`. */
export function judgeTaskName(task: string): Judged {
  return meant([task], []);
}

/** Tells whether all words after a program name tasks, so that each of them counts. */
export function areAllTasks(program: string): boolean {
  return RUNNERS.some(
    (runner) => runner.program === program && runner.named === 'all' && runner.before.length === 0,
  );
}

/**
 * Judges a task or a script by its name and, where they can be read, by the commands it consists of; undefined when the
 * command runs neither.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it
 */
export function judgeTask(
  program: string,
  rest: readonly string[],
  linesOf: JudgeTaskLines,
): Judged | undefined {
  const script = scriptOf(program, rest);
  if (script !== undefined) {
    const judged = judgeScript(script, rest);
    return isRefused(judged) && judged.reason === 'unknown' && rest[0] === 'run' ? undefined : judged;
  }
  const end = rest.indexOf('--');
  const own = end === -1 ? rest : rest.slice(0, end);
  const operands = operandsOf(program, own);
  // Without `run`, npm knows these four.
  const isOwn =
    program === 'npm' && !/^(?:run(?:-script)?|t|tst|test|start|stop|restart)$/.test(operands[0] ?? '');
  const runner = isOwn
    ? undefined
    : RUNNERS.find(
        (each) => each.program === program && each.before.every((word, at) => operands[at] === word),
      );
  if (runner === undefined) return undefined;
  const tasks = operands
    .slice(runner.before.length)
    .filter((word) => !/^\d+$|^[A-Za-z_]\w*=/.test(word) && !(program === 'make' && word === 'all'));
  if (tasks.length === 0) return runsDefault(program, rest) ? { habit: 'verdict' } : refused('mention');
  // Several tasks at once, in the spelling of mise.
  if (tasks.includes(':::')) return refused('unknown', ':::');
  const named = (runner.named === 'all' ? tasks : tasks.slice(0, 1)).map((task) =>
    program === 'npm' && /^ts?t?$/.test(task) ? 'test' : task,
  );
  const file = own.some((word) => ELSEWHERE.test(word)) ? undefined : fileOf(program);
  const bodies = named.map((task) => ({ task, body: file === undefined ? undefined : linesOf(file, task) }));
  const byName = meant(named, rest);
  if (isRefused(byName) && byName.reason !== 'unknown') return byName;
  const isNameless = named.some((task) => meaningOfTask(task) === 'unknown');
  for (const { task, body } of bodies) {
    if (body === undefined || !isRefused(body.whole)) continue;
    const changes = (each: Refused) => isNameless && each.reason === 'changes';
    const worst = body.lines.filter(isRefused).find((each) => isHarmful(each) || changes(each));
    if (worst !== undefined) return { task, ...worst };
  }
  const setsOff = playedThrough(rest) === undefined ? named.find((task) => SETS_OFF.test(task)) : undefined;
  if (!isRefused(byName) && setsOff !== undefined && bodies.some(({ body }) => body === undefined))
    return refused('changes', setsOff);
  if (!isRefused(byName)) return byName;
  if (bodies.some(({ body }) => body === undefined || isRefused(body.whole)))
    return { ...byName, mayCheck: true };
  return { habit: bodies.every(({ body }) => body?.lines.some(isVerdict)) ? 'verdict' : 'report' };
}

/** Alone, `make` builds what its file begins with. */
function runsDefault(program: string, rest: readonly string[]): boolean {
  return program === 'make' && !rest.some((word) => /^(?:-f|--file|--makefile|-n)/.test(word));
}

/** It finds out how to build here, on the way to a build. */
const CONFIGURES = /^configure(?:\.sh)?$/;

/** A script whose name does not tell may be told what to do by its first word. */
function judgeScript({ name, words }: Script, rest: readonly string[]): Judged {
  if (CONFIGURES.test(name)) return { habit: 'install' };
  // Its orders are those of a builder, whatever it is called.
  if (name === 'setup.py') return judgeOrder(name, words) ?? refused('changes', name);
  const judged = meant([name], rest);
  if (!isRefused(judged) || judged.reason !== 'unknown') return judged;
  if (rest.at(-1) === '--help' || rest.at(-1) === '--version') return { habit: 'report' };
  const [order = ''] = words;
  if (order === '') return judged;
  if (order.startsWith('-')) return words.length === 1 && CHECKS.test(order) ? { habit: 'verdict' } : judged;
  // `tools.sh docs-check`: its orders are named as tasks are.
  const isCheck = /[-_:]/.test(order) && meaningOfTask(order) === 'verdict' && !SETS_OFF.test(order);
  return isCheck ? { habit: 'verdict' } : (judgeOrder(name, words) ?? judged);
}

/** The only flag that something of the project's own is given. */
const CHECKS = /^--(?:check|validate|verify|lint)(?:-[\w-]+)?$/;

/** Named after what reaches beyond this machine: whether it only checks that, as `deploy-check` says, its commands have to tell. */
const SETS_OFF = /^(?:deploy|publish|push|apply|provision|destroy|promote|rollback)[-_:.]/i;

/** Flags that send a runner to another folder or file than those of the repository's top. */
const ELSEWHERE =
  /^(?:-C|-f|-F|-d|-w|--prefix|--dir|--cwd|--filter|--workspace|--file|--directory|--justfile|--makefile)(?:=|$)/;

function fileOf(program: string): TaskFile | undefined {
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) return 'package';
  if (program === 'gmake' || program === 'make') return 'make';
  if (program === 'go-task' || program === 'task') return 'task';
  if (program === 'mise' || program === 'just' || program === 'composer' || program === 'deno')
    return program;
  return undefined;
}

/**
 * A task that is called a check may tidy up and prepare on its way, and what is not known of it may be as good as its name;
 * it may not deploy, rewrite sources, tell secrets, wait for ever or ask.
 */
function isHarmful({ reason, culprit = '' }: Refused): boolean {
  if (reason === 'changes') return culprit.startsWith('--') || reachesOut(culprit);
  return reason === 'endless' || reason === 'person' || reason === 'secret';
}

function isVerdict(judged: Judged): boolean {
  return !isRefused(judged) && (judged.habit === 'verdict' || judged.habit === 'assertion');
}

/** The name of something of the project's own that is run, and the words that it is given. */
interface Script {
  readonly name: string;
  readonly words: readonly string[];
}

/** A script that is run by its path or by its interpreter, or a program that is built and run at once. */
function scriptOf(program: string, rest: readonly string[]): Script | undefined {
  const script = program === 'godot' ? rest.findIndex((word) => /^(?:-s|--script)$/.test(word)) : -1;
  if (script !== -1) return { name: lastName(rest[script + 1] ?? ''), words: [] };
  if (rest[0] === 'run' && /^(?:go|cargo|dotnet)$/.test(program)) return builtAndRun(program, rest.slice(1));
  if (/^\.{0,2}\/?[\w.-]+(?:\/[\w.-]+)+$/.test(program)) {
    const runs = program.startsWith('./') || /\.(?:sh|bash)$/.test(program) || rest.length > 0;
    return runs ? { name: lastName(program), words: rest } : undefined;
  }
  if (!isShell(program) && !/^(?:ts-node|tsx|python|node|ruby|php|perl|deno|bun)$/.test(program))
    return undefined;
  if (/^-[mce]$/.test(rest[0] ?? '')) return undefined;
  const at = rest.findIndex((word) => !word.startsWith('-'));
  const path = rest[at] ?? '';
  return /\.(?:sh|bash|py|mjs|cjs|js|mts|ts|rb|php|pl)$/.test(path)
    ? { name: lastName(path), words: rest.slice(at + 1) }
    : undefined;
}

/** `go run ./cmd/validate all`, `cargo run --bin validate -- all`, `dotnet run --project tools/Validate -- all`. */
function builtAndRun(program: string, rest: readonly string[]): Script | undefined {
  if (program === 'go') {
    const at = rest.findIndex((word) => !word.startsWith('-'));
    const [path = '', ...words] = rest.slice(at);
    return /^\.?\.?\/|\.go$/.test(path) ? { name: lastName(path).replace(/\.go$/, ''), words } : undefined;
  }
  const end = rest.indexOf('--');
  const own = end === -1 ? rest : rest.slice(0, end);
  const named = own.findIndex((word) => /^(?:--bin|--example|-p|--package|--project)$/.test(word));
  const words = end === -1 ? [] : rest.slice(end + 1);
  // Alone it is the application itself.
  if (named === -1 && words.length === 0) return undefined;
  return { name: named === -1 ? program : lastName(own[named + 1] ?? ''), words };
}

/** The last name of a path; where that says nothing but to run, the folder's: `test/e2e/run.sh`. */
function lastName(path: string): string {
  const names = path.split('/');
  const last = names.at(-1) ?? '';
  return /^run(?:[-_]all)?(?:\.\w+)?$/.test(last) ? (names.at(-2) ?? last) : last;
}

function meant(names: readonly string[], rest: readonly string[]): Judged {
  // `clean test` starts from nothing; the test is what counts.
  const telling = names.length > 1 ? names.filter((name) => name !== 'clean') : names;
  const meanings = new Map(telling.map((name) => [meaningOfTask(name), name]));
  const secret = meanings.get('secret');
  if (secret !== undefined) return refused('secret', secret);
  const action = meanings.get('action');
  if (action === 'clean' && telling.length === 1) return { habit: 'install' };
  if (action !== undefined) return playedThrough(rest) ?? refused('changes', action);
  const endless = meanings.get('endless');
  if (endless !== undefined) return refused('endless', endless);
  const unknown = meanings.get('unknown');
  if (unknown !== undefined) return playedThrough(rest) ?? refused('unknown', unknown);
  return { habit: meanings.has('report') ? 'report' : 'verdict' };
}
