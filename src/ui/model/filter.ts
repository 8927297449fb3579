import type { Card } from '../../cards/card.ts';
import { type FilterTrouble, matches, parseFilter } from '../../filter/parse-filter.ts';
import type { RankedCard } from '../../graph/rank-ready.ts';
import { narrowTree, type Tree } from '../../graph/tree-rows.ts';
import type { Plan } from '../../plan.ts';
import { type ShapedTree, shapedTree } from '../shapes/shape.ts';
import { NOTHING_FOLDED, treeOf } from './chain-tree.ts';
import { cardsIn, readyIn } from './look-up.ts';
import type { Model } from './model.ts';

/** What the filter of the screen finds in the chain that is shown. */
export interface Found {
  /** How many cards of the chain it means. */
  readonly count: number;
  readonly means: (card: Card) => boolean;
  readonly tree: Tree;
  readonly ready: readonly RankedCard[];
}

const NO_ROWS: Tree = { rows: [], indexByKey: new Map(), indexByPath: new Map() };

interface Remembered {
  readonly goal: Card;
  readonly filter: string;
  readonly texts: Model['texts'];
  readonly found: Found | FilterTrouble;
  readonly needsText: boolean;
}

const remembered = new WeakMap<Plan, Remembered>();

/** What the filter finds; undefined where there is none, the trouble where it is not one. Worked out once for each filter. */
export function foundBy(model: Model): Found | FilterTrouble | undefined {
  const { plan, goal, filter, texts } = model;
  if (goal === undefined || filter.trim() === '') return undefined;
  const known = remembered.get(plan);
  if (known?.goal === goal && known.filter === filter && (known.texts === texts || !known.needsText))
    return known.found;
  const parsed = parseFilter(filter);
  const found = 'message' in parsed ? parsed : find(model, goal, parsed);
  const needsText = 'terms' in parsed && parsed.needsText;
  remembered.set(plan, { goal, filter, texts, found, needsText });
  return found;
}

function find({ plan, texts }: Model, goal: Card, filter: Parameters<typeof matches>[0]): Found {
  const textOf = (card: Card) => {
    const text = texts.get(card.path)?.text;
    return text === undefined || 'failed' in text ? undefined : text;
  };
  const meant = cardsIn(plan, goal).filter((card) => matches(filter, card, { plan, textOf }));
  const means = membership(plan, meant);
  return {
    count: meant.length,
    means,
    tree: treeAround(plan, goal, meant),
    ready: readyIn(plan, goal).filter(({ card }) => means(card)),
  };
}

/** Tells which cards are among some. A set of 10,000 cards takes longer to make than to find them. */
function membership({ graph }: Plan, cards: readonly Card[]): (card: Card) => boolean {
  const isIn = new Uint8Array(graph.cards.length);
  for (const card of cards) isIn[graph.indexOf(card)] = 1;
  return (card) => isIn[graph.indexOf(card)] === 1;
}

/** The tree of a chain with some cards of it and all that need them, so that it keeps its shape. */
function treeAround(plan: Plan, goal: Card, cards: readonly Card[]): Tree {
  if (cards.length === 0) return NO_ROWS;
  const whole = treeOf(plan, goal, NOTHING_FOLDED);
  const isKept = membership(plan, plan.graph.withAllDependents(cards));
  return cardsIn(plan, goal).every(isKept) ? whole : narrowTree(whole, isKept);
}

/** The rows of the tree pane as they are shown: the whole chain in its shape, or what the filter leaves of it. */
export function shownTree(model: Model): ShapedTree {
  const { goal, shape, view } = model;
  if (goal === undefined) return NO_ROWS;
  const found = foundBy(model);
  if (found === undefined || 'message' in found) return shapedTree({ ...model, goal });
  if (shape.kind === 'tree' || view !== 'main') return found.tree;
  const whole = shapedTree({ ...model, goal });
  // What stands around a card keeps its shape; what the filter does not mean steps back there.
  return shape.kind === 'around' ? whole : meantRows(found, whole);
}

const narrowed = new WeakMap<Found, { readonly whole: ShapedTree; readonly tree: ShapedTree }>();

/** The rows that the filter means; worked out once for each filter. */
function meantRows(found: Found, whole: ShapedTree): ShapedTree {
  const known = narrowed.get(found);
  if (known?.whole === whole) return known.tree;
  const rows = whole.rows.filter(({ card }) => card !== undefined && found.means(card));
  const indexByKey = new Map(rows.map(({ key }, index) => [key, index]));
  const indexByPath = new Map(rows.map(({ card }, index) => [card?.path ?? '', index]));
  const tree = { rows, indexByKey, indexByPath };
  narrowed.set(found, { whole, tree });
  return tree;
}

/** The ready cards as they are shown, best first. */
export function shownReady(model: Model): readonly RankedCard[] {
  const { plan, goal } = model;
  if (goal === undefined) return [];
  const found = foundBy(model);
  return found === undefined || 'message' in found ? readyIn(plan, goal) : found.ready;
}

/** Tells whether the filter means a card; where there is no filter, every card is meant. */
export function isMeant(model: Model, card: Card | undefined): boolean {
  const found = foundBy(model);
  return found === undefined || 'message' in found || (card !== undefined && found.means(card));
}

/** Selects the next card that the filter means, down for 1 and up for -1, and goes on from the other end. */
export function nextMatch(model: Model, step: 1 | -1): Model {
  const { rows, indexByKey } = shownTree(model);
  const here = indexByKey.get(model.cursor.key) ?? 0;
  for (let away = 1; away <= rows.length; away += 1) {
    const row = rows[(here + step * away + rows.length * 2) % rows.length];
    if (row === undefined || row.pointer || !isMeant(model, row.card)) continue;
    return {
      ...model,
      cursor: { key: row.key, path: row.card?.path, stem: row.stem },
      itemCursor: 0,
      logBack: 0,
    };
  }
  return model;
}

/** Why there is no next match, in a sentence; undefined when there is one. */
export function whyNotNext(model: Model): string | undefined {
  const found = foundBy(model);
  if (found === undefined) return 'No filter is set: / sets one.';
  if ('message' in found) return `${found.message} ${found.help}`;
  return found.count === 0 ? 'No card of this chain is meant by the filter.' : undefined;
}
