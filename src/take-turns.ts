import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Called again and again during long work, with how much of it is done; the work goes on when what it returns resolves.
 * What it throws ends the work.
 */
export type Meanwhile = (done: number, of: number) => Promise<void> | undefined;

/** Work that takes longer than this at a stretch keeps a person waiting, in milliseconds. */
const STRETCH_MS = 12;

/** Lets whoever waits for this thread, such as a key that was pressed, have a turn every few milliseconds. */
export function takeTurns(): Meanwhile {
  let last = performance.now();
  return () => {
    if (performance.now() - last < STRETCH_MS) return undefined;
    return nextTurn().then(() => {
      last = performance.now();
    });
  };
}
