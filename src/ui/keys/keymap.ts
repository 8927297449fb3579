import type { Model } from '../model/model.ts';
import { type KeyBinding, LISTS, type Place } from './key-binding.ts';
import { KEYS } from './key-table.ts';

/** Where keys act now: in the question that is open, else in the view. */
export function placeOf(model: Model): Place {
  const { prompt } = model;
  if (prompt === undefined) return model.search.typing ? 'search' : model.typing ? 'filter' : model.view;
  return 'field' in prompt && prompt.field === 'note' ? 'note' : prompt.kind;
}

/** What a key does in a place, or undefined when it does nothing there. */
export function bindingFor(key: string, place: Place): KeyBinding | undefined {
  const isView = LISTS.includes(place);
  return KEYS.find(
    (binding) =>
      binding.keys.includes(key) &&
      (binding.places.includes(place) || (isView && binding.places.includes('anywhere'))),
  );
}

/** The keys to offer in the footer of a view, best first: those that can act now. */
export function footerKeys(model: Model): readonly KeyBinding[] {
  return KEYS.filter(
    (binding) =>
      binding.rank !== undefined &&
      binding.rank > 0 &&
      binding.places.includes(model.view) &&
      binding.action !== model.view &&
      !(binding.action === 'back' && model.view === 'main') &&
      !(binding.group !== 'See' && model.view === 'main' && model.goal === undefined) &&
      binding.unless?.(model) === undefined,
  ).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
}
