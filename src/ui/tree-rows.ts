import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';

/** A level of a tree above a row, linked upwards: a chain may be 10,000 cards deep. */
export interface Level {
  /** Whether the card on this level is the last of its siblings. */
  readonly last: boolean;
  readonly above: Level | undefined;
  readonly depth: number;
}

/** One row of a chain drawn as a tree, without any style. */
export interface TreeRow {
  /** Tells the rows of one tree apart: a card has one row for each card that requires it. */
  readonly key: string;
  /** The card, or undefined where a requirement names none, or several. */
  readonly card: Card | undefined;
  readonly stem: string;
  /** Why no card answers to the stem. */
  readonly reason: 'missing' | 'ambiguous' | undefined;
  /** The row's own level, or undefined for the goal. */
  readonly level: Level | undefined;
  /** True where the card was drawn further up already, so that this row only points there. */
  readonly pointer: boolean;
  /** Cards that require it. */
  readonly parents: number;
  readonly parent: Card | undefined;
  readonly foldable: boolean;
  readonly folded: boolean;
}

/** A chain's tree, looked up by row and by card. */
export interface Tree {
  readonly rows: readonly TreeRow[];
  readonly indexByKey: ReadonlyMap<string, number>;
  /** The row in which a card is drawn in full. */
  readonly indexByPath: ReadonlyMap<string, number>;
}

type Branch = Omit<TreeRow, 'pointer' | 'foldable' | 'folded'>;

/** The key of the row of a card below a parent, or of a stem that no card answers to. */
export function rowKey(
  parent: { readonly path: string } | undefined,
  child: { readonly path: string | undefined; readonly stem: string },
): string {
  return `${parent?.path ?? ''}\n${child.path ?? `?${child.stem}`}`;
}

/** Nothing folded; the same object each time, so that a tree that was grown with it is found again. */
export const NOTHING_FOLDED: ReadonlySet<string> = new Set();

const grown = new WeakMap<Plan, Map<Card, { readonly folded: ReadonlySet<string>; readonly tree: Tree }>>();

/**
 * The tree of a goal's chain: children in the order of `requires`, each card in full once and as a pointer elsewhere, so
 * that every edge is a row. A plan's trees are remembered, so that a key press does not walk a chain of 10,000 cards.
 *
 * @param folded paths of the cards whose requirements are not drawn
 */
export function treeOf(plan: Plan, goal: Card, folded: ReadonlySet<string>): Tree {
  let trees = grown.get(plan);
  if (trees === undefined) {
    trees = new Map();
    grown.set(plan, trees);
  }
  const known = trees.get(goal);
  if (known?.folded === folded) return known.tree;
  const tree = growTree(plan, goal, folded);
  trees.set(goal, { folded, tree });
  return tree;
}

function growTree(plan: Plan, goal: Card, folded: ReadonlySet<string>): Tree {
  const rows: TreeRow[] = [];
  const indexByKey = new Map<string, number>();
  const indexByPath = new Map<string, number>();
  // A stack of our own: a chain may be as deep as it is long.
  const stack: Branch[] = [rootRow(plan, goal)];
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    const pointer = row.card !== undefined && indexByPath.has(row.card.path);
    const children = row.card === undefined || pointer ? [] : childRows(plan, row.card, row.level);
    const isFolded = row.card !== undefined && folded.has(row.card.path);
    indexByKey.set(row.key, rows.length);
    if (row.card !== undefined && !pointer) indexByPath.set(row.card.path, rows.length);
    rows.push({ ...row, pointer, foldable: children.length > 0, folded: isFolded && children.length > 0 });
    if (!isFolded) stack.push(...children.reverse());
  }
  return { rows, indexByKey, indexByPath };
}

function rootRow(plan: Plan, goal: Card): Branch {
  return {
    key: rowKey(undefined, goal),
    card: goal,
    stem: goal.stem,
    reason: undefined,
    level: undefined,
    parents: plan.graph.dependentsOf(goal).length,
    parent: undefined,
  };
}

function childRows(plan: Plan, parent: Card, above: Level | undefined): Branch[] {
  const seen = new Set<string>();
  const requirements = plan.graph.requirementsOf(parent).filter((requirement) => {
    const key = rowKey(parent, requirement.target ?? noCard(requirement.prerequisite));
    return !seen.has(key) && seen.add(key);
  });
  return requirements.map(({ prerequisite, target, reason }, index) => ({
    key: rowKey(parent, target ?? noCard(prerequisite)),
    card: target,
    stem: target?.stem ?? prerequisite.stem,
    reason,
    level: { last: index === requirements.length - 1, above, depth: (above?.depth ?? 0) + 1 },
    parents: target === undefined ? 1 : plan.graph.dependentsOf(target).length,
    parent,
  }));
}

function noCard({ stem }: { readonly stem: string }): { readonly path: undefined; readonly stem: string } {
  return { path: undefined, stem };
}
