import { isShell, operandsOf } from './command-words.ts';
import { judgeOrder } from './judge-order.ts';
import { isTaskRunner } from './judge-task.ts';
import { isRefused } from './judged.ts';
import { knownCommands } from './known-commands.ts';
import { takesOrders } from './known-orders.ts';
import { ordersChange } from './task-name.ts';

/** Tells whether the first word behind a name that is not known orders a check. */
export function ordersCheck(program: string, rest: readonly string[]): boolean {
  const judged = rest[0]?.startsWith('-') === false ? judgeOrder(program, rest) : undefined;
  return judged !== undefined && !isRefused(judged) && judged.habit === 'verdict';
}

/** Gives the order by which a known program may change something, as none says that it is harmless; or by which any would. */
export function maySetOff(program: string, rest: readonly string[]): string | undefined {
  const [order = ''] = operandsOf(program, rest);
  const known = takesOrders(program) || (knownCommands(program).length > 0 && !isTaskRunner(program));
  return ordersChange(order) || (known && /^[a-z][a-z-]*$/.test(order)) ? order : undefined;
}

/** Tells whether a program is only asked for its version or its help. */
export function asksVersion(program: string, rest: readonly string[]): boolean {
  if (program === 'python' && rest[0] === '-m' && rest.length > 2)
    return asksVersion(rest[1] ?? '', rest.slice(2));
  const [only = ''] = rest;
  // To what a runner or a shell starts, the word may mean nothing.
  if (
    rest.at(-1) === '--help' &&
    /^[a-z][\w.+-]*$/.test(program) &&
    !isTaskRunner(program) &&
    !isShell(program)
  )
    return !/\.\w+$/.test(rest.find((word) => !word.startsWith('-')) ?? '');
  if (rest.length !== 1 || !/^[a-z][\w.+-]*$/.test(program)) return false;
  // To a package manager `version` is an order.
  const isOrder = only === 'version' && /^(?:npm|yarn|pnpm|bun|lerna)$/.test(program);
  if (only === '-v') return TELLS_BY_V.test(program);
  return /^(?:--?version|--help|-V|version)$/.test(only) && !isOrder;
}

/** To others `-v` says to tell more. */
const TELLS_BY_V = /^(?:node|npm|php|perl|ruby|yarn|pnpm|nginx|lua|gradle|mvn|bun)$/;

/** Gives the flag behind `--` with which a test runner does more: its `-u` rewrites what it compares with, and `-w` waits. */
export function updatesBehindDashes(rest: readonly string[]): string | undefined {
  const dashes = rest.indexOf('--');
  return dashes === -1 ? undefined : rest.slice(dashes).find((word) => word === '-u' || word === '-w');
}
