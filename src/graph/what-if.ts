import type { Card } from '../cards/card.ts';
import type { CardState } from './card-state.ts';
import { byStem } from './rank-ready.ts';

/** Two ready cards that together make cards ready which neither makes ready alone. */
export interface ReadyPair {
  readonly pair: readonly [Card, Card];
  /** All that becomes ready once both are done, by stem. */
  readonly frees: readonly Card[];
}

/** What is asked of a plan: states, and what becomes ready by one card alone. */
interface Decided {
  stateOf(card: Card): CardState;
  unlocksOf(card: Card): readonly Card[];
}

/**
 * Finds the pairs of ready cards that free more together than one after the other on their own: a card that waits for
 * exactly these two. Most freed first, then by stem.
 *
 * @param cards the cards to look at, such as those of one chain
 */
export function pairsOf(plan: Decided, cards: readonly Card[]): readonly ReadyPair[] {
  const ready = new Map(
    cards.filter((card) => plan.stateOf(card).kind === 'ready').map((card) => [card.stem, card]),
  );
  const found = new Map<string, { readonly pair: readonly [Card, Card]; readonly freed: Card[] }>();
  for (const card of cards) {
    const pair = onlyTwo(plan.stateOf(card), ready);
    if (pair === undefined) continue;
    const key = `${pair[0].stem}\n${pair[1].stem}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { pair, freed: [card] });
    else known.freed.push(card);
  }
  const inside = new Set(cards);
  return [...found.values()]
    .map(({ pair, freed }): ReadyPair => {
      const alone = pair.flatMap((each) => plan.unlocksOf(each).filter((card) => inside.has(card)));
      return { pair, frees: [...new Set([...alone, ...freed])].sort(byStem) };
    })
    .sort(
      (a, b) =>
        b.frees.length - a.frees.length || byStem(a.pair[0], b.pair[0]) || byStem(a.pair[1], b.pair[1]),
    );
}

/** The two ready cards that alone stand before a card. */
function onlyTwo(state: CardState, ready: ReadonlyMap<string, Card>): readonly [Card, Card] | undefined {
  if (state.kind !== 'blocked' || state.blockers.length !== 2) return undefined;
  const [one, other] = state.blockers
    .map(({ stem, reason }) => (reason === 'open' ? ready.get(stem) : undefined))
    .sort((a, b) => (a === undefined || b === undefined ? 0 : byStem(a, b)));
  return one === undefined || other === undefined ? undefined : [one, other];
}
