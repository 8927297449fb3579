import { actionsFor } from '../keys/actions.ts';
import { bindingFor } from '../keys/keymap.ts';
import { clamp } from '../model/geometry.ts';
import type { Step } from '../model/happening.ts';
import type { Model } from '../model/model.ts';
import type { Prompt } from '../model/prompt.ts';
import { act } from './act.ts';
import { typeInto } from './text-field.ts';

type Palette = Extract<Prompt, { readonly kind: 'actions' }>;

/** Gives a key to the list of actions: letters narrow it, Enter does the selected one where the list was opened. */
export function pressInPalette(model: Model, palette: Palette, key: string): Step {
  switch (bindingFor(key, 'actions')?.action) {
    case 'later':
    case 'interrupt':
      return [{ ...model, prompt: undefined }, []];
    case 'down':
      return [moved(model, palette, 1), []];
    case 'up':
      return [moved(model, palette, -1), []];
    case 'keep':
      return runSelected({ ...model, prompt: undefined }, palette);
    default: {
      const text = typeInto(palette.text, key);
      return [text === undefined ? model : { ...model, prompt: { ...palette, text, cursor: 0 } }, []];
    }
  }
}

function moved(model: Model, palette: Palette, step: number): Model {
  const most = Math.max(0, actionsFor(palette.text).length - 1);
  return { ...model, prompt: { ...palette, cursor: clamp(palette.cursor + step, { least: 0, most }) } };
}

/** An action that cannot be done here says why, as its key would. */
function runSelected(model: Model, { text, cursor }: Palette): Step {
  const binding = actionsFor(text)[cursor];
  if (binding === undefined) return [{ ...model, notice: 'No action has such a name.' }, []];
  const { places, action } = binding;
  if (!places.includes(model.view) && !places.includes('anywhere')) {
    return [{ ...model, notice: `${action} works in ${places.join(', ')}; Esc leads back.` }, []];
  }
  const reason = binding.unless?.(model);
  return reason === undefined ? act(model, action) : [{ ...model, notice: reason }, []];
}
