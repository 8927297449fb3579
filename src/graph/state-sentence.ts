import type { Card } from '../cards/card.ts';
import type { Blocker, CardState } from './card-state.ts';
import type { RankedCard } from './rank-ready.ts';

/** Says in one sentence what a state means. */
export function stateSentence(card: Card, state: CardState): string {
  switch (state.kind) {
    case 'done':
      return `${card.stem} is done.`;
    case 'ready':
      return card.requires.length === 0
        ? `${card.stem} is ready: it is open and requires nothing.`
        : `${card.stem} is ready: it is open, and everything it requires is done.`;
    case 'blocked':
      return `${card.stem} is blocked by ${state.blockers.length === 1 ? 'one thing' : `${state.blockers.length} things`}.`;
  }
}

/** Says in words why a blocker blocks. */
export function blockerSentence(card: Card, { stem, reason }: Blocker): string {
  switch (reason) {
    case 'open':
      return `${stem} is open`;
    case 'missing':
      return `${stem} is required, and no document has that name`;
    case 'ambiguous':
      return stem === card.stem
        ? `several documents are named ${stem}`
        : `${stem} is required, and several documents have that name`;
    case 'unreadable':
      return stem === card.stem ? 'its own file cannot be read' : `${stem} cannot be read`;
    case 'cycle':
      return `${stem} is on a cycle`;
  }
}

/** Says which place a ready card has among others and why; undefined where it is not among them. */
export function rankSentence(ranked: readonly RankedCard[], card: Card): string | undefined {
  const place = ranked.findIndex((each) => each.card === card);
  const reasons = ranked[place]?.reasons;
  return reasons === undefined ? undefined : `Rank ${place + 1} of ${ranked.length}: ${reasons.join('; ')}.`;
}
