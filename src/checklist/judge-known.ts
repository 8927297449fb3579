import { hasFlag, operandsOf } from './command-words.ts';
import { printsSecret } from './judge-program.ts';
import { areAllTasks, isTaskRunner } from './judge-task.ts';
import { type Judged, refused } from './judged.ts';
import { type KnownCommand, knownCommands } from './known-commands.ts';
import { ordersChange } from './task-name.ts';

/**
 * Judges a command by the table of known ones; undefined when none of its lines is about it.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeKnown(program: string, rest: readonly string[]): Judged | undefined {
  const operands = operandsOf(program, rest);
  if (areAllTasks(program) && operands.length > 0) return undefined;
  const candidates = knownCommands(program).filter((known) => isCalled(known, operands, rest));
  const known = candidates.find((each) => fits(each, rest));
  if (known === undefined) {
    if (candidates.length === 0 || isTaskRunner(program)) return undefined;
    const unfit = candidates.flatMap((each) => each.withoutFlags);
    return refused(
      'changes',
      rest.find((word) => unfit.some((flag) => hasFlag(word, flag))) ?? candidates[0]?.subcommand[0],
    );
  }
  if (printsSecret(program, rest)) return refused('secret');
  const further = startsWithFlag(known, rest) ? rest.length : operands.length;
  const hasArgument = further > known.subcommand.length;
  const fetchesMore = known.habit === 'install' && hasArgument && !rest.includes('-r');
  const more = orderedMore(known, rest);
  if (fetchesMore || more !== undefined) return refused('changes', more ?? operands[0]);
  if (!known.needsArgument || hasArgument || rest.some((word) => /^-.*=/.test(word)))
    return { habit: known.habit };
  return { reason: 'mention', missing: known.habit };
}

/** An order to change something that follows: `npm audit fix`, `tox -e release`. */
function orderedMore(known: KnownCommand, rest: readonly string[]): string | undefined {
  const last = known.subcommand.at(-1);
  const words = last === undefined ? rest : rest.slice(rest.lastIndexOf(last) + 1).slice(0, 1);
  if (last === undefined && known.habit !== 'verdict') return undefined;
  return words.flatMap((word) => word.split(',')).find(ordersChange);
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
