/** Modes that a program can set and must take back: buffers, the mouse, bracketed paste, synchronized drawing. */
const MODES = ['1049', '1000', '1002', '1003', '1006', '2004', '2026'];

/**
 * The modes of a terminal that are not as they were, by what a program wrote: those of `MODES` that are set, and `25` where
 * the cursor is hidden.
 */
export function modesLeftSet(received: string): readonly string[] {
  const modes = new Map<string, string>();
  for (const [, mode = '', set = ''] of received.matchAll(/\x1b\[\?(\d+)([hl])/g)) modes.set(mode, set);
  return MODES.filter((mode) => modes.get(mode) === 'h').concat(modes.get('25') === 'l' ? ['25'] : []);
}
