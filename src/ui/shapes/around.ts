import type { Card } from '../../cards/card.ts';
import { growTree } from '../../graph/tree-rows.ts';
import type { Plan } from '../../plan.ts';
import { NOTHING_FOLDED } from '../model/chain-tree.ts';
import { cardsIn } from '../model/look-up.ts';
import type { ShapedRow, ShapedTree } from './shape.ts';

/** What stands around a card. */
interface Around {
  readonly centre: Card;
  readonly tree: ShapedTree;
}

const known = new WeakMap<Plan, Around & { readonly goal: Card; readonly path: string }>();

/**
 * One card with all that needs it in the chain above it, the nearest right above, and all that it requires below it. The
 * last one is remembered.
 *
 * @param path where the card was read from; its place takes the goal where it is not in the chain any more
 */
export function around(plan: Plan, goal: Card, path: string): Around {
  const last = known.get(plan);
  if (last?.goal === goal && last.path === path) return last;
  const centre = cardsIn(plan, goal).find((card) => card.path === path) ?? goal;
  const found = { goal, path, centre, tree: grow(plan, goal, centre) };
  known.set(plan, found);
  return found;
}

function grow(plan: Plan, goal: Card, centre: Card): ShapedTree {
  const { graph } = plan;
  const maxDepth = Number.POSITIVE_INFINITY;
  const only = new Set(cardsIn(plan, goal).map(({ path }) => path));
  const up = growTree(graph, centre, { direction: 'up', maxDepth, folded: NOTHING_FOLDED, only });
  const down = growTree(graph, centre, { direction: 'down', maxDepth, folded: NOTHING_FOLDED });
  const above = up.rows
    .slice(1)
    .map((row): ShapedRow => ({ ...row, key: `^${row.key}`, upward: true }))
    .reverse();
  const rows: readonly ShapedRow[] = [...above, ...down.rows];
  const indexByPath = new Map<string, number>();
  // On a cycle a card stands on both sides; below the centre it is drawn in full.
  for (const [index, { card, pointer }] of rows.entries())
    if (card !== undefined && !pointer) indexByPath.set(card.path, index);
  return { rows, indexByKey: new Map(rows.map(({ key }, index) => [key, index])), indexByPath };
}
