import type { Card } from '../../cards/card.ts';
import { byStem } from '../../graph/rank-ready.ts';
import { rowKey } from '../../graph/tree-rows.ts';
import type { Plan } from '../../plan.ts';
import { cardsIn, readyIn } from '../model/look-up.ts';
import type { ShapedRow, ShapedTree } from './shape.ts';

const known = new WeakMap<Plan, Map<Card, ShapedTree>>();

/**
 * The cards of a goal's chain in the order in which they can be done: the ready ones, best first, then those that
 * become ready when these are done, and so on; then those that nothing but an edit sets free, and at last what is done.
 * Worked out once for each plan.
 */
export function layersTree(plan: Plan, goal: Card): ShapedTree {
  let trees = known.get(plan);
  if (trees === undefined) {
    trees = new Map();
    known.set(plan, trees);
  }
  const tree = trees.get(goal) ?? grow(plan, goal);
  trees.set(goal, tree);
  return tree;
}

function grow(plan: Plan, goal: Card): ShapedTree {
  const layers = openLayers(plan, goal);
  const placed = new Set(layers.flat());
  const chain = cardsIn(plan, goal);
  const isDone = (card: Card): boolean => plan.stateOf(card).kind === 'done';
  const stuck = chain.filter((card) => !placed.has(card) && !isDone(card)).sort(byStem);
  const done = chain.filter(isDone).sort(byStem);
  const rows = [
    ...layers.flatMap((cards, index) => cards.map((card) => rowOf(plan, card, String(index + 1)))),
    ...stuck.map((card) => rowOf(plan, card, '?')),
    ...done.map((card) => rowOf(plan, card, '')),
  ];
  return {
    rows,
    indexByKey: new Map(rows.map(({ key }, index) => [key, index])),
    indexByPath: new Map(rows.map(({ card }, index) => [card?.path ?? '', index])),
  };
}

/** The open cards by when they become ready, where each layer is done before the next. */
function openLayers(plan: Plan, goal: Card): readonly (readonly Card[])[] {
  const { graph } = plan;
  const inChain = new Set(cardsIn(plan, goal));
  const isOpen = (card: Card): boolean => plan.stateOf(card).kind !== 'done';
  const waitsFor = new Map<Card, number>();
  for (const card of inChain) {
    const targets = new Set(graph.requirementsOf(card).map(({ target }) => target));
    const open = [...targets].filter((target) => target === undefined || isOpen(target));
    waitsFor.set(card, open.length);
  }
  const layers: Card[][] = [];
  let layer: readonly Card[] = readyIn(plan, goal).map(({ card }) => card);
  while (layer.length > 0) {
    layers.push([...layer]);
    const next: Card[] = [];
    for (const dependent of layer.flatMap((card) => [...new Set(graph.dependentsOf(card))])) {
      const left = (waitsFor.get(dependent) ?? 0) - 1;
      waitsFor.set(dependent, left);
      if (left === 0 && inChain.has(dependent) && isOpen(dependent)) next.push(dependent);
    }
    layer = next.sort(byStem);
  }
  return layers;
}

function rowOf(plan: Plan, card: Card, layer: string): ShapedRow {
  return {
    key: rowKey(undefined, card),
    card,
    stem: card.stem,
    reason: undefined,
    level: undefined,
    pointer: false,
    parents: plan.graph.dependentsOf(card).length,
    parent: undefined,
    foldable: false,
    folded: false,
    layer,
  };
}
