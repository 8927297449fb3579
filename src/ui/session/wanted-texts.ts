import type { Card } from '../../cards/card.ts';
import { shownTree } from '../model/filter.ts';
import { geometryOf } from '../model/geometry.ts';
import { chainOf, findCard, readyIn } from '../model/look-up.ts';
import { type Model, selectedCard } from '../model/model.ts';
import { selectedProblem } from '../model/problem-list.ts';
import { WHOLE_CHAIN } from '../panes/pane-head.ts';

/** Rows of the tree above and below the selected one that are read ahead, so that moving there draws once. */
const AHEAD = 2;

/**
 * The cards whose files the screen needs and has not read since the plan was: the selected one first, then its
 * neighbours in the tree, the ready ones in sight, and all of a chain that is short.
 */
export function wantedTexts(model: Model): readonly Card[] {
  const { plan, goal } = model;
  const problem = model.view === 'problems' ? selectedProblem(model) : undefined;
  const blamed = problem === undefined ? undefined : findCard(plan, problem.path);
  if (blamed !== undefined && model.texts.get(blamed.path)?.card !== blamed) return [blamed];
  if (goal === undefined) return [];
  const selected = selectedCard(model);
  const top = model.tops.ready;
  const ready = readyIn(plan, goal).slice(top, top + geometryOf(model).ready);
  const isShort = (chainOf(plan, goal)?.total ?? 0) <= WHOLE_CHAIN;
  const chain = isShort ? plan.graph.chainOf(goal) : [];
  const wanted = new Set([
    ...(selected === undefined ? [] : [selected]),
    ...neighbours(model),
    ...ready.map(({ card }) => card),
    ...chain,
  ]);
  return [...wanted].filter((card) => model.texts.get(card.path)?.card !== card);
}

function neighbours(model: Model): readonly Card[] {
  const { cursor } = model;
  const tree = shownTree(model);
  const row = tree.indexByKey.get(cursor.key) ?? 0;
  const rows = tree.rows.slice(Math.max(0, row - AHEAD), row + AHEAD + 1);
  return rows.flatMap(({ card }) => (card === undefined ? [] : [card]));
}
