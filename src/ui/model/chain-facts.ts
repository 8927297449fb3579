import type { Card } from '../../cards/card.ts';
import { longestOpenPath } from '../../graph/longest-open-path.ts';
import { pairsOf, type ReadyPair } from '../../graph/what-if.ts';
import type { Plan } from '../../plan.ts';

/** What is worked out about a chain once, when it comes into sight. */
interface ChainFacts {
  /** Open cards on the longest path down from the goal. */
  readonly depth: number;
  readonly pairs: readonly ReadyPair[];
}

const remembered = new WeakMap<Plan, Map<Card, ChainFacts>>();

/** The depth of a goal's chain and its pairs of ready cards, remembered for each plan. */
export function chainFacts(plan: Plan, goal: Card): ChainFacts {
  let facts = remembered.get(plan);
  if (facts === undefined) {
    facts = new Map();
    remembered.set(plan, facts);
  }
  const known = facts.get(goal);
  if (known !== undefined) return known;
  const chain = plan.graph.chainOf(goal);
  const fresh = { depth: longestOpenPath(plan.graph, chain).length, pairs: pairsOf(plan, chain) };
  facts.set(goal, fresh);
  return fresh;
}
