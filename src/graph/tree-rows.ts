import type { Card } from '../cards/card.ts';
import type { CardGraph, Requirement } from './card-graph.ts';
import type { CardState } from './card-state.ts';

/** One line of a chain drawn as a tree. */
export interface TreeRow {
  readonly stem: string;
  /** The card, or undefined for an entry that no card answers to. */
  readonly card: Card | undefined;
  readonly state: CardState['kind'] | 'missing' | 'ambiguous';
  /** Levels below the start, which is 0. */
  readonly depth: number;
  /** For each level from 1 to `depth`: whether the line's ancestor there (itself at the end) is the last of its kind. */
  readonly isLast: readonly boolean[];
  /** True when the card was drawn higher up already, so that what it requires is not drawn again. */
  readonly above: boolean;
  /** Cards of the whole graph that require it. */
  readonly sharedBy: number;
  /** True when the card requires more that the depth limit cut off. */
  readonly cut: boolean;
}

/** Which way to draw, and how far. */
export interface TreeShape {
  /** `down` to what a card requires, `up` to what requires it. */
  readonly direction: 'down' | 'up';
  /** The deepest level to draw, from 0. */
  readonly maxDepth: number;
  /** Leave out what is below these cards. */
  readonly folded?: ReadonlySet<Card>;
}

/**
 * Draws a graph from one card as a tree: every edge is a line, and every card is drawn in full once.
 *
 * Children stand in the order of `requires`. Nothing recurses, so a long chain is no trouble.
 */
export function treeRows(
  graph: CardGraph,
  start: Card,
  { stateOf, shape }: { readonly stateOf: (card: Card) => CardState; readonly shape: TreeShape },
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const drawn = new Set<Card>();
  const pending: { child: Child; isLast: readonly boolean[] }[] = [
    { child: { stem: start.stem, card: start, reason: undefined }, isLast: [] },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { child, isLast } = next;
    const { card } = child;
    const depth = isLast.length;
    const above = card !== undefined && drawn.has(card);
    const children =
      card === undefined || above || shape.folded?.has(card) === true
        ? []
        : childrenOf(graph, card, shape.direction);
    const cut = children.length > 0 && depth >= shape.maxDepth;
    rows.push({
      stem: child.stem,
      card,
      state: card === undefined ? (child.reason ?? 'missing') : stateOf(card).kind,
      depth,
      isLast,
      above,
      sharedBy: card === undefined ? 0 : graph.dependentsOf(card).length,
      cut,
    });
    if (card !== undefined) drawn.add(card);
    if (cut) continue;
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const each = children[index];
      if (each !== undefined)
        pending.push({ child: each, isLast: [...isLast, index === children.length - 1] });
    }
  }
  return rows;
}

interface Child {
  readonly stem: string;
  readonly card: Card | undefined;
  readonly reason: Requirement['reason'];
}

function childrenOf(graph: CardGraph, card: Card, direction: TreeShape['direction']): Child[] {
  if (direction === 'up') {
    return graph
      .dependentsOf(card)
      .map((dependent) => ({ stem: dependent.stem, card: dependent, reason: undefined }));
  }
  return graph.requirementsOf(card).map(({ prerequisite, target, reason }) => ({
    stem: target?.stem ?? prerequisite.stem,
    card: target,
    reason,
  }));
}
