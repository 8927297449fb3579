import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';

/**
 * How a card left the graph: its file was `deleted`; it is `finalized` where a done chain lost its Mikado fields,
 * `abandoned` where they were taken from a chain in which something was open, and `dropped` where it was a card only
 * because others required it, which they do no more.
 */
export type Leaving = 'deleted' | 'finalized' | 'abandoned' | 'dropped';

/**
 * Tells how cards left the graph, that went in one step.
 *
 * @param before the plan that still has them
 * @returns how, by the card of that plan
 */
export function howLeft(
  before: Plan,
  { gone, stays }: { readonly gone: readonly Card[]; readonly stays: (path: string) => boolean },
): ReadonlyMap<Card, Leaving> {
  const leaving = new Set(gone);
  return new Map(
    gone.map((card) => [card, stays(card.path) ? howUndressed(before, card, leaving) : 'deleted']),
  );
}

function howUndressed(before: Plan, card: Card, leaving: ReadonlySet<Card>): Leaving {
  const { graph } = before;
  const above = graph.dependentsClosure(card).filter((each) => leaving.has(each));
  const heads = above.filter((each) =>
    graph.dependentsOf(each).every((dependent) => !leaving.has(dependent)),
  );
  const [head = card] = heads;
  const hasOwnFields = card.status !== undefined || card.requires.length > 0 || card.branch !== undefined;
  if (head === card && !hasOwnFields) return 'dropped';
  return (heads.length === 0 ? above : heads).some((each) => !before.isTroubledBelow(each))
    ? 'finalized'
    : 'abandoned';
}
