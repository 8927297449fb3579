import { FILTER_KEYS } from '../../filter/filter-keys.ts';
import type { Command, Option } from '../command.ts';
import { COMMANDS, COMMON_OPTIONS } from '../table.ts';

/** The shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** What lists stems: every card in the graph, or the goals of open chains. */
export const STEMS = {
  card: `mikado graph --headers-only --json -q 2>/dev/null | sed -n 's/^      "stem": "\\(.*\\)",$/\\1/p'`,
  goal: `mikado chains --json -q 2>/dev/null | sed -n 's/^      "goal": "\\(.*\\)",$/\\1/p'`,
};

/** What can begin a term of a filter, with the value where there are few of them. */
export const FILTER_TERMS = FILTER_KEYS.flatMap(({ key, values }) =>
  values === undefined ? [`${key}:`] : values.map((value) => `${key}:${value}`),
);

/** The options of a command, those of every command last. */
export function optionsOf(command: Command): readonly Option[] {
  return [...(command.options ?? []), ...COMMON_OPTIONS];
}

/** The commands by their first word; those of two words share one. */
export function byFirstWord(): ReadonlyMap<string, readonly Command[]> {
  const found = new Map<string, Command[]>();
  for (const command of COMMANDS) {
    const [first = ''] = command.name.split(' ');
    found.set(first, [...(found.get(first) ?? []), command]);
  }
  return found;
}

/** The second words of commands that share a first one; none for a command of one word. */
export function secondWords(commands: readonly Command[]): readonly string[] {
  return commands.flatMap(({ name }) => name.split(' ')[1] ?? []);
}

/** What a first word is for: the one thing it does, or what may follow it. */
export function summaryOf(commands: readonly Command[]): string {
  const [only] = commands;
  const seconds = secondWords(commands);
  return only === undefined || seconds.length > 0 ? seconds.join(', ') : only.summary;
}

/** A word of a script in single quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
