import type { Card } from '../../cards/card.ts';
import { growTree, type Tree } from '../../graph/tree-rows.ts';
import type { Plan } from '../../plan.ts';

/** Nothing folded; the same object each time, so that a tree that was grown with it is found again. */
export const NOTHING_FOLDED: ReadonlySet<string> = new Set();

const grown = new WeakMap<Plan, Map<Card, { readonly folded: ReadonlySet<string>; readonly tree: Tree }>>();

/**
 * The tree of a goal's chain. A plan's trees are remembered, so that a key press does not walk a chain of 10,000 cards.
 *
 * @param asked paths of the cards whose requirements are not drawn
 */
export function treeOf(plan: Plan, goal: Card, asked: ReadonlySet<string>): Tree {
  // Whoever unfolded everything, or remembers that nothing was folded, means the same tree.
  const folded = asked.size === 0 ? NOTHING_FOLDED : asked;
  let trees = grown.get(plan);
  if (trees === undefined) {
    trees = new Map();
    grown.set(plan, trees);
  }
  const known = trees.get(goal);
  if (known?.folded === folded) return known.tree;
  const tree = growTree(plan.graph, goal, { direction: 'down', maxDepth: Number.POSITIVE_INFINITY, folded });
  trees.set(goal, { folded, tree });
  return tree;
}
