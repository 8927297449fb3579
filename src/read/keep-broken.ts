import type { Card } from '../cards/card.ts';
import type { ParsedCard } from '../cards/parse-card.ts';

/**
 * Gives cards that cannot be read the title, the requirements and the branch that they had when they could: while somebody edits
 * a card, it stays open and unreadable in its place, and what it requires stays below it.
 *
 * @param before the cards as they were read last
 */
export function keepBroken(files: readonly ParsedCard[], before: readonly Card[]): readonly ParsedCard[] {
  if (files.every(({ card }) => card.readable)) return files;
  const known = new Map(before.map((card) => [card.path, card]));
  return files.map((file) => {
    const last = known.get(file.card.path);
    return last === undefined ? file : { ...file, card: likeBefore(file.card, last) };
  });
}

/** A part of its requirements may have been understood: those are newer. */
function likeBefore(card: Card, { title, requires, branch, tags }: Card): Card {
  return card.readable || card.requires.length > 0 ? card : { ...card, title, requires, branch, tags };
}
