import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputKeeper } from '../../src/verify/keep-output.ts';

const KEPT = 256 * 1024;

function keep(bytes: Buffer, chunkLength: number): ReturnType<OutputKeeper['finish']> {
  const keeper = new OutputKeeper();
  for (let at = 0; at < bytes.length; at += chunkLength) keeper.add(bytes.subarray(at, at + chunkLength));
  return keeper.finish();
}

test('however an output is cut into chunks, its ends, its length and its hash are kept', () => {
  const length = fc.constantFrom(
    0,
    1,
    KEPT - 1,
    KEPT,
    KEPT + 1,
    2 * KEPT - 1,
    2 * KEPT,
    2 * KEPT + 7,
    5 * KEPT + 3,
  );
  fc.assert(
    fc.property(length, fc.integer({ min: 4000, max: 3 * KEPT }), (total, chunkLength) => {
      const bytes = Buffer.from(Array.from({ length: total }, (_, nth) => 32 + ((nth * 7919) % 95)));
      const kept = keep(bytes, chunkLength);
      expect(kept.head).toBe(bytes.subarray(0, KEPT).toString());
      expect(kept.tail).toBe(bytes.subarray(Math.max(KEPT, total - KEPT)).toString());
      expect(kept.droppedBytes).toBe(Math.max(0, total - 2 * KEPT));
      expect(kept.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
    { numRuns: 25 },
  );
});

test('a character across the two ends is not cut when nothing is dropped between them', () => {
  const text = `${'a'.repeat(KEPT - 1)}€ and on`;
  const kept = keep(Buffer.from(text), 1000);
  expect(kept.head + kept.tail).toBe(text);
});
