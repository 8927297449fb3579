import type { PtyScreen } from '../../rig/pty.ts';

const ESC = '\x1b';
/** Leaves a question even where it has just opened and takes no other key yet. */
const CTRL_C = '\x03';

/** A key for each view and question that the sample cards have, what stands there alone, and the key that leaves it. */
const VIEWS: readonly (readonly [key: string, shows: string, leaves: string])[] = [
  ['?', 'Type to search', ESC],
  ['c', 'all chains', ESC],
  ['d', '0 errors', ESC],
  ['W', 'nothing is saved', ESC],
  ['T', 'history of', ESC],
  ['/', 'Enter keep', ESC],
  [':', 'Actions', CTRL_C],
  ['y', 'Copy', CTRL_C],
  ['x', 'Cannot be closed', CTRL_C],
  ['r', 'Run these commands?', CTRL_C],
];
/** The panes of the main view. */
const PANES = ['2', '3', '4', '5', '6', '1'];

/**
 * Goes through every view, pane and question of a screen that has opened on the sample cards, and comes back.
 *
 * @param look is called wherever something else is shown, with the name of it
 */
export async function walkViews(screen: PtyScreen, look: (name: string) => void): Promise<void> {
  look('main');
  for (const [key, shows, leaves] of VIEWS) {
    screen.type(key);
    await screen.waitForText(shows);
    look(shows);
    screen.type(leaves);
    await screen.waitForScreen(`the end of ${shows}`, (shown) => !shown.includes(shows));
  }
  for (const pane of PANES) {
    screen.type(pane);
    await screen.waitForText(new RegExp(`\\[${pane}|^${pane} |^1 Tree`, 'm'));
    look(`pane ${pane}`);
  }
}
