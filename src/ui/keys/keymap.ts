import type { Model } from '../model/model.ts';
import { type Action, type KeyBinding, LISTS, type Place } from './key-binding.ts';
import { KEYS } from './key-table.ts';

/** Where keys act now: in the question that is open, else in the view. */
export function placeOf(model: Model): Place {
  const { prompt } = model;
  if (prompt === undefined) {
    if (model.search.typing) return 'search';
    if (model.typing) return 'filter';
    return isEmpty(model) ? 'empty' : model.view;
  }
  return 'field' in prompt && prompt.field === 'note' ? 'note' : prompt.kind;
}

/** What a key does in a place, or undefined when it does nothing there. */
export function bindingFor(key: string, place: Place): KeyBinding | undefined {
  const acts = KEYS.filter((binding) => binding.keys.includes(key));
  const exact = acts.find(({ places }) => places.includes(place));
  if (exact !== undefined || !(place === 'empty' || LISTS.includes(place))) return exact;
  return acts.find(
    ({ places }) => places.includes('anywhere') || (place === 'empty' && places.includes('main')),
  );
}

/** Why a key does nothing in this view, in a sentence: it belongs to another one. Undefined for a key that belongs to none. */
export function whyNotHere(model: Model, key: string): string | undefined {
  const elsewhere = KEYS.find(({ keys, group }) => keys.includes(key) && group !== 'Answer');
  if (elsewhere === undefined || !['empty', model.view].includes(placeOf(model))) return undefined;
  const views = elsewhere.places
    .filter((place) => place !== 'empty')
    .map((place) => (place === 'main' ? 'the main view' : place));
  return `${elsewhere.shown} (${elsewhere.name}) belongs to ${views.join(', ')}; Esc leads back.`;
}

/** Why a key of the main view does nothing while no chain is open, in a sentence; undefined for those that need none. */
export function whyNotEmpty(model: Model, { places, action }: KeyBinding): string | undefined {
  const needsNone =
    places.includes('empty') || places.includes('anywhere') || NEEDS_NO_CHAIN.includes(action);
  return isEmpty(model) && !needsNone ? 'No chain is open: n begins one.' : undefined;
}

const NEEDS_NO_CHAIN: readonly Action[] = ['undo', 'push', 'back'];

/** Tells whether the main view has no chain to show. */
function isEmpty({ view, goal }: Model): boolean {
  return view === 'main' && goal === undefined;
}

/** The keys of the help: every other one begins a search there. */
const IN_HELP: readonly Action[] = ['search', 'down', 'back'];

/** The keys to offer in the footer of a view, best first: those that can act now. */
export function footerKeys(model: Model): readonly KeyBinding[] {
  return KEYS.filter(
    (binding) =>
      isShown(model, binding) &&
      (isEmpty(model) ? binding.places.includes('empty') : binding.places.includes(model.view)) &&
      binding.action !== model.view &&
      (model.view !== 'help' || IN_HELP.includes(binding.action)) &&
      !(binding.action === 'back' && model.view === 'main') &&
      binding.unless?.(model) === undefined,
  ).sort((a, b) => footerRank(model, a) - footerRank(model, b));
}

/** What comes first in the footer right after a close. */
const AFTER_CLOSE: readonly Action[] = ['undo', 'verify', 'push', 'edit'];

/** What the footer never shows has no rank; what helps right after a close is shown then. */
function isShown({ moment }: Model, { rank = 0, action }: KeyBinding): boolean {
  return rank > 0 || (moment !== undefined && AFTER_CLOSE.includes(action));
}

/** Behind the keys that verify and close. */
const AFTER_WORK = 6.5;

function footerRank({ moment, view }: Model, { action, rank = 0 }: KeyBinding): number {
  if (view === 'help' && action === 'search') return 0;
  // What the text hints at is not what comes next.
  if (view === 'main' && action === 'fix') return AFTER_WORK;
  const after = moment === undefined ? -1 : AFTER_CLOSE.indexOf(action);
  return after < 0 ? rank : after - AFTER_CLOSE.length;
}
