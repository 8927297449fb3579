import type { Action, KeyBinding, Place, Words } from './key-binding.ts';

const LONG_PROMPTS: readonly Place[] = ['approve', 'judge', 'close', 'force', 'refused', 'fix'];

/** The keys that answer questions, and those of the fields that are typed in. */
export const ANSWERING_KEYS: readonly KeyBinding[] = [
  answer('down', ['j', 'down', 'pagedown', 'ctrl-d'], {
    shown: 'j',
    does: 'more of the question',
    places: LONG_PROMPTS,
  }),
  answer('up', ['k', 'up', 'pageup', 'ctrl-u'], { shown: 'k', does: 'back up', places: LONG_PROMPTS }),
  answer('yes', ['y'], {
    shown: 'y',
    does: 'yes: run, it holds, close, mend, write, push, quit',
    places: ['approve', 'judge', 'close', 'force', 'fix', 'new-goal', 'push', 'quit'],
  }),
  answer('yes-commit', ['c'], {
    shown: 'c',
    does: 'close, and commit that edit alone',
    places: ['close', 'force'],
  }),
  answer('no', ['n'], {
    shown: 'n',
    does: 'no: it does not hold, or nothing is done',
    places: ['approve', 'judge', 'close', 'force', 'fix', 'new-goal', 'push', 'quit'],
  }),
  answer('read-log', ['l'], {
    shown: 'l',
    does: 'read all that the check printed, in the pager',
    places: ['judge'],
  }),
  answer('run-again', ['r'], { shown: 'r', does: 'run this check again first', places: ['judge'] }),
  answer('edit', ['o'], {
    shown: 'o',
    does: 'open the card at this check in the editor; the question is asked again after that',
    places: ['judge'],
  }),
  answer('edit-note', ['tab'], {
    shown: 'Tab',
    does: 'write a note with the answer',
    places: ['judge', 'force', 'new-goal'],
  }),
  answer('later', ['escape', 'enter'], {
    shown: 'Esc',
    does: 'decide nothing now',
    places: ['approve', 'judge', 'close', 'force', 'refused', 'fix', 'new-goal', 'push', 'quit'],
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
  answer('copy-offered', ['g'], { shown: 'g', does: 'copy the git command that is shown', places: ['copy'] }),
  answer('later', ['escape'], { shown: 'Esc', does: 'close the list', places: ['actions', 'copy'] }),
  answer('interrupt', ['ctrl-c'], { shown: 'Ctrl-C', does: 'close the list', places: ['actions', 'copy'] }),
  answer('keep', ['enter'], {
    shown: 'Enter',
    does: 'keep what was typed; n and N go from match to match',
    places: ['filter', 'search'],
  }),
  answer('clear', ['escape'], { shown: 'Esc', does: 'no filter, no search', places: ['filter', 'search'] }),
  answer('down', ['down'], {
    shown: 'Down',
    does: 'one row or match down while typing',
    places: ['filter', 'search'],
  }),
  answer('up', ['up'], {
    shown: 'Up',
    does: 'one row or match up while typing',
    places: ['filter', 'search'],
  }),
  answer('interrupt', ['ctrl-c'], { shown: 'Ctrl-C', does: 'quit', places: ['filter', 'search'] }),
  answer('interrupt', ['ctrl-c'], {
    shown: 'Ctrl-C',
    does: 'decide nothing now',
    places: [...LONG_PROMPTS, 'new-goal', 'push', 'quit', 'note'],
  }),
];

function answer(
  action: Action,
  keys: readonly string[],
  words: Pick<Words, 'shown' | 'does'> & { readonly places: readonly Place[] },
): KeyBinding {
  return { action, keys, ...words, name: words.does, group: 'Answer' };
}
