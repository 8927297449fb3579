import type { Card } from '../../cards/card.ts';
import type { Plan } from '../../plan.ts';
import { findCard } from './look-up.ts';
import { type Model, selectedCard } from './model.ts';

/** Nothing supposed; the same object each time, so that a plan that was worked out with it is found again. */
export const NOTHING_SUPPOSED: ReadonlySet<string> = new Set();

const remembered = new WeakMap<Plan, { readonly marked: ReadonlySet<string>; readonly supposed: Plan }>();

/** The plan as it would be with the marked cards done; worked out once for each set of marks. */
export function supposedPlan({ plan, marked }: Pick<Model, 'plan' | 'marked'>): Plan {
  if (marked.size === 0) return plan;
  const known = remembered.get(plan);
  if (known?.marked === marked) return known.supposed;
  const supposed = plan.supposing(markedCards({ plan, marked }));
  remembered.set(plan, { marked, supposed });
  return supposed;
}

/** The cards that are marked and, by the plan as it is now, not done. */
export function markedCards({ plan, marked }: Pick<Model, 'plan' | 'marked'>): readonly Card[] {
  return [...marked].flatMap((path) => {
    const card = findCard(plan, path);
    return card === undefined || plan.stateOf(card).kind === 'done' ? [] : [card];
  });
}

/** Goes to the view that supposes, with nothing marked, or leaves it. */
export function toggleWhatIf(model: Model): Model {
  const view = model.view === 'what-if' ? 'main' : 'what-if';
  return { ...model, view, marked: NOTHING_SUPPOSED };
}

/** Supposes the selected card done, or no longer. */
export function toggleMark(model: Model): Model {
  const card = selectedCard(model);
  if (card === undefined) return model;
  const marked = new Set(model.marked);
  if (!marked.delete(card.path)) marked.add(card.path);
  return { ...model, marked };
}

/** Supposes all cards of the chain done that are ready by what is supposed already: each time the next ones. */
export function markReady(model: Model): Model {
  if (model.goal === undefined) return model;
  const supposed = supposedPlan(model);
  const ready = model.plan.graph
    .chainOf(model.goal)
    .filter((card) => supposed.stateOf(card).kind === 'ready');
  if (ready.length === 0) return { ...model, notice: 'Nothing is ready by what is supposed.' };
  return { ...model, marked: new Set([...model.marked, ...ready.map(({ path }) => path)]) };
}

/** Why the selected card cannot be supposed done, in a sentence; undefined when it can. */
export function whyNotMark(model: Model): string | undefined {
  const card = selectedCard(model);
  if (card === undefined) return 'Select a card first: no card answers to this stem.';
  if (!card.readable) return 'The card cannot be read, so nothing is supposed of it.';
  return model.plan.stateOf(card).kind === 'done' ? `${card.stem} is done already.` : undefined;
}
