import { DirectedGraph } from 'graphology';
import { willCreateCycle } from 'graphology-dag';
import type { Card } from '../cards/card.ts';
import type { CardGraph } from './card-graph.ts';
import { findCycleGroups } from './cycles.ts';

/**
 * Tells whether cards would require one another in a circle if one card required another.
 *
 * The only user of the graph library, which is loaded for edits alone. The library keeps nodes in plain objects, where a
 * card named `constructor` or `__proto__` would meet a built-in: every key has a prefix. Edges that are on a cycle
 * already are left out, since the library expects none.
 */
export function wouldCycle(graph: CardGraph, card: Card, prerequisite: Card): boolean {
  const library = new DirectedGraph();
  const groupOf = new Map<number, number>();
  for (const [group, members] of findCycleGroups(graph).groups.entries()) {
    for (const index of members) groupOf.set(index, group);
  }
  for (const index of graph.cards.keys()) library.addNode(keyOf(index));
  for (const index of graph.cards.keys()) {
    for (const target of graph.prerequisites(index)) {
      if (groupOf.get(index) !== groupOf.get(target)) library.addDirectedEdge(keyOf(index), keyOf(target));
    }
  }
  return willCreateCycle(library, keyOf(graph.indexOf(card)), keyOf(graph.indexOf(prerequisite)));
}

function keyOf(index: number): string {
  return `card:${index}`;
}
