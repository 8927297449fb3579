import { hasFlag, operandsOf } from './command-words.ts';
import { goesOn } from './judge-order.ts';
import { printsSecret } from './judge-program.ts';
import { areAllTasks, isTaskRunner } from './judge-task.ts';
import { type Judged, refused } from './judged.ts';
import { type KnownCommand, knownCommands } from './known-commands.ts';
import { meaningOfOrder, ordersChange } from './task-name.ts';

/**
 * Judges a command by the tables of known ones; undefined when none of their lines is about it.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeKnown(program: string, rest: readonly string[]): Judged | undefined {
  const operands = operandsOf(program, rest);
  if (areAllTasks(program) && program !== 'gradle' && operands.length > 0) return undefined;
  const candidates = knownCommands(program).filter((known) => isCalled(known, operands, rest));
  if (candidates.length === 0) return undefined;
  const known = candidates.find((each) => fits(each, rest));
  if (known === undefined) {
    return isTaskRunner(program) ? undefined : refused('changes', candidates[0]?.subcommand[0]);
  }
  const following = goesOn(known.subcommand.at(-1) ?? '', rest);
  if (following !== undefined) return refused('endless', following);
  if (printsSecret(program, rest)) return refused('secret');
  const further = startsWithFlag(known, rest) ? rest.length : operands.length;
  const hasArgument = further > known.subcommand.length;
  const fetchesMore = known.habit === 'install' && hasArgument && !rest.includes('-r');
  if (fetchesMore) return refused('changes', operands[0]);
  const more = orderedMore(known, rest);
  if (more !== undefined) return more;
  if (!known.needsArgument || hasArgument || rest.some((word) => /^-.*=/.test(word)))
    return { habit: known.habit };
  return { reason: 'mention', missing: known.habit };
}

const SHOWS_ORDER = /^(?:can-i|GET|diff|plan|explain|template|breakdown)$/;

/** An order to do something else that follows: `npm audit fix`, `tox -e release`, `hugo server`. */
function orderedMore(known: KnownCommand, rest: readonly string[]): Judged | undefined {
  const last = known.subcommand.at(-1);
  if (last !== undefined) {
    // What would become of an order is only shown.
    if (SHOWS_ORDER.test(last)) return undefined;
    const next = rest[rest.lastIndexOf(last) + 1] ?? '';
    const change = next.split(',').find(ordersChange);
    return change === undefined ? undefined : refused('changes', change);
  }
  // What reads is given names, which are no orders.
  if (known.habit !== 'verdict') return undefined;
  const change = rest.flatMap((word) => word.split(',')).find(ordersChange);
  if (change !== undefined) return refused('changes', change);
  const [first = ''] = rest;
  return meaningOfOrder(first) === 'endless' ? refused('endless', first) : undefined;
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
  return (
    known.withFlags.length === 0 || rest.some((word) => known.withFlags.some((flag) => hasFlag(word, flag)))
  );
}
