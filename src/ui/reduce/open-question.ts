import type { Step } from '../model/happening.ts';
import type { Model } from '../model/model.ts';
import { opened } from '../model/prompt.ts';
import { pushCommand } from '../model/why-not.ts';

/** Opens the list of actions, narrowed by a text. */
export function openActions(model: Model, text = ''): Model {
  return { ...model, prompt: { kind: 'actions', ...opened(model.now), text, cursor: 0 } };
}

/** Asks whether to push the branch. */
export function askToPush(model: Model): Step {
  const command = pushCommand(model);
  return command === undefined
    ? [model, []]
    : [{ ...model, prompt: { kind: 'push', ...opened(model.now), command } }, []];
}

/** Asks for the stem of a new goal. */
export function askForGoal(model: Model): Model {
  return { ...model, prompt: { kind: 'new-goal', ...opened(model.now), note: '', field: 'note' } };
}

/** Asks what to copy. */
export function askToCopy(model: Model): Model {
  return { ...model, prompt: { kind: 'copy', ...opened(model.now) } };
}

/** Asks whether to stop the check that runs, and quit. */
export function askToQuit(model: Model): Model {
  return { ...model, prompt: { kind: 'quit', ...opened(model.now) } };
}
