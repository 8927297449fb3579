import { setImmediate as nextTurn } from 'node:timers/promises';
import { MIKADO, NODE } from '../rig/cli.ts';
import { openPty } from '../rig/pty.ts';
import type { Probe } from './measure.ts';

const PATIENCE = 5_000;

/**
 * The time from starting `mikado` in a terminal of 120 by 36 until both words stand on its screen, in milliseconds.
 *
 * @param cwd the repository it is started in
 */
export function firstFrame(cwd: string, words: readonly string[]): Probe {
  return async () => {
    const start = performance.now();
    const screen = openPty(NODE, [MIKADO], { cwd, columns: 120, rows: 36 });
    try {
      for (;;) {
        const shown = screen.text();
        if (words.every((word) => shown.includes(word))) return performance.now() - start;
        if (performance.now() - start > PATIENCE)
          throw new Error(`the screen does not show ${words.join(', ')}`);
        await nextTurn();
      }
    } finally {
      screen.close();
    }
  };
}
