import { setFlagsFromString } from 'node:v8';

/** By then everything is loaded that a screen begins with, in milliseconds after it stands. */
export const SETTLED_MS = 3_000;

/**
 * Has the engine collect what is no longer needed sooner, from a few seconds on until the process ends: reading the cards
 * leaves more behind than the cards are, and a screen that mostly waits would keep it all day.
 *
 * Compiled code is taken from the start before and kept for the next one under the flags of the moment. So this waits until
 * the usual code is there, and the process ends with the flags that it began with.
 *
 * @returns what to call where the screen ends sooner
 */
export function spareMemory(): () => void {
  const timer = setTimeout(() => {
    setFlagsFromString('--optimize-for-size');
    process.once('exit', () => setFlagsFromString('--no-optimize-for-size'));
  }, SETTLED_MS);
  return () => clearTimeout(timer);
}
