import { whyNotNext } from './filter.ts';
import { whyNotEdit, whyNotTerminal } from './lend-terminal.ts';
import type { Model, View } from './model.ts';
import type { Prompt } from './prompt.ts';
import { whyNotMark } from './what-if.ts';
import { whyNotAnswer, whyNotClose, whyNotVerify, whyNotVisit, whyNotWider } from './why-not.ts';

/** Where a key acts: in a view, in every view, or in a question. */
export type Place = View | 'anywhere' | Prompt['kind'] | 'note' | 'filter';

/** What a key does, by a name that never changes. */
export type Action =
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'fold'
  | 'unfold'
  | 'open'
  | 'back'
  | 'next-pane'
  | 'previous-pane'
  | 'pane-1'
  | 'pane-2'
  | 'pane-3'
  | 'pane-4'
  | 'pane-5'
  | 'pane-6'
  | 'zoom'
  | 'wider'
  | 'narrower'
  | 'follow'
  | 'actions'
  | 'search'
  | 'sort'
  | 'copy'
  | 'copy-stem'
  | 'copy-path'
  | 'copy-command'
  | 'copy-log'
  | 'verify'
  | 'stop'
  | 'terminal'
  | 'undo'
  | 'edit'
  | 'answer'
  | 'close'
  | 'filter'
  | 'next-match'
  | 'previous-match'
  | 'keep'
  | 'clear'
  | 'what-if'
  | 'mark'
  | 'history'
  | 'step-back'
  | 'step-on'
  | 'mark-ready'
  | 'chains'
  | 'problems'
  | 'help'
  | 'quit'
  | 'interrupt'
  | 'suspend'
  | 'redraw'
  | 'yes'
  | 'no'
  | 'later'
  | 'edit-note'
  | 'end-note';

/** One row of the table of keys. */
export interface KeyBinding {
  readonly action: Action;
  /** The keys' names, as `read-keys.ts` spells them. */
  readonly keys: readonly string[];
  /** The keys as people write them. */
  readonly shown: string;
  /** One or two words, for the footer. */
  readonly name: string;
  /** What it does, for the help. */
  readonly does: string;
  readonly group: 'Move' | 'Work' | 'See' | 'Leave' | 'Answer';
  readonly places: readonly Place[];
  /** The rank in the footer, 1 first; left out where the footer never shows it. */
  readonly rank?: number;
  /** Why it cannot act now, in a sentence; undefined when it can. */
  readonly unless?: (model: Model) => string | undefined;
}

/** The places with rows to move over: every view. */
export const LISTS: readonly Place[] = ['main', 'chains', 'problems', 'what-if', 'history', 'help'];
const LONG_PROMPTS: readonly Place[] = ['approve', 'judge', 'close', 'refused'];

/** Every key of the screen: the one table behind the handler, the footer, the help and the reference page. */
export const KEYS: readonly KeyBinding[] = [
  move('down', ['j', 'down'], { shown: 'j', does: 'one row down', name: 'move', rank: 1 }),
  move('up', ['k', 'up'], { shown: 'k', does: 'one row up', name: 'up' }),
  move('page-down', ['ctrl-d', 'pagedown'], { shown: 'Ctrl-D', does: 'half a page down', name: 'page' }),
  move('page-up', ['ctrl-u', 'pageup'], { shown: 'Ctrl-U', does: 'half a page up', name: 'page' }),
  move('first', ['g', 'home'], { shown: 'g', does: 'first row', name: 'first' }),
  move('last', ['G', 'end'], { shown: 'G', does: 'last row', name: 'last' }),
  {
    ...main('fold', ['h', 'left'], { shown: 'h', name: 'fold', does: 'fold, then to the card above' }),
    group: 'Move',
  },
  { ...main('unfold', ['l', 'right'], { shown: 'l', name: 'unfold', does: 'unfold' }), group: 'Move' },
  {
    ...main('next-pane', ['tab'], { shown: 'Tab', name: 'pane', does: 'next pane', rank: 7 }),
    group: 'Move',
  },
  {
    ...main('previous-pane', ['shift-tab'], { shown: 'S-Tab', name: 'pane', does: 'previous pane' }),
    group: 'Move',
  },
  pane('1', 'the tree of the chain'),
  pane('2', 'the ready cards'),
  pane('3', 'the card'),
  pane('4', 'its checklist'),
  pane('5', 'what its commands printed'),
  pane('6', 'why it is ready or blocked'),
  {
    ...main('pane-6', ['w'], { shown: 'w', name: 'why', does: 'why it is ready or blocked', rank: 8 }),
    group: 'See',
  },
  {
    ...main('zoom', ['z'], { shown: 'z', name: 'zoom', does: 'this pane alone, free of rules' }),
    group: 'See',
  },
  {
    ...main('wider', ['>'], {
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
    action: 'open',
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
  main('verify', ['r'], {
    shown: 'r',
    name: 'verify',
    does: 'run the checklist of the card',
    rank: 3,
    unless: whyNotVerify,
  }),
  main('stop', ['s'], {
    shown: 's',
    name: 'stop',
    does: 'stop the check that runs',
    rank: 4,
    unless: (model) => (model.running === undefined ? 'No check is running.' : undefined),
  }),
  main('follow', ['f'], { shown: 'f', name: 'follow', does: 'back to the end of the log' }),
  main('terminal', ['t'], {
    shown: 't',
    name: 'terminal',
    does: 'run the check in the full terminal',
    unless: whyNotTerminal,
  }),
  {
    ...main('edit', ['o'], {
      shown: 'o',
      name: 'edit',
      does: 'open it in the editor',
      rank: 10,
      unless: whyNotEdit,
    }),
    places: ['main', 'problems'],
  },
  main('answer', [' '], {
    shown: 'Space',
    name: 'answer',
    does: 'answer the selected check, or the first that needs you',
    rank: 5,
    unless: whyNotAnswer,
  }),
  main('undo', ['u'], {
    shown: 'u',
    name: 'undo',
    does: 'take the last tick or close back',
    unless: (model) => (model.running === undefined ? undefined : 'A check is running; s stops it.'),
  }),
  main('close', ['x'], { shown: 'x', name: 'close', does: 'close the card', rank: 6, unless: whyNotClose }),
  {
    ...main('filter', ['/'], {
      shown: '/',
      name: 'filter',
      does: 'show only some cards',
      rank: 7,
      unless: (model) => (model.goal === undefined ? 'No chain is open.' : undefined),
    }),
    group: 'See',
  },
  {
    ...main('next-match', ['n'], {
      shown: 'n',
      name: 'next',
      does: 'next card of the filter',
      unless: whyNotNext,
    }),
    group: 'Move',
  },
  {
    ...main('previous-match', ['N'], {
      shown: 'N',
      name: 'previous',
      does: 'the one before',
      unless: whyNotNext,
    }),
    group: 'Move',
  },
  {
    ...main('what-if', ['W'], {
      shown: 'W',
      name: 'what-if',
      does: 'what would be ready if some cards were done',
      rank: 10,
      unless: (model) => (model.goal === undefined ? 'No chain is open.' : undefined),
    }),
    group: 'See',
    places: ['main', 'what-if'],
  },
  {
    ...main('mark', [' '], {
      shown: 'Space',
      name: 'mark',
      does: 'answer the selected check; in what-if, suppose the card done',
      rank: 1,
      unless: whyNotMark,
    }),
    places: ['what-if'],
  },
  {
    ...main('mark-ready', ['A'], {
      shown: 'A',
      name: 'all ready',
      does: 'in what-if, suppose all ready cards done',
      rank: 1,
    }),
    places: ['what-if'],
  },
  {
    ...main('history', ['T'], {
      shown: 'T',
      name: 'history',
      does: 'how the graph came about, step by step',
      rank: 11,
    }),
    group: 'See',
    places: ['main', 'history'],
  },
  {
    ...main('step-back', ['<', 'left', 'h'], {
      shown: '<',
      name: 'earlier',
      does: 'one step back in the history',
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
      rank: 1,
    }),
    group: 'See',
    places: ['history'],
  },
  see('chains', ['c'], { shown: 'c', name: 'chains', does: 'all chains', rank: 8 }),
  {
    ...main('sort', ['s'], { shown: 's', name: 'sort', does: 'the chains in another order', rank: 3 }),
    group: 'See',
    places: ['chains'],
  },
  see('problems', ['d'], { shown: 'd', name: 'problems', does: 'what is wrong with the cards', rank: 9 }),
  see('actions', [':'], { shown: ':', name: 'actions', does: 'any action by its name', rank: 12 }),
  {
    ...main('copy', ['y'], {
      shown: 'y',
      name: 'copy',
      does: 'copy stem, path, command or log',
      rank: 10,
      unless: (model) => (model.goal === undefined ? 'No chain is open.' : undefined),
    }),
    group: 'See',
  },
  {
    ...main('search', ['/'], {
      shown: '/',
      name: 'search',
      does: 'search the help; Enter does what is found',
      rank: 3,
    }),
    group: 'See',
    places: ['help'],
  },
  see('help', ['?'], { shown: '?', name: 'help', does: 'all keys', rank: 0 }),
  leave('quit', ['q'], { shown: 'q', name: 'quit', does: 'quit; asks when a check is running' }),
  leave('interrupt', ['ctrl-c'], { shown: 'Ctrl-C', name: 'stop', does: 'stop the check, else quit' }),
  leave('suspend', ['ctrl-z'], { shown: 'Ctrl-Z', name: 'suspend', does: 'back to the shell until `fg`' }),
  leave('redraw', ['ctrl-l'], { shown: 'Ctrl-L', name: 'redraw', does: 'draw everything anew' }),
  answer('down', ['j', 'down', 'pagedown', 'ctrl-d'], {
    shown: 'j',
    does: 'more of the question',
    places: LONG_PROMPTS,
  }),
  answer('up', ['k', 'up', 'pageup', 'ctrl-u'], { shown: 'k', does: 'back up', places: LONG_PROMPTS }),
  answer('yes', ['y'], {
    shown: 'y',
    does: 'yes: run, it holds, close, quit',
    places: ['approve', 'judge', 'close', 'quit'],
  }),
  answer('no', ['n'], {
    shown: 'n',
    does: 'no: it does not hold, or nothing is done',
    places: ['approve', 'judge', 'close', 'quit'],
  }),
  answer('edit-note', ['tab'], { shown: 'Tab', does: 'write a note with the answer', places: ['judge'] }),
  answer('later', ['escape', 'enter'], {
    shown: 'Esc',
    does: 'decide nothing now',
    places: ['approve', 'judge', 'close', 'refused', 'quit'],
  }),
  answer('end-note', ['tab', 'enter', 'escape'], {
    shown: 'Enter',
    does: 'end of the note',
    places: ['note'],
  }),
  answer('keep', ['enter'], { shown: 'Enter', does: 'do the selected action', places: ['actions'] }),
  answer('down', ['down', 'ctrl-n'], { shown: 'Down', does: 'next action', places: ['actions'] }),
  answer('up', ['up', 'ctrl-p'], { shown: 'Up', does: 'action before', places: ['actions'] }),
  answer('copy-stem', ['s'], { shown: 's', does: 'copy the stem', places: ['copy'] }),
  answer('copy-path', ['p'], { shown: 'p', does: 'copy the path', places: ['copy'] }),
  answer('copy-command', ['c'], { shown: 'c', does: 'copy the commands of the check', places: ['copy'] }),
  answer('copy-log', ['l'], { shown: 'l', does: 'copy the log', places: ['copy'] }),
  answer('later', ['escape'], { shown: 'Esc', does: 'close the list', places: ['actions', 'copy'] }),
  answer('interrupt', ['ctrl-c'], { shown: 'Ctrl-C', does: 'close the list', places: ['actions', 'copy'] }),
  answer('keep', ['enter'], {
    shown: 'Enter',
    does: 'keep the filter; n and N go from match to match',
    places: ['filter'],
  }),
  answer('clear', ['escape'], { shown: 'Esc', does: 'no filter', places: ['filter'] }),
  answer('down', ['down'], { shown: 'Down', does: 'one row down while typing', places: ['filter'] }),
  answer('up', ['up'], { shown: 'Up', does: 'one row up while typing', places: ['filter'] }),
  answer('interrupt', ['ctrl-c'], { shown: 'Ctrl-C', does: 'quit', places: ['filter'] }),
  answer('interrupt', ['ctrl-c'], {
    shown: 'Ctrl-C',
    does: 'decide nothing now',
    places: [...LONG_PROMPTS, 'quit', 'note'],
  }),
];

interface Words {
  readonly shown: string;
  readonly name: string;
  readonly does: string;
  readonly rank?: number;
  readonly unless?: (model: Model) => string | undefined;
}

function move(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'Move', places: LISTS };
}

function main(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'Work', places: ['main'] };
}

function see(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'See', places: LISTS };
}

function leave(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'Leave', places: ['anywhere'] };
}

function pane(number: '1' | '2' | '3' | '4' | '5' | '6', does: string): KeyBinding {
  const words = { shown: number, name: 'pane', does } as const;
  return { ...main(`pane-${number}`, [number], words), group: 'See' };
}

function answer(
  action: Action,
  keys: readonly string[],
  words: Pick<Words, 'shown' | 'does'> & { readonly places: readonly Place[] },
): KeyBinding {
  return { action, keys, ...words, name: words.does, group: 'Answer' };
}
