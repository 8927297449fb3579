import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readReceipts, recordReceipt } from '../../src/verify/evidence.ts';
import type { ForcedClose } from '../../src/verify/receipt.ts';
import { makeFolder } from '../rig/cli.ts';

/** What other processes do to the evidence just before the next writes to it. */
const others = vi.hoisted((): (() => void)[] => []);

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const writeSync: typeof real.writeSync = (fd: number, ...rest: readonly unknown[]) => {
    others.shift()?.();
    const written: unknown = Reflect.apply(real.writeSync, real, [fd, ...rest]);
    return Number(written);
  };
  return { ...real, writeSync };
});

const FORCED: ForcedClose = {
  schemaVersion: 1,
  kind: 'forced-close',
  reason: 'no time',
  who: 'ann',
  when: '2026-11-23T11:00:00.000Z',
  commit: null,
};

/** A place with evidence of a card, and the file it is in. */
function makeEvidence(content: string) {
  const top = makeFolder();
  const file = join(top, '.mikado/evidence/a.jsonl');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return { top, file };
}

test('a process that dies in its line just before ours costs us nothing', () => {
  const { top, file } = makeEvidence('');
  others.push(() => appendFileSync(file, '{"schemaVersion":1,"ki'));
  expect(recordReceipt(top, 'a', FORCED)).toBeUndefined();
  expect(readReceipts(top, 'a')).toEqual({ receipts: [FORCED], unreadable: 1 });
});

test('a process that is quicker by a whole line costs neither anything', () => {
  const other = { ...FORCED, who: 'ben' };
  const { top, file } = makeEvidence(`${JSON.stringify(FORCED)}\n`);
  others.push(() => appendFileSync(file, `${JSON.stringify(other)}\n`));
  expect(recordReceipt(top, 'a', FORCED)).toBeUndefined();
  expect(readReceipts(top, 'a')).toEqual({ receipts: [FORCED, other, FORCED], unreadable: 0 });
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
});

test('where lines are torn again and again, nothing is claimed to be recorded', () => {
  const { top, file } = makeEvidence('');
  for (let time = 0; time < 3; time += 1) others.push(() => appendFileSync(file, '{'));
  expect(recordReceipt(top, 'a', FORCED)).toEqual({
    refused: 'the evidence could not be written whole; is the disk full?',
  });
});
