/** Letters that a part of a word has at least. */
const PART = 3;

/** One thing that can be chosen: by its number in the menu, by its word, or by a part of that word. */
export interface Choice<T> {
  readonly word: string;
  readonly value: T;
}

/**
 * Names choices in one sentence: `2 chains, 3 problems, 4 quit.`
 *
 * @param first the number of the first of them
 */
export function menuText(choices: readonly Choice<unknown>[], first = 1): string {
  return `${choices.map(({ word }, index) => `${first + index} ${word}`).join(', ')}.`;
}

/**
 * The choice that a typed line means: its number, its word, the beginning of one word, or a part of only one. Undefined
 * where it means none or several. A part is no shorter than three letters: one letter is in nearly every name.
 */
export function choiceOf<T>(choices: readonly Choice<T>[], line: string): Choice<T> | undefined {
  if (line === '') return undefined;
  if (/^\d+$/.test(line)) return choices[Number(line) - 1];
  const wanted = line.toLowerCase();
  return (
    choices.find(({ word }) => word.toLowerCase() === wanted) ??
    only(choices.filter(({ word }) => word.toLowerCase().startsWith(wanted))) ??
    (wanted.length < PART
      ? undefined
      : only(choices.filter(({ word }) => word.toLowerCase().includes(wanted))))
  );
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
