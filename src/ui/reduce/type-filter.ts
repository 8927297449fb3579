import { bindingFor } from '../keys/keymap.ts';
import { isMeant, nextMatch, shownTree } from '../model/filter.ts';
import type { Step } from '../model/happening.ts';
import { type Model, selectedCard } from '../model/model.ts';
import { moveBy } from './move.ts';
import { typeInto } from './text-field.ts';

/** Begins to type the filter, with what it is now. */
export function beginFilter(model: Model): Model {
  return { ...model, typing: true, pane: model.pane === 'ready' ? 'ready' : 'tree' };
}

/** Sets the filter that is being typed. A card that is there only for what stands below it gives the selection to a match. */
export function narrow(model: Model, filter: string): Model {
  const next = { ...model, filter };
  const isThere = shownTree(next).indexByKey.get(next.cursor.key) !== undefined;
  return isThere && !isMeant(next, selectedCard(next)) ? nextMatch(next, 1) : next;
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
      return [filter === undefined ? model : narrow(model, filter), []];
    }
  }
}
