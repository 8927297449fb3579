import type { Model, View } from '../model/model.ts';
import type { Prompt } from '../model/prompt.ts';

/** Where a key acts: in a view, in the main view while no chain is open, in every view, or in a question. */
export type Place = View | 'empty' | 'anywhere' | Prompt['kind'] | 'note' | 'filter' | 'search';

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
  | 'shape'
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
  | 'copy-offered'
  | 'verify'
  | 'verify-failed'
  | 'stop'
  | 'read-log'
  | 'run-again'
  | 'terminal'
  | 'undo'
  | 'new-goal'
  | 'push'
  | 'edit'
  | 'fix'
  | 'answer'
  | 'close'
  | 'close!'
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
  | 'yes-commit'
  | 'no'
  | 'later'
  | 'edit-note'
  | 'end-note';

/** One row of the table of keys. */
export interface KeyBinding {
  readonly action: Action;
  /** The keys' names, as `read-keys.ts` spells them; none where only the list of actions has it. */
  readonly keys: readonly string[];
  /** The keys as people write them. */
  readonly shown: string;
  /** One or two words, for the footer. */
  readonly name: string;
  /** What it does, for the list of actions and the reference page. */
  readonly does: string;
  /** The same in a few words, for the help; the name unless given. */
  readonly brief?: string;
  readonly group: 'Move' | 'Work' | 'See' | 'Leave' | 'Answer';
  readonly places: readonly Place[];
  /** The rank in the footer, 1 first; left out where the footer never shows it. */
  readonly rank?: number;
  /** Why it cannot act now, in a sentence; undefined when it can. */
  readonly unless?: (model: Model) => string | undefined;
}

/** The places with rows to move over: every view. */
export const LISTS: readonly Place[] = ['main', 'chains', 'problems', 'what-if', 'history', 'help'];

/** What a row says of a key. */
export interface Words {
  readonly shown: string;
  readonly name: string;
  readonly does: string;
  readonly brief?: string;
  readonly rank?: number;
  readonly unless?: (model: Model) => string | undefined;
}

/** A key of the main view that does a piece of work; where it belongs elsewhere, its row says so. */
export function main(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'Work', places: ['main'] };
}

/** A key that shows something, in every view. */
export function see(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'See', places: [...LISTS, 'empty'] };
}
