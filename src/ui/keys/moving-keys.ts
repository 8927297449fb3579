import { whyNotNext } from '../model/filter.ts';
import type { Model } from '../model/model.ts';
import { searchedPlace, whyNotFound } from '../model/search.ts';
import { whyNotFold, whyNotUnfold, whyNotVisit } from '../model/why-not.ts';
import { type Action, type KeyBinding, LISTS, main, type Place, type Words } from './key-binding.ts';

/** Where `/` narrows or searches, and so matches follow one another. */
const SEARCHED: readonly Place[] = ['main', 'chains', 'problems'];

/** The keys that move: over rows, between panes, from match to match, into what is selected and back. */
export const MOVING_KEYS: readonly KeyBinding[] = [
  move('down', ['j', 'down'], { brief: 'down, up', shown: 'j', does: 'one row down', name: 'move', rank: 1 }),
  move('up', ['k', 'up'], { shown: 'k', does: 'one row up', name: 'up' }),
  move('page-down', ['ctrl-d', 'pagedown'], {
    brief: 'half a page',
    shown: 'Ctrl-D',
    does: 'half a page down',
    name: 'page',
  }),
  move('page-up', ['ctrl-u', 'pageup'], { shown: 'Ctrl-U', does: 'half a page up', name: 'page' }),
  move('first', ['g', 'home'], { brief: 'first, last', shown: 'g', does: 'first row', name: 'first' }),
  move('last', ['G', 'end'], { shown: 'G', does: 'last row', name: 'last' }),
  {
    ...main('fold', ['h', 'left'], {
      unless: whyNotFold,
      brief: 'fold, unfold',
      shown: 'h',
      name: 'fold',
      does: 'fold, then to the card above',
    }),
    group: 'Move',
  },
  {
    ...main('unfold', ['l', 'right'], { unless: whyNotUnfold, shown: 'l', name: 'unfold', does: 'unfold' }),
    group: 'Move',
  },
  {
    ...main('next-pane', ['tab'], {
      brief: 'other pane',
      shown: 'Tab',
      name: 'pane',
      does: 'next pane',
      rank: 7,
    }),
    group: 'Move',
  },
  {
    ...main('previous-pane', ['shift-tab'], { shown: 'S-Tab', name: 'pane', does: 'previous pane' }),
    group: 'Move',
  },
  {
    action: 'open',
    brief: 'read, open',
    keys: ['enter'],
    shown: 'Enter',
    name: 'read',
    does: 'read the card, go to where it is drawn, answer a check, open a chain, go to a problem',
    group: 'Move',
    places: ['main', 'chains', 'problems'],
    rank: 2,
    unless: (model) => (model.view === 'problems' ? whyNotVisit(model) : undefined),
  },
  {
    action: 'back',
    keys: ['escape'],
    shown: 'Esc',
    name: 'back',
    does: 'one step back; never quits',
    group: 'Move',
    places: ['main', 'chains', 'problems', 'what-if', 'history', 'help'],
    rank: 2,
  },
  {
    ...main('next-match', ['n'], {
      brief: 'next, previous',
      shown: 'n',
      name: 'next',
      does: 'next card of the filter, next match of the search',
      unless: whyNotOn,
    }),
    group: 'Move',
    places: SEARCHED,
  },
  {
    ...main('previous-match', ['N'], {
      shown: 'N',
      name: 'previous',
      does: 'the one before',
      unless: whyNotOn,
    }),
    group: 'Move',
    places: SEARCHED,
  },
];

function whyNotOn(model: Model): string | undefined {
  return searchedPlace(model) === undefined ? whyNotNext(model) : whyNotFound(model);
}

function move(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'Move', places: LISTS };
}
