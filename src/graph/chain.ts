import type { Card } from '../cards/card.ts';
import type { CardGraph } from './card-graph.ts';
import type { CycleGroups } from './cycles.ts';
import type { Decision } from './decide-states.ts';
import { byStem } from './rank-ready.ts';

/** A goal and everything it requires, counted. */
export interface Chain {
  readonly goal: Card;
  /** The goal's `branch` field, when it has one. */
  readonly branch: string | undefined;
  /** Cards of the chain that are done, the goal counted. */
  readonly done: number;
  /** All cards of the chain, the goal counted. */
  readonly total: number;
  /** Its ready cards, by stem. */
  readonly ready: readonly Card[];
  /** True when everything is done, and nothing it requires is missing, ambiguous or on a cycle. */
  readonly finished: boolean;
}

/**
 * Lists the chains of a graph by the goal's stem.
 *
 * A cycle that nothing outside it requires has no goal, and would be in no chain: it is listed under the card of it
 * whose stem sorts first, so that none of its cards disappears.
 */
export function listChains(graph: CardGraph, cycles: CycleGroups, decision: Decision): readonly Chain[] {
  return chainHeads(graph, cycles)
    .sort(byStem)
    .map((goal) => countChain(graph, goal, decision));
}

function chainHeads(graph: CardGraph, cycles: CycleGroups): Card[] {
  const heads: Card[] = [];
  for (const group of cycles.groups) {
    const members = new Set(group);
    const isRequired = group.some((index) =>
      graph.dependents(index).some((dependent) => !members.has(dependent)),
    );
    if (isRequired) continue;
    const [first] = group.map((index) => graph.node(index).card).sort(byStem);
    if (first !== undefined) heads.push(first);
  }
  return heads;
}

function countChain(graph: CardGraph, goal: Card, decision: Decision): Chain {
  const cards = graph.chainOf(goal);
  const ready: Card[] = [];
  let done = 0;
  for (const card of cards) {
    const state = decision.states[graph.indexOf(card)]?.kind;
    if (state === 'done') done += 1;
    if (state === 'ready') ready.push(card);
  }
  const troubled = decision.troubled[graph.indexOf(goal)] === true;
  const finished = done === cards.length && !troubled;
  return { goal, branch: goal.branch?.value, done, total: cards.length, ready: ready.sort(byStem), finished };
}
