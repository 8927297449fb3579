import type { Step } from '../model/happening.ts';
import type { Model, Timeline } from '../model/model.ts';
import { stepsOf } from './chain-steps.ts';

/** Goes to the view of the history, which is read then, or leaves it. */
export function toggleHistory(model: Model): Step {
  if (model.view === 'history') return [{ ...model, view: 'main' }, []];
  return [{ ...model, view: 'history', history: 'reading' }, [{ kind: 'read-history' }]];
}

/** Takes up the history that was read; it begins with the last step. */
export function takeHistory(model: Model, timeline: Timeline | undefined): Model {
  const steps = stepsOf(timeline, model.goal);
  if (timeline === undefined || steps.length === 0) return { ...model, history: undefined };
  return { ...model, history: { timeline, at: steps.length - 1 } };
}

/** Goes a number of steps towards today; backwards for negative numbers. */
export function travelBy(model: Model, steps: number): Model {
  const { history } = model;
  if (history === undefined || history === 'reading') return model;
  const last = stepsOf(history.timeline, model.goal).length - 1;
  return { ...model, history: { ...history, at: Math.min(last, Math.max(0, history.at + steps)) } };
}
