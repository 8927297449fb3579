import { bindingFor } from '../keys/keymap.ts';
import type { Step } from '../model/happening.ts';
import type { Model } from '../model/model.ts';
import { moveBy } from './move.ts';
import { typeInto } from './text-field.ts';

/** Begins to type the filter, with what it is now. */
export function beginFilter(model: Model): Model {
  return { ...model, typing: true, pane: model.pane === 'ready' ? 'ready' : 'tree' };
}

/** Gives a key to the filter that is being typed; what it finds is shown at every letter. */
export function pressInFilter(model: Model, key: string): Step {
  switch (bindingFor(key, 'filter')?.action) {
    case 'keep':
      return [{ ...model, typing: false }, []];
    case 'clear':
      return [{ ...model, typing: false, filter: '' }, []];
    case 'down':
      return [moveBy(model, 1), []];
    case 'up':
      return [moveBy(model, -1), []];
    case 'interrupt':
      return [model, [{ kind: 'quit', status: 130 }]];
    default: {
      const filter = typeInto(model.filter, key);
      return [filter === undefined ? model : { ...model, filter }, []];
    }
  }
}
