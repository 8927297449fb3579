import { chainList } from '../model/chain-list.ts';
import { NOTHING_FOLDED } from '../model/chain-tree.ts';
import { waitingItems } from '../model/checks.ts';
import { shownTree } from '../model/filter.ts';
import type { Step } from '../model/happening.ts';
import { findCard } from '../model/look-up.ts';
import { cursorOn, type Model } from '../model/model.ts';
import { firstCursor, goalOver } from '../model/opening.ts';
import { problemsOf } from '../model/problem-list.ts';
import { openJudge } from './follow-run.ts';

/** Does what Enter does: reads the card, goes to where it is drawn, answers a check, opens a chain, goes to a problem. */
export function openSelected(model: Model): Step {
  if (model.view === 'chains') {
    const chain = chainList(model)[model.listCursor];
    if (chain === undefined) return [model, []];
    const cursor = firstCursor(model.plan, chain.goal);
    const here = { view: 'main', pane: 'tree', goal: chain.goal, cursor, filter: '' } as const;
    return [{ ...model, ...here, folded: NOTHING_FOLDED }, []];
  }
  if (model.view === 'problems') return [visitProblem(model), []];
  if (model.pane === 'checks') {
    const waiting = waitingItems(model);
    return [waiting.includes(model.itemCursor) ? openJudge(model, model.itemCursor) : openNext(model), []];
  }
  if (model.pane === 'tree' && model.goal !== undefined && model.cursor.path !== undefined) {
    const tree = shownTree(model);
    const own = tree.rows[tree.indexByPath.get(model.cursor.path) ?? -1];
    if (own !== undefined && own.key !== model.cursor.key) {
      return [{ ...model, cursor: { ...model.cursor, key: own.key } }, []];
    }
  }
  return [{ ...model, pane: 'card' }, []];
}

/** Shows the card that the selected problem stands in, in the chain on the screen where it is part of that. */
function visitProblem(model: Model): Model {
  const { plan } = model;
  const path = problemsOf(model)[model.listCursor]?.path;
  const card = path === undefined ? undefined : findCard(plan, path);
  if (card === undefined) return model;
  const isHere = model.goal !== undefined && plan.graph.chainOf(model.goal).includes(card);
  const goal = isHere ? model.goal : goalOver(plan, card);
  if (goal === undefined) return model;
  const here = { view: 'main', pane: 'tree', goal, cursor: cursorOn(card), filter: '' } as const;
  return { ...model, ...here, itemCursor: 0, logBack: 0 };
}

/** Opens the question about the first check of the card that waits for a person, or says that none does. */
export function openNext(model: Model): Model {
  const next = openJudge(model);
  return next.prompt === undefined ? { ...model, notice: 'No check waits for you.' } : next;
}
