import type { Card } from '../../cards/card.ts';
import type { GitPlace } from '../../git/git-place.ts';
import { rowKey } from '../../graph/tree-rows.ts';
import type { Plan } from '../../plan.ts';
import { treeOf } from '../model/chain-tree.ts';
import { layoutFor } from '../model/geometry.ts';
import type { Step } from '../model/happening.ts';
import { findAgain, findCard, readyIn } from '../model/look-up.ts';
import { cursorOn, type Model } from '../model/model.ts';
import { firstCursor, usualGoal } from '../model/opening.ts';
import { keepProblem } from '../model/problem-list.ts';
import { select } from './move.ts';

/** The screen after the cards were read again: what was selected stays selected, and a question about closing is asked anew. */
export function takePlan(
  model: Model,
  { plan, git }: { readonly plan: Plan; readonly git: GitPlace | undefined },
): Step {
  const last = model.left ?? { goal: model.goal, cursor: model.cursor };
  const isGone = last.cursor.path !== undefined && cardAt(plan, last.cursor) === undefined;
  const from = isGone ? model : { ...model, ...last };
  const goal = (from.goal === undefined ? undefined : findAgain(plan, from.goal)) ?? usualGoal(plan, git);
  const next: Model = {
    ...model,
    plan,
    git,
    goal,
    cursor: cursorAfter(from, { plan, goal }),
    left: isGone ? last : undefined,
    texts: new Map([...model.texts].filter(([path]) => findCard(plan, path) !== undefined)),
  };
  const { prompt } = next;
  if (prompt?.kind === 'close' || prompt?.kind === 'refused' || prompt?.kind === 'force') {
    const card = findAgain(plan, prompt.card);
    if (card === undefined || plan.stateOf(card).kind === 'done') return [{ ...next, prompt: undefined }, []];
    return [next, [{ kind: 'preview', card, mode: prompt.kind === 'force' ? 'forced' : 'checked' }]];
  }
  const told = next.closing?.written === true ? celebrate(next, next.closing) : next;
  return [keepProblem(model, told), told.view === 'problems' ? [{ kind: 'read-problems' }] : []];
}

function cursorAfter(
  model: Model,
  to: { readonly plan: Model['plan']; readonly goal: Model['goal'] },
): Model['cursor'] {
  const { plan, goal } = to;
  if (goal === undefined) return { key: '', path: undefined, stem: '' };
  const same = cardAt(plan, model.cursor);
  if (same !== undefined) return same.path === model.cursor.path ? model.cursor : cursorOn(same);
  return rowOfNoCard(model, { plan, goal }) ?? firstCursor(plan, goal);
}

/** The card of a plan that a row is about; the row of a requirement without a card is about the first that answers to it. */
function cardAt(plan: Plan, { path, stem }: Model['cursor']): Card | undefined {
  return path === undefined ? plan.cards.find((card) => card.stem === stem) : findAgain(plan, { path, stem });
}

/** The selected row where no card stands now: the requirement that is left of it, else the row in its place. */
function rowOfNoCard(
  model: Model,
  to: { readonly plan: Model['plan']; readonly goal: Card },
): Model['cursor'] | undefined {
  const { cursor } = model;
  const before = model.goal === undefined ? undefined : treeOf(model.plan, model.goal, model.folded);
  const { rows } = treeOf(to.plan, to.goal, model.folded);
  const parent = cursor.key.split('\n')[0] ?? '';
  const left = rows.find(
    (row) =>
      row.card === undefined && row.key === rowKey({ path: parent }, { path: undefined, stem: cursor.stem }),
  );
  const place = before?.indexByKey.get(cursor.key) ?? 0;
  const row = left ?? rows[Math.min(place, rows.length - 1)];
  return row === undefined ? undefined : { key: row.key, path: row.card?.path, stem: row.stem };
}

/** The moment after a close: what became ready by it, as the plan that was read anew says. */
function celebrate(model: Model, closing: NonNullable<Model['closing']>): Model {
  const { plan } = model;
  const ready = closing.unlocks.flatMap((card) => {
    const again = findAgain(plan, card);
    return again !== undefined && plan.stateOf(again).kind === 'ready' ? [again] : [];
  });
  const { closed } = model.tally;
  return {
    ...atNewlyReady(model, ready),
    closing: undefined,
    moment: {
      closed: closing.card,
      ready,
      finished: plan.chains.find((chain) => chain.goal === model.goal)?.finished === true,
    },
    fresh: new Set(ready.map((card) => card.path)),
    tally: {
      closed: [...closed, closing.card.stem],
      ready: [
        ...model.tally.ready.filter((stem) => stem !== closing.card.stem),
        ...ready.map((card) => card.stem),
      ],
    },
  };
}

/** The selection on the best card that became ready, and the tree in sight where it is not beside every pane. */
function atNewlyReady(model: Model, ready: readonly Card[]): Model {
  const { plan, goal } = model;
  const best = goal && readyIn(plan, goal).find(({ card }) => ready.includes(card))?.card;
  const selected = best === undefined ? model : select(model, cursorOn(best));
  return layoutFor(model.size) === 'wide' ? selected : { ...selected, pane: 'tree', zoomed: false };
}
