import { hasHidden } from '../visible.ts';
import { hasFlag, isAssignment, isDangerous, operandsOf, programOf } from './command-words.ts';
import { lineInside, wrappedWords } from './inner-command.ts';
import { judgeProgram, printsSecret } from './judge-program.ts';
import { areAllTasks, isTaskRunner, judgeTask } from './judge-task.ts';
import { type Judged, type NotRunReason, refused } from './judged.ts';
import { type CommandHabit, type KnownCommand, knownCommands } from './known-commands.ts';
import { type SimpleCommand, splitShell } from './shell-words.ts';
import { ordersChange } from './task-name.ts';

/** What running a command would tell, or why it is not run. */
export type CommandJudgement =
  | { readonly runs: true; readonly habit: 'verdict' | 'assertion' | 'report'; readonly negated: boolean }
  | { readonly runs: false; readonly reason: NotRunReason };

/** The longest command that can be shown and approved, in UTF-16 code units. */
const MAX_COMMAND = 8 * 1024;
/** A gap that can push the rest of a command out of sight. */
const WIDE_GAP = / {40}/;
/** Commands inside commands (`ssh`, `bash -c`, `$(…)`) that are looked into. */
const MAX_DEPTH = 4;

/**
 * Judges one command line by its text alone: the same answer on every machine.
 *
 * @param command the command as written; it may span lines that end in a backslash
 */
export function judgeCommand(command: string): CommandJudgement {
  if (command.length > MAX_COMMAND || hasHidden(command.replaceAll('\n', ' ')) || WIDE_GAP.test(command)) {
    return { runs: false, reason: 'hidden' };
  }
  return judgeLine(command.replaceAll('\\\n', ' '), 0);
}

/** Tells whether a single word is a command that does a whole job: a test runner, a linter. */
export function isWholeJob(word: string): boolean {
  const whole = (known: KnownCommand) =>
    known.habit === 'verdict' &&
    known.subcommand.length === 0 &&
    known.withFlags.length === 0 &&
    !known.needsArgument;
  return word === 'make' || knownCommands(word).some(whole);
}

/** Tells whether a code span begins with a program that is known, whatever it is told to do. */
export function namesProgram(code: string): boolean {
  const judged = judgeCommand(code);
  if (judged.runs || judged.reason !== 'unknown') return true;
  const first = splitShell(code)?.commands[0]?.words.find(
    (word) => !KEYWORDS.has(word) && !isAssignment(word),
  );
  const program = programOf(first ?? '');
  return isTaskRunner(program) || knownCommands(program).length > 0;
}

function judgeLine(line: string, depth: number): CommandJudgement {
  const split = splitShell(line);
  if (split === undefined || depth > MAX_DEPTH) return { runs: false, reason: 'unreadable' };
  for (const inner of split.inner) {
    const judged = judgeLine(inner, depth + 1);
    if (!judged.runs) return judged;
  }
  const negated = split.commands[0]?.words[0] === '!';
  let last: CommandHabit | undefined;
  let masked = false;
  for (const [at, command] of split.commands.entries()) {
    const judged = judgeSimple(command, depth);
    if ('reason' in judged) return { runs: false, reason: judged.reason };
    masked = masked || command.before === '||';
    // `cd` and the like say nothing themselves; a program that only prints hides the status of what feeds it.
    if (judged.habit !== 'silent' || at === 0) last = judged.habit;
  }
  if (last === undefined || last === 'silent') return { runs: false, reason: 'mention' };
  if (last === 'install') return { runs: false, reason: 'changes' };
  if (negated && !masked) return { runs: true, habit: 'assertion', negated };
  if (masked) return { runs: true, habit: 'report', negated: false };
  return { runs: true, habit: last, negated: false };
}

/** Words that open, join or close a compound command. */
const KEYWORDS = new Set(['!', 'do', 'then', 'else', 'if', 'elif', '{', 'time']);
const CLOSERS = new Set(['done', 'fi', '}', 'esac']);

function judgeSimple(command: SimpleCommand, depth: number): Judged {
  if (command.writes.some((file) => file !== '/dev/null' && !/^\d$/.test(file))) return refused('changes');
  const start = command.words.findIndex((word) => !KEYWORDS.has(word) && !isAssignment(word));
  const words = start === -1 ? [] : command.words.slice(start);
  const [first] = words;
  if (first === undefined || (CLOSERS.has(first) && words.length === 1)) return { habit: 'silent' };
  if (first === 'for' && words[2] === 'in') return { habit: 'silent' };
  const judged = judgeWords(words, depth);
  // What comes through a pipe is the argument.
  return command.before === '|' && 'missing' in judged ? { habit: judged.missing } : judged;
}

function judgeWords(words: readonly string[], depth: number): Judged {
  const [first = '', ...rest] = words;
  const program = programOf(first);
  if (depth > MAX_DEPTH) return refused('unreadable');
  if (asksVersion(program, rest)) return { habit: 'report' };
  const wrapped = wrappedWords(program, rest);
  if (wrapped !== undefined) return judgeWrapped(program, wrapped, depth);
  const line = lineInside(program, rest);
  if (line !== undefined) return typeof line === 'string' ? judgeInside(line, depth) : line;
  if (rest.some(isDangerous) || updatesBehindDashes(rest)) return refused('changes');
  const judged = judgeProgram(program, rest) ?? judgeKnown(program, rest) ?? judgeTask(program, rest);
  return judged ?? refused(maySetOff(program, rest) ? 'changes' : 'unknown');
}

/** A known program with an order that is not known to be harmless, or any program with an order to change something. */
function maySetOff(program: string, rest: readonly string[]): boolean {
  const [order = ''] = operandsOf(program, rest);
  const isOrder = /^[a-z][a-z-]*$/.test(order);
  return ordersChange(order) || (isOrder && knownCommands(program).length > 0 && !isTaskRunner(program));
}

function asksVersion(program: string, rest: readonly string[]): boolean {
  const [only = ''] = rest;
  if (rest.length !== 1 || !/^[a-z][\w.+-]*$/.test(program)) return false;
  // To a package manager `version` is an order.
  const isOrder = only === 'version' && /^(?:npm|yarn|pnpm|bun|lerna)$/.test(program);
  return /^(?:--version|--help|-V|version)$/.test(only) && !isOrder;
}

/** Behind `--` a test runner's `-u` rewrites what it compares with, and `-w` waits. */
function updatesBehindDashes(rest: readonly string[]): boolean {
  const dashes = rest.indexOf('--');
  return dashes !== -1 && rest.slice(dashes).some((word) => word === '-u' || word === '-w');
}

function judgeWrapped(program: string, words: readonly string[], depth: number): Judged {
  const [first] = words;
  if (first === undefined) return refused('mention');
  // What a script does with the rights of root, its name cannot tell.
  if (program === 'sudo' && knownCommands(programOf(first)).length === 0) return refused('person');
  return judgeWords(words, depth + 1);
}

function judgeInside(line: string, depth: number): Judged {
  const judged = judgeLine(line, depth + 1);
  return judged.runs ? { habit: judged.habit } : refused(judged.reason);
}

function judgeKnown(program: string, rest: readonly string[]): Judged | undefined {
  const operands = operandsOf(program, rest);
  if (areAllTasks(program) && operands.length > 0) return undefined;
  const candidates = knownCommands(program).filter((known) => isCalled(known, operands, rest));
  const known = candidates.find((each) => fits(each, rest));
  if (known === undefined)
    return candidates.length > 0 && !isTaskRunner(program) ? refused('changes') : undefined;
  if (printsSecret(program, rest)) return refused('secret');
  const further = startsWithFlag(known, rest) ? rest.length : operands.length;
  const hasArgument = further > known.subcommand.length;
  const fetchesMore = known.habit === 'install' && hasArgument && !rest.includes('-r');
  if (fetchesMore || ordersMore(known, rest)) return refused('changes');
  if (!known.needsArgument || hasArgument || rest.some((word) => /^-.*=/.test(word)))
    return { habit: known.habit };
  return { reason: 'mention', missing: known.habit };
}

/** Whether an order to change something follows: `npm audit fix`, `tox -e release`. */
function ordersMore(known: KnownCommand, rest: readonly string[]): boolean {
  const last = known.subcommand.at(-1);
  if (last !== undefined) return ordersChange(rest[rest.lastIndexOf(last) + 1] ?? '');
  return known.habit === 'verdict' && rest.some((word) => word.split(',').some(ordersChange));
}

function isCalled(known: KnownCommand, operands: readonly string[], rest: readonly string[]): boolean {
  return known.subcommand.every((word, at) => operands[at] === word) || startsWithFlag(known, rest);
}

/** Whether the subcommand is a flag, as in `python -m pytest`. */
function startsWithFlag(known: KnownCommand, rest: readonly string[]): boolean {
  const isFlag = known.subcommand.some((word) => word.startsWith('-'));
  return isFlag && known.subcommand.every((word, at) => rest[at] === word);
}

function fits(known: KnownCommand, rest: readonly string[]): boolean {
  const has = (flag: string) => rest.some((word) => hasFlag(word, flag));
  return (known.withFlags.length === 0 || known.withFlags.some(has)) && !known.withoutFlags.some(has);
}
