import { hasHidden } from '../visible.ts';
import { dangerOf, hasFlag, isAssignment, programOf } from './command-words.ts';
import { lineInside, runsProjectTools, wrappedWords } from './inner-command.ts';
import { judgeKnown } from './judge-known.ts';
import { isOnlyTried, judgeByFlag, judgeOrder } from './judge-order.ts';
import { judgeProgram, printsSecret } from './judge-program.ts';
import { judgeScriptInQuotes } from './judge-script.ts';
import { isTaskRunner, judgeTask, judgeTaskName, type TaskBody } from './judge-task.ts';
import { type CommandHabit, isRefused, type Judged, type NotRunReason, refused } from './judged.ts';
import { flagsThatDoMore } from './known-commands.ts';
import { takesOrders } from './known-orders.ts';
import { losesStatus } from './loses-status.ts';
import { actsByName, isChecker, isKnown, judgeByName, judgeLooking } from './program-name.ts';
import { NO_PROGRAMS, type Programs, type TaskFile } from './programs.ts';
import { type SimpleCommand, splitShell } from './shell-words.ts';
import { meaningOfTask } from './task-name.ts';
import { asksVersion, maySetOff, ordersCheck, updatesBehindDashes } from './what-words-order.ts';

/** What running a command would tell, or why it is not run. */
export type CommandJudgement =
  | {
      readonly runs: true;
      readonly habit: 'verdict' | 'assertion' | 'report';
      readonly negated: boolean;
      /** The word by which it sends something to a web server. */
      readonly sends?: string;
    }
  | {
      readonly runs: false;
      readonly reason: NotRunReason;
      /** Whether it runs a task, or orders a check, and what stands behind the name is all that is not known. */
      readonly mayCheck: boolean;
      /** Set where it only prepares for what comes after it. */
      readonly prepares?: true;
      /** The word that decided, as written. */
      readonly culprit: string;
      /** The task in which it stands, where that is not the command's own line. */
      readonly task?: string;
    };

/** The longest command that can be shown and approved, in UTF-16 code units. */
const MAX_COMMAND = 8 * 1024;
/** A gap that can push the rest of a command out of sight. */
const WIDE_GAP = / {40}/;
/** Commands inside commands (`ssh`, `bash -c`, `$(…)`) that are looked into. */
const MAX_DEPTH = 4;

/** Where a command stands: how deep inside others, and what is known of the place. */
interface Ground {
  readonly depth: number;
  readonly programs: Programs;
  /** Whether the shell stops at the first command that fails. */
  readonly stops: boolean;
  /** What the tasks seen so far consist of; undefined while one is being looked into. */
  readonly tasks: Map<string, TaskBody | undefined>;
}

/**
 * Judges one command line by its text and, where that does not tell enough, by what is known of the place.
 *
 * @param command the command as written; it may span lines that end in a backslash
 */
export function judgeCommand(command: string, programs: Programs = NO_PROGRAMS): CommandJudgement {
  return judgeText(command, { depth: 0, programs, stops: false, tasks: new Map() });
}

/** Judges one command of a shell block, which stops at the first that fails; those that prepare for it stand in front. */
export function judgeInBlock(command: string, programs: Programs): CommandJudgement {
  return judgeText(command, { depth: 0, programs, stops: true, tasks: new Map() });
}

function judgeText(command: string, ground: Ground): CommandJudgement {
  if (command.length > MAX_COMMAND || hasHidden(command.replaceAll('\n', ' ')) || WIDE_GAP.test(command)) {
    return { runs: false, reason: 'hidden', mayCheck: false, culprit: command.slice(0, 40) };
  }
  return judgeLine(command.replaceAll('\\\n', ' '), ground);
}

/** Tells whether a code span begins with a program that is known, whatever it is told to do. */
export function namesProgram(code: string): boolean {
  const judged = judgeCommand(code);
  if (judged.runs || judged.reason !== 'unknown') return true;
  const first = splitShell(code)?.commands[0]?.words.find(
    (word) => !KEYWORDS.has(word) && !isAssignment(word),
  );
  const program = programOf(first ?? '');
  return isChecker(program) || isTaskRunner(program) || isKnown(program);
}

function judgeLine(line: string, ground: Ground): CommandJudgement {
  const split = splitShell(line);
  if (split === undefined || ground.depth > MAX_DEPTH)
    return { runs: false, reason: 'unreadable', mayCheck: false, culprit: line };
  for (const inner of split.inner) {
    const judged = judgeLine(inner, deeper(ground));
    if (!judged.runs) return judged;
  }
  const negated = split.commands[0]?.words[0] === '!';
  let here = ground;
  let last: CommandHabit | undefined;
  let masked = losesStatus(split, ground);
  let sends: string | undefined;
  let culprit = line;
  for (const [at, command] of split.commands.entries()) {
    const judged = judgeSimple(command, here);
    const [first = ''] = command.words;
    if (isRefused(judged)) {
      const { reason, task, mayCheck = false } = judged;
      return {
        runs: false,
        reason,
        mayCheck,
        culprit: judged.culprit ?? first,
        ...(task !== undefined && { task }),
      };
    }
    masked ||= command.before === '||';
    sends ??= judged.sends;
    // Another folder has files of its own, which nobody asked about.
    if (/^(?:cd|pushd)$/.test(first)) here = { ...here, programs: NO_PROGRAMS };
    if (judged.habit === 'install') culprit = command.words.slice(0, 2).join(' ');
    // `cd` and the like say nothing themselves; a program that only prints hides the status of what feeds it.
    if (judged.habit !== 'silent' || at === 0) last = judged.habit;
  }
  if (last === undefined || last === 'silent')
    return { runs: false, reason: 'mention', mayCheck: false, culprit, prepares: true };
  if (last === 'install') return { runs: false, reason: 'changes', mayCheck: false, culprit, prepares: true };
  if (sends !== undefined) return { runs: true, habit: 'report', negated: false, sends };
  if (negated && !masked) return { runs: true, habit: 'assertion', negated };
  if (masked) return { runs: true, habit: 'report', negated: false };
  return { runs: true, habit: last, negated: false };
}

function deeper(ground: Ground): Ground {
  return { ...ground, depth: ground.depth + 1 };
}

/** Words that open, join or close a compound command. */
const KEYWORDS = new Set(['!', 'do', 'then', 'else', 'if', 'elif', '{', 'time']);
const CLOSERS = new Set(['done', 'fi', '}', 'esac']);

function judgeSimple(command: SimpleCommand, ground: Ground): Judged {
  const written = command.writes.find((file) => file !== '/dev/null' && !/^\d$/.test(file));
  if (written !== undefined) return refused('changes', `> ${written}`);
  const start = command.words.findIndex((word) => !KEYWORDS.has(word) && !isAssignment(word));
  const words = start === -1 ? [] : command.words.slice(start);
  const [first] = words;
  if (first === undefined || (CLOSERS.has(first) && words.length === 1)) return { habit: 'silent' };
  if (first === 'for' && words[2] === 'in') return { habit: 'silent' };
  const judged = judgeWords(words, ground);
  if (!isRefused(judged)) return judged;
  // What comes through a pipe is the argument.
  if (command.before === '|' && judged.missing !== undefined) return { habit: judged.missing };
  return { culprit: first, ...judged };
}

function judgeWords(words: readonly string[], ground: Ground): Judged {
  const [first = '', ...rest] = words;
  const program = programOf(first);
  if (ground.depth > MAX_DEPTH) return refused('unreadable');
  if (asksVersion(program, rest)) return { habit: 'report' };
  const wrapped = ofProject(program, rest) ?? wrappedWords(program, rest);
  if (wrapped !== undefined) return judgeWrapped(program, { rest, wrapped }, ground);
  const line = lineInside(program, rest);
  if (line !== undefined) return typeof line === 'string' ? judgeInside(line, ground) : line;
  const judged =
    judgeFlags(program, rest) ?? judgeByTables(program, rest, ground) ?? judgeUnknown(first, rest, ground);
  if (!isRefused(judged) && printsSecret(program, rest)) return refused('secret');
  return provesNothing(rest) && !isRefused(judged) && judged.habit === 'verdict'
    ? { habit: 'report' }
    : judged;
}

/** Tells whether a flag takes what is found out of the exit status. */
function provesNothing(rest: readonly string[]): boolean {
  return rest.some(
    (word, at) =>
      /^--(?:exit-zero|soft-fail|no-fail|no-exit-on-\w+|no-exit-code|exit-code=0|fail-on=none)$/.test(word) ||
      (word === '--exit-code' && rest[at + 1] === '0'),
  );
}

/** `pnpm biome check` runs a tool of the project, as `pnpm exec` does, where it is known and no task is called so. */
function ofProject(program: string, rest: readonly string[]): readonly string[] | undefined {
  const [first = ''] = rest;
  const isTool = /^(?:pnpm|yarn|bun)$/.test(program) && isKnown(first) && !isTaskRunner(first);
  return isTool && meaningOfTask(first) === 'unknown' && rest.length > 1 ? rest : undefined;
}

/** Finds a flag that makes a command do more than it is called for; undefined without one. */
function judgeFlags(program: string, rest: readonly string[]): Judged | undefined {
  for (const word of rest) {
    const danger = dangerOf(word);
    // To Django it is the kind of place that is checked.
    const isOnlyNamed = word === '--deploy' && rest.includes('check');
    if (danger !== undefined && !(danger === 'changes' && (isOnlyNamed || rest.some(isOnlyTried))))
      return refused(danger, word);
  }
  const more = rest.find((word) => flagsThatDoMore(program).some((flag) => hasFlag(word, flag)));
  if (more !== undefined) return refused(FOLLOWS.has(program) ? 'endless' : 'changes', more);
  const updating = updatesBehindDashes(rest);
  return updating === undefined ? undefined : refused('changes', updating);
}

/** What they do more with a flag is that they go on. */
const FOLLOWS = new Set(['tail', 'journalctl', 'mocha', 'hugo', 'fping', 'ping']);

function judgeByTables(program: string, rest: readonly string[], ground: Ground): Judged | undefined {
  return (
    judgeProgram(program, rest) ??
    judgeScriptInQuotes(program, rest) ??
    judgeKnown(program, rest) ??
    judgeByName(program, rest) ??
    judgeTask(program, rest, (file, task) => judgeTaskLines({ file, task }, ground)) ??
    (takesOrders(program) ? judgeOrder(program, rest) : undefined)
  );
}

/** Judges a program that is in no table by where it is found, by its order and by its flags. */
function judgeUnknown(first: string, rest: readonly string[], ground: Ground): Judged {
  const program = programOf(first);
  const acts = actsByName(program);
  const isThere = !acts && (first.includes('/') || ground.programs.isProgram(first));
  const found =
    (isThere ? judgeOrder(program, rest) : undefined) ??
    (acts ? undefined : judgeLooking(program, rest)) ??
    (isKnown(program) ? undefined : judgeByFlag(rest));
  if (found !== undefined) return found;
  const changed = acts ? first : maySetOff(program, rest);
  if (changed !== undefined) return refused('changes', changed);
  return { ...refused('unknown', first), mayCheck: ordersCheck(program, rest) };
}

/** Of those that run tools of the project, these run its scripts as well. */
const RUNS_SCRIPTS = /^(?:pdm|hatch|rye|pipenv)$/;

/** Judges the lines of a task, each once however often it is asked for; a task that waits for itself tells nothing. */
function judgeTaskLines(
  { file, task }: { readonly file: TaskFile; readonly task: string },
  ground: Ground,
): TaskBody | undefined {
  const key = `${file} ${task}`;
  if (ground.tasks.has(key)) return ground.tasks.get(key);
  ground.tasks.set(key, undefined);
  const written = ground.programs.linesOfTask(file, task);
  const judge = (line: string) => asJudged(judgeLine(line, deeper({ ...ground, stops: false })));
  const body = written && { lines: written.map(judge), whole: judge(written.join('\n')) };
  ground.tasks.set(key, body);
  return body;
}

function asJudged(judged: CommandJudgement): Judged {
  // What a task or another machine sends, no item names the answer of.
  if (judged.runs && judged.sends !== undefined) return refused('changes', judged.sends);
  if (judged.runs) return { habit: judged.habit };
  const { runs, ...each } = judged;
  return each;
}

function judgeWrapped(
  program: string,
  { rest, wrapped }: { readonly rest: readonly string[]; readonly wrapped: readonly string[] },
  ground: Ground,
): Judged {
  const [first, ...more] = wrapped;
  if (first === undefined) return refused('mention');
  if (RUNS_SCRIPTS.test(program) && more.length === 0 && (first === 'test' || !isKnown(first)))
    return judgeTaskName(first);
  // What a script does with the rights of root, its name cannot tell.
  if (program === 'sudo' && !isKnown(programOf(first))) return refused('person', 'sudo');
  const programs = runsProjectTools(program, rest)
    ? { ...ground.programs, isProgram: () => true }
    : ground.programs;
  return judgeWords(wrapped, deeper({ ...ground, programs }));
}

/** What a shell or another machine is handed does not stand in this folder. */
function judgeInside(line: string, ground: Ground): Judged {
  return asJudged(judgeLine(line, deeper({ ...ground, programs: NO_PROGRAMS, stops: false })));
}
