import type { Card } from '../cards/card.ts';
import type { CardGraph } from './card-graph.ts';
import { findCycleGroups } from './cycles.ts';

/**
 * The open cards on the way down from some card on which most of them lie, the card at the top first: so many steps are
 * left, however many people work. Done cards on the way are passed through. Of a cycle one card counts.
 *
 * @param among the cards to look at
 */
export function longestOpenPath(graph: CardGraph, among: readonly Card[]): readonly Card[] {
  const inside = new Set(among.map((card) => graph.indexOf(card)));
  const lengths = new Map<number, number>();
  const below = new Map<number, number>();
  let top: number | undefined;
  // Every card comes after what it requires.
  for (const index of findCycleGroups(graph).groups.flat()) {
    if (!inside.has(index)) continue;
    const own = graph.node(index).card.declared === 'open' ? 1 : 0;
    let longest = 0;
    for (const prerequisite of graph.prerequisites(index)) {
      const length = lengths.get(prerequisite) ?? 0;
      if (length <= longest) continue;
      longest = length;
      below.set(index, prerequisite);
    }
    lengths.set(index, longest + own);
    if (longest + own > (top === undefined ? 0 : (lengths.get(top) ?? 0))) top = index;
  }
  const path: Card[] = [];
  for (let index = top; index !== undefined; index = below.get(index)) path.push(graph.node(index).card);
  return path.filter((card) => card.declared === 'open');
}
