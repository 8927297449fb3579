/**
 * Opens a sequence of numbers from 0 up to 1 that look random and are the same for the same seed.
 *
 * @param seed a whole number of 32 bits
 * @returns the next number at each call; by Tommy Ettinger's mulberry32, so not for secrets
 */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
