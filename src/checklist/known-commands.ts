import type { CommandHabit } from './judged.ts';
import { MORE_ORDERS, OWN_ORDERS, type ProgramOrders } from './known-orders.ts';
import { GROUPS, ONLY_WITH, type ProgramGroup, UNLESS } from './known-programs.ts';

/** One known command: its program and subcommand, and what else must stand on the line. */
export interface KnownCommand {
  readonly habit: CommandHabit;
  readonly subcommand: readonly string[];
  /** One of these flags must be there; empty when none is asked for. */
  readonly withFlags: readonly string[];
  /** Whether it means nothing without a further argument. */
  readonly needsArgument: boolean;
}

const BY_PROGRAM = readTables();

/** Gives the known commands of a program, most particular first; empty when the program is not known. */
export function knownCommands(program: string): readonly KnownCommand[] {
  return BY_PROGRAM.get(program) ?? [];
}

/** Gives the flags that make a known program do more than it is known for. */
export function flagsThatDoMore(program: string): readonly string[] {
  return words(UNLESS[program]);
}

function readTables(): ReadonlyMap<string, readonly KnownCommand[]> {
  const table = new Map<string, KnownCommand[]>();
  const put = (program: string, known: KnownCommand) =>
    table.set(program, [...(table.get(program) ?? []), known]);
  for (const orders of [...OWN_ORDERS, ...MORE_ORDERS]) {
    for (const known of ordersOf(orders)) put(orders.program, known);
  }
  for (const group of GROUPS) {
    for (const program of words(group.programs)) put(program, asKnown(program, group));
  }
  return table;
}

function asKnown(program: string, { habit, needsArgument }: ProgramGroup): KnownCommand {
  return { habit, subcommand: [], withFlags: words(ONLY_WITH[habit]?.[program]), needsArgument };
}

function ordersOf(orders: ProgramOrders): readonly KnownCommand[] {
  return (['verdict', 'report', 'install'] as const).flatMap((habit) =>
    (orders[habit] ?? '')
      .split(',')
      .filter((order) => order.trim() !== '')
      .map((order) => {
        const [subcommand = '', flags] = order.split('[');
        const named = words(subcommand);
        return {
          habit,
          subcommand: named.filter((word) => word !== '+'),
          withFlags: words(flags?.replace(']', '')),
          needsArgument: named.includes('+'),
        };
      }),
  );
}

function words(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
