import type { Card } from '../cards/card.ts';
import type { CardGraph } from './card-graph.ts';

/** A level of a tree above a row, linked upwards: a chain may be 10,000 cards deep. */
export interface Level {
  /** Whether the card on this level is the last of its siblings. */
  readonly last: boolean;
  readonly above: Level | undefined;
  readonly depth: number;
}

/** One line of a graph drawn as a tree, without any style. */
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
  /** True where the card is drawn in full further up, so that this row only points there. */
  readonly pointer: boolean;
  /** Cards of the whole graph that require it. */
  readonly parents: number;
  readonly parent: Card | undefined;
  /** Whether more is to be drawn below it. */
  readonly foldable: boolean;
  /** Whether that is left out: it is folded, or too deep. */
  readonly folded: boolean;
}

/** Finds the index of a row. */
type RowIndex = Pick<ReadonlyMap<string, number>, 'get'>;

/** A chain's tree, looked up by row and by card. */
export interface Tree {
  readonly rows: readonly TreeRow[];
  readonly indexByKey: RowIndex;
  /** The row in which a card is drawn in full. */
  readonly indexByPath: RowIndex;
}

type Branch = Omit<TreeRow, 'pointer' | 'foldable' | 'folded'>;

/** The key of the row of a card below a parent, or of a stem that no card answers to. */
export function rowKey(
  parent: { readonly path: string } | undefined,
  child: { readonly path: string | undefined; readonly stem: string },
): string {
  return `${parent?.path ?? ''}\n${child.path ?? `?${child.stem}`}`;
}

/** Which way to draw, and how far. */
export interface TreeShape {
  /** `down` to what a card requires, `up` to what requires it. */
  readonly direction: 'down' | 'up';
  /** The deepest level to draw; the start is level 0. */
  readonly maxDepth: number;
  /** Paths of the cards below which nothing is drawn. */
  readonly folded: ReadonlySet<string>;
  /** Paths of the cards to draw, all unless given. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Draws a graph from one card as a tree: children in the order of `requires`, each card in full once and as a pointer
 * elsewhere, so that every edge is a row. Nothing recurses, so a long chain is no trouble.
 */
export function growTree(graph: CardGraph, start: Card, shape: TreeShape): Tree {
  const rows: TreeRow[] = [];
  const indexByKey = new Map<string, number>();
  const indexByPath = new Map<string, number>();
  const stack: Branch[] = [rootRow(graph, start)];
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    const pointer = row.card !== undefined && indexByPath.has(row.card.path);
    const children = row.card === undefined || pointer ? [] : childRows(graph, row.card, { row, shape });
    const isShut =
      (row.level?.depth ?? 0) >= shape.maxDepth ||
      (row.card !== undefined && shape.folded.has(row.card.path));
    indexByKey.set(row.key, rows.length);
    if (row.card !== undefined && !pointer) indexByPath.set(row.card.path, rows.length);
    rows.push({ ...row, pointer, foldable: children.length > 0, folded: isShut && children.length > 0 });
    if (!isShut) stack.push(...children.reverse());
  }
  return { rows, indexByKey, indexByPath };
}

/**
 * A tree with only some of its cards, each where it was: what `growTree` makes of `only` these, without a look at the graph.
 *
 * @param whole drawn down, with nothing folded
 * @param keeps whether a card stays; where one does, so do all that require it
 */
export function narrowTree(whole: Tree, keeps: (card: Card) => boolean): Tree {
  const kept: TreeRow[] = [];
  const places = new Int32Array(whole.rows.length).fill(-1);
  for (const [index, row] of whole.rows.entries()) {
    if (row.card === undefined || !keeps(row.card)) continue;
    places[index] = kept.length;
    kept.push(row);
  }
  const among = (all: RowIndex): RowIndex => ({
    get: (name) => {
      const place = places[all.get(name) ?? -1] ?? -1;
      return place < 0 ? undefined : place;
    },
  });
  return { rows: joined(kept), indexByKey: among(whole.indexByKey), indexByPath: among(whole.indexByPath) };
}

/** Rows between which others are gone: some are the last below their card now, some have nothing below them any more. */
function joined(kept: readonly TreeRow[]): readonly TreeRow[] {
  const isLast = lastOnes(kept);
  const levels: (Level | undefined)[] = [];
  return kept.map((row, index) => {
    const depth = depthOf(row);
    const last = isLast[index] === 1;
    const above = levels[depth - 1];
    const { level: was } = row;
    const level =
      was === undefined || (was.last === last && was.above === above) ? was : { last, above, depth };
    levels[depth] = level;
    const foldable = depthOf(kept[index + 1]) > depth;
    return level === was && foldable === row.foldable ? row : { ...row, level, foldable };
  });
}

/** Marks each row that is the last below its card with a 1. */
function lastOnes(rows: readonly TreeRow[]): Uint8Array {
  const marks = new Uint8Array(rows.length);
  const parents: TreeRow['parent'][] = [];
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const depth = depthOf(rows[index]);
    const parent = rows[index]?.parent;
    if (parents[depth] !== parent) marks[index] = 1;
    parents[depth] = parent;
  }
  return marks;
}

function depthOf(row: TreeRow | undefined): number {
  return row?.level?.depth ?? 0;
}

function rootRow(graph: CardGraph, start: Card): Branch {
  return {
    key: rowKey(undefined, start),
    card: start,
    stem: start.stem,
    reason: undefined,
    level: undefined,
    parents: graph.dependentsOf(start).length,
    parent: undefined,
  };
}

interface Child {
  readonly card: Card | undefined;
  readonly stem: string;
  readonly reason: TreeRow['reason'];
}

function childRows(
  graph: CardGraph,
  parent: Card,
  from: { readonly row: Branch; readonly shape: TreeShape },
): Branch[] {
  const above = from.row.level;
  const children = new Map<string, Child>();
  const { direction, only } = from.shape;
  for (const child of childrenOf(graph, parent, direction)) {
    if (only?.has(child.card?.path ?? '') === false) continue;
    const key = rowKey(parent, child.card ?? { path: undefined, stem: child.stem });
    if (!children.has(key)) children.set(key, child);
  }
  return [...children].map(([key, { card, stem, reason }], index) => ({
    key,
    card,
    stem,
    reason,
    level: { last: index === children.size - 1, above, depth: (above?.depth ?? 0) + 1 },
    parents: card === undefined ? 1 : graph.dependentsOf(card).length,
    parent,
  }));
}

function childrenOf(graph: CardGraph, card: Card, direction: TreeShape['direction']): readonly Child[] {
  if (direction === 'up') {
    return graph
      .dependentsOf(card)
      .map((dependent) => ({ card: dependent, stem: dependent.stem, reason: undefined }));
  }
  return graph.requirementsOf(card).map(({ prerequisite, target, reason }) => ({
    card: target,
    stem: target?.stem ?? prerequisite.stem,
    reason,
  }));
}
