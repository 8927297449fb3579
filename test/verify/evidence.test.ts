import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEvidence, readReceipts, recordReceipt } from '../../src/verify/evidence.ts';
import { type ForcedClose, type ItemReceipt, receiptFor } from '../../src/verify/receipt.ts';
import type { CommandOutcome, ItemOutcome } from '../../src/verify/verify-event.ts';
import { itemOf } from './checklist-item.ts';

const FACTS = { commit: 'abc', dirty: false, when: '2026-11-23T10:00:00.000Z', version: '0.1.0' };

let top = '';
let file = '';

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'mikado-evidence-'));
  file = join(top, '.mikado', 'evidence', 'a.jsonl');
});

afterEach(() => rmSync(top, { recursive: true, force: true }));

function command(fields: Partial<CommandOutcome> = {}): CommandOutcome {
  const times = { exitCode: 0, signal: null, durationMs: 12 };
  const output = { head: 'ok\n', tail: '', droppedBytes: 0, sha256: 'f00' };
  return { command: 'make test', result: 'passed', ...times, ...output, ...fields };
}

function receipt(fields: Partial<ItemOutcome> = {}): ItemReceipt {
  const item = itemOf({ text: 'it builds', line: 7, kind: 'automatic', commands: ['make test'] });
  const outcome: ItemOutcome = {
    item,
    result: 'passed',
    outcomes: [command()],
    judgedBy: 'exit status',
    note: null,
  };
  return receiptFor({ ...outcome, ...fields }, FACTS);
}

const FORCED: ForcedClose = {
  schemaVersion: 1,
  kind: 'forced-close',
  reason: 'the cluster is gone',
  who: 'ann',
  when: '2026-11-23T11:00:00.000Z',
  commit: null,
};

describe('a receipt', () => {
  test('is one line of JSON that holds everything about the item', () => {
    expect(recordReceipt(top, 'a', receipt())).toBeUndefined();
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      schemaVersion: 1,
      kind: 'automatic',
      text: 'it builds',
      line: 7,
      commands: ['make test'],
      result: 'passed',
      runs: [
        {
          command: 'make test',
          result: 'passed',
          exitCode: 0,
          signal: null,
          durationMs: 12,
          head: 'ok\n',
          tail: '',
          droppedBytes: 0,
          sha256: 'f00',
        },
      ],
      judgedBy: 'exit status',
      note: null,
      commit: 'abc',
      dirty: false,
      when: '2026-11-23T10:00:00.000Z',
      version: '0.1.0',
    });
  });

  test('reads back as it was written, a forced close too', () => {
    recordReceipt(top, 'a', receipt());
    recordReceipt(top, 'a', FORCED);
    expect(readReceipts(top, 'a')).toEqual({ receipts: [receipt(), FORCED], unreadable: 0 });
  });

  test('keeps the ends of a long output and counts the bytes between', () => {
    const head = `${'h'.repeat(2047)}€ and more`;
    const outcome = command({ head, tail: `${'x'.repeat(10)}${'t'.repeat(2048)}`, droppedBytes: 1000 });
    expect(receipt({ outcomes: [outcome] }).runs[0]).toMatchObject({
      head: `${'h'.repeat(2047)}€`,
      tail: 't'.repeat(2048),
      droppedBytes: 1000 + ' and more'.length + 10,
    });
  });

  test('keeps both ends of an output that came whole', () => {
    const outcome = command({ head: `${'h'.repeat(2048)}${'€'.repeat(5)}${'t'.repeat(2048)}` });
    expect(receipt({ outcomes: [outcome] }).runs[0]).toMatchObject({
      head: 'h'.repeat(2048),
      tail: 't'.repeat(2048),
      droppedBytes: 15,
    });
  });

  test('never cuts a character in two', () => {
    const outcome = command({ head: `${'h'.repeat(2047)}😀${'t'.repeat(4000)}` });
    expect(receipt({ outcomes: [outcome] }).runs[0]?.head).toBe(`${'h'.repeat(2047)}😀`);
  });
});

describe('reading evidence', () => {
  test('a card without any has none', () => {
    expect(readReceipts(top, 'a')).toEqual({ receipts: [], unreadable: 0 });
  });

  test('lines that are no receipt are counted and the rest is read', () => {
    recordReceipt(top, 'a', receipt());
    appendFileSync(file, 'garbage\n[]\n{"schemaVersion":1}\n{"schemaVersion":2,"kind":"x","when":""}\n\n');
    appendFileSync(file, `${JSON.stringify({ ...receipt(), runs: [{ head: 5 }] })}\n`);
    recordReceipt(top, 'a', receipt());
    expect(readReceipts(top, 'a')).toEqual({ receipts: [receipt(), receipt()], unreadable: 5 });
  });

  test('what two branches added counts by its time, in whatever order a merge left the lines', () => {
    const later = { ...receipt({ result: 'failed' }), when: '2026-11-24T10:00:00.000Z' };
    recordReceipt(top, 'a', later);
    recordReceipt(top, 'a', receipt());
    expect(readReceipts(top, 'a').receipts).toEqual([receipt(), later]);
  });

  test('a receipt of an unknown result or of no time is none', () => {
    const lines = [
      { ...receipt(), result: 'perfect' },
      { ...receipt(), when: 'yesterday' },
    ];
    recordReceipt(top, 'a', FORCED);
    appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(readReceipts(top, 'a')).toEqual({ receipts: [FORCED], unreadable: 2 });
  });

  test('a torn last line costs that line alone, and the next receipt starts on its own', () => {
    recordReceipt(top, 'a', receipt());
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -40));
    expect(readReceipts(top, 'a')).toEqual({ receipts: [], unreadable: 1 });
    recordReceipt(top, 'a', FORCED);
    expect(readReceipts(top, 'a')).toEqual({ receipts: [FORCED], unreadable: 1 });
  });
});

describe('where evidence is kept', () => {
  test.each(['', '.', '..', '../a', 'a/b', 'a\\b', 'a\0'])('%j is no name for it', (stem) => {
    expect(recordReceipt(top, stem, FORCED)).toEqual({
      refused: 'the evidence of a card is kept under its stem, and this stem is no file name',
    });
    expect(readReceipts(top, stem)).toEqual({ receipts: [], unreadable: 1 });
  });

  test('a linked file is neither written nor read', () => {
    mkdirSync(join(top, '.mikado', 'evidence'), { recursive: true });
    writeFileSync(join(top, 'target'), '');
    symlinkSync(join(top, 'target'), file);
    expect(recordReceipt(top, 'a', FORCED)).toEqual({ refused: 'the evidence of a is a symbolic link' });
    expect(readReceipts(top, 'a')).toEqual({ receipts: [], unreadable: 1 });
    expect(readFileSync(join(top, 'target'), 'utf8')).toBe('');
  });

  test('a linked folder is neither written nor read', () => {
    mkdirSync(join(top, 'outside'));
    symlinkSync(join(top, 'outside'), join(top, '.mikado'));
    expect(recordReceipt(top, 'a', FORCED)).toEqual({
      refused: '.mikado/evidence is not a folder of its own',
    });
    expect(readReceipts(top, 'a')).toEqual({ receipts: [], unreadable: 1 });
  });

  test('a file in the way is said', () => {
    mkdirSync(join(top, '.mikado'));
    writeFileSync(join(top, '.mikado', 'evidence'), '');
    expect(recordReceipt(top, 'a', FORCED)).toEqual({
      refused: '.mikado/evidence is not a folder of its own',
    });
  });
});

test('receipts of several processes at once are all there and none is mixed with another', async () => {
  const source = JSON.stringify(join(import.meta.dirname, '../../src/verify/evidence.ts'));
  const script = `import { recordReceipt } from ${source};
    const [top, who] = process.argv.slice(2);
    for (let n = 0; n < 50; n += 1) recordReceipt(top, 'a', { ...${JSON.stringify(FORCED)}, who, reason: 'r'.repeat(3000) });`;
  const rig = join(top, 'rig.mts');
  writeFileSync(rig, script);
  const writers = ['ann', 'ben', 'cat'].map((who) =>
    spawn(process.execPath, [rig, top, who], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0]);
  const { receipts, unreadable } = readReceipts(top, 'a');
  expect([receipts.length, unreadable]).toEqual([150, 0]);
});

test('the evidence for a card tells the state of each item, counts all but waived ones, and names a forced close', () => {
  recordReceipt(top, 'a', receipt());
  recordReceipt(top, 'a', FORCED);
  appendFileSync(file, 'garbage\n');
  const built = itemOf({ text: 'it builds', kind: 'automatic', commands: ['make test'] });
  const checklist = [built, itemOf({ text: 'somebody looked' }), itemOf({ kind: 'waived' })];
  expect(readEvidence(top, 'a', { text: '', header: undefined, checklist })).toEqual({
    items: [{ state: 'fresh', receipt: receipt() }, { state: 'missing' }, { state: 'missing' }],
    counts: { fresh: 1, stale: 0, missing: 1 },
    forcedClose: FORCED,
    unreadable: 1,
  });
});
