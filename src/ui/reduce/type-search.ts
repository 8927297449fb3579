import { bindingFor } from '../keys/keymap.ts';
import type { Step } from '../model/happening.ts';
import type { Model } from '../model/model.ts';
import { NO_SEARCH, nextFound, searchFor } from '../model/search.ts';
import { typeInto } from './text-field.ts';

/** Gives a key to the search that is being typed; the first match is shown at every letter. */
export function pressInSearch(model: Model, key: string): Step {
  const { search } = model;
  switch (bindingFor(key, 'search')?.action) {
    case 'keep':
      return [{ ...model, search: { ...search, typing: false } }, []];
    case 'clear':
      return [{ ...model, search: NO_SEARCH }, []];
    case 'down':
      return [nextFound(model, 1), []];
    case 'up':
      return [nextFound(model, -1), []];
    case 'interrupt':
      return [model, [{ kind: 'quit', status: 130 }]];
    default: {
      const text = typeInto(search.text, key);
      return [text === undefined ? model : searchFor(model, text), []];
    }
  }
}
