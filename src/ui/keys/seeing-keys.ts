import type { Model } from '../model/model.ts';
import { whyNotWider } from '../model/why-not.ts';
import { type KeyBinding, main, see } from './key-binding.ts';

/** The keys that show something else, or the same in another way. */
export const SEEING_KEYS: readonly KeyBinding[] = [
  pane('1', 'the tree of the chain'),
  pane('2', 'the ready cards'),
  pane('3', 'the card'),
  pane('4', 'its checklist'),
  pane('5', 'what its commands printed'),
  pane('6', 'why it is ready or blocked'),
  {
    ...main('pane-6', ['w'], {
      shown: 'w',
      name: 'why',
      does: 'why it is ready or blocked',
      rank: 8,
      unless: whyNoChain,
    }),
    group: 'See',
  },
  {
    ...main('shape', ['v'], {
      brief: 'tree, layers',
      shown: 'v',
      name: 'view',
      does: 'tree, layers with what is ready first, around this card',
      rank: 13,
      unless: whyNoChain,
    }),
    group: 'See',
  },
  {
    ...main('zoom', ['z'], {
      brief: 'this pane alone',
      shown: 'z',
      name: 'zoom',
      does: 'this pane alone, free of rules',
    }),
    group: 'See',
  },
  {
    ...main('wider', ['>'], {
      brief: 'width, or a step',
      shown: '>',
      name: 'wider',
      does: 'the left pane wider; in the history, one step on',
      unless: whyNotWider,
    }),
    group: 'See',
  },
  {
    ...main('narrower', ['<'], {
      shown: '<',
      name: 'narrower',
      does: 'the left pane narrower; in the history, one step back',
      unless: whyNotWider,
    }),
    group: 'See',
  },
  {
    ...main('filter', ['/'], {
      brief: 'filter, search',
      shown: '/',
      name: 'filter',
      does: 'show only some cards; in the log and in lists, search',
      rank: 7,
      unless: whyNoChain,
    }),
    group: 'See',
  },
  {
    ...main('what-if', ['W'], {
      shown: 'W',
      name: 'what-if',
      does: 'what would be ready if some cards were done',
      rank: 10,
      unless: whyNoChain,
    }),
    group: 'See',
    places: ['main', 'what-if'],
  },
  {
    ...main('history', ['T'], {
      shown: 'T',
      name: 'history',
      does: 'how the graph came about, step by step',
      rank: 11,
    }),
    group: 'See',
    places: ['main', 'empty', 'history'],
  },
  {
    ...main('step-back', ['<', 'left', 'h'], {
      shown: '<',
      name: 'earlier',
      does: 'one step back in the history',
      unless: whyNotTravel,
      rank: 1,
    }),
    group: 'See',
    places: ['history'],
  },
  {
    ...main('step-on', ['>', 'right', 'l'], {
      shown: '>',
      name: 'later',
      does: 'one step on in the history',
      unless: whyNotTravel,
      rank: 1,
    }),
    group: 'See',
    places: ['history'],
  },
  see('chains', ['c'], { brief: 'all chains', shown: 'c', name: 'chains', does: 'all chains', rank: 8 }),
  {
    ...main('sort', ['s'], {
      brief: 'sort chains',
      shown: 's',
      name: 'sort',
      does: 'the chains in another order',
      rank: 3,
    }),
    group: 'See',
    places: ['chains'],
  },
  see('problems', ['d'], { shown: 'd', name: 'problems', does: 'what is wrong with the cards', rank: 9 }),
  see('actions', [':'], {
    brief: 'any action',
    shown: ':',
    name: 'actions',
    does: 'any action by its name',
    rank: 12,
  }),
  {
    ...main('copy', ['y'], {
      shown: 'y',
      name: 'copy',
      does: 'copy stem, path, command or log',
      rank: 10,
      unless: whyNoChain,
    }),
    group: 'See',
  },
  {
    ...main('search', ['/'], {
      shown: '/',
      name: 'search',
      does: 'search; in the help, Enter does what is found',
      rank: 3,
    }),
    group: 'See',
    places: ['help', 'chains', 'problems'],
  },
  see('help', ['?'], { shown: '?', name: 'help', does: 'all keys', rank: 0 }),
];

function whyNotTravel({ history }: Model): string | undefined {
  if (history === 'reading') return 'The history is still being read.';
  return history === undefined ? 'There is no history to walk through.' : undefined;
}

function whyNoChain({ goal }: Model): string | undefined {
  return goal === undefined ? 'No chain is open.' : undefined;
}

function pane(number: '1' | '2' | '3' | '4' | '5' | '6', does: string): KeyBinding {
  const words = { shown: number, name: 'pane', brief: 'that pane', does } as const;
  return { ...main(`pane-${number}`, [number], words), group: 'See' };
}
