import { ANSWERING_KEYS } from './answering-keys.ts';
import type { Action, KeyBinding, Words } from './key-binding.ts';
import { MOVING_KEYS } from './moving-keys.ts';
import { SEEING_KEYS } from './seeing-keys.ts';
import { WORKING_KEYS } from './working-keys.ts';

const LEAVING_KEYS: readonly KeyBinding[] = [
  leave('quit', ['q'], { shown: 'q', name: 'quit', does: 'quit; asks when a check is running' }),
  leave('interrupt', ['ctrl-c'], {
    brief: 'stop, else quit',
    shown: 'Ctrl-C',
    name: 'stop',
    does: 'stop the check, else quit',
  }),
  leave('suspend', ['ctrl-z'], {
    brief: 'back to shell',
    shown: 'Ctrl-Z',
    name: 'suspend',
    does: 'back to the shell until `fg`',
  }),
  leave('redraw', ['ctrl-l'], { shown: 'Ctrl-L', name: 'redraw', does: 'draw everything anew' }),
];

/** Every key of the screen: the one table behind the handler, the footer, the help and the reference page. */
export const KEYS: readonly KeyBinding[] = [
  ...MOVING_KEYS,
  ...WORKING_KEYS,
  ...SEEING_KEYS,
  ...LEAVING_KEYS,
  ...ANSWERING_KEYS,
];

function leave(action: Action, keys: readonly string[], words: Words): KeyBinding {
  return { action, keys, ...words, group: 'Leave', places: ['anywhere'] };
}
