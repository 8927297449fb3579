import { describe, expect, test } from 'vitest';
import type { ChecklistItem } from '../../src/checklist/checklist.ts';
import { freshness } from '../../src/verify/freshness.ts';
import { type ItemReceipt, type Receipt, receiptFor } from '../../src/verify/receipt.ts';
import { itemOf } from './checklist-item.ts';

const FACTS = { commit: null, dirty: null, when: '2026-11-23T10:00:00.000Z', version: '0.1.0', card: 'c1' };
const BUILT = itemOf({
  text: 'The program builds (`make all`)',
  kind: 'automatic',
  commands: ['make all'],
});

function receiptOf(item: ChecklistItem, fields: Partial<ItemReceipt> = {}): ItemReceipt {
  const outcome = { item, result: 'passed', outcomes: [], judgedBy: 'exit status', note: null } as const;
  return { ...receiptFor(outcome, FACTS), ...fields };
}

/** What there is for an item in a checklist of it and others. */
function judge(
  item: ChecklistItem,
  receipts: readonly Receipt[],
  more: { readonly card?: string; readonly others?: readonly ChecklistItem[] } = {},
) {
  return freshness(item, { checklist: [item, ...(more.others ?? [])], receipts, card: more.card ?? 'c1' });
}

describe('a receipt', () => {
  test('is fresh while its item and the card are the same', () => {
    expect(judge(BUILT, [receiptOf(BUILT)])).toEqual({ state: 'fresh', receipt: receiptOf(BUILT) });
  });

  test('is stale when the card was edited after it', () => {
    expect(judge(BUILT, [receiptOf(BUILT)], { card: 'c2' })).toEqual({
      state: 'stale',
      receipt: receiptOf(BUILT),
      reason: 'the card was edited after it',
    });
  });

  test('of an older version, which says nothing of the card, is judged by its item alone', () => {
    const { card: _left, ...old } = receiptOf(BUILT);
    expect(judge(BUILT, [old], { card: 'c2' })).toEqual({ state: 'fresh', receipt: old });
  });

  test('counts only as the newest of its item', () => {
    const failed = receiptOf(BUILT, { result: 'failed' });
    expect(judge(BUILT, [receiptOf(BUILT), failed])).toEqual({ state: 'fresh', receipt: failed });
  });

  test('is fresh again once the card is what it was', () => {
    const before = receiptOf(BUILT, { card: 'c0' });
    expect(judge(BUILT, [before], { card: 'c0' }).state).toBe('fresh');
  });
});

describe('an item that changed since', () => {
  test('by another command is stale', () => {
    const item = itemOf({ ...BUILT, text: 'The program builds (`make app`)', commands: ['make app'] });
    expect(judge(item, [receiptOf(BUILT)])).toMatchObject({ state: 'stale', reason: 'its command changed' });
  });

  test('by one command more is stale', () => {
    const item = itemOf({ ...BUILT, commands: ['make all', 'make test'] });
    expect(judge(item, [receiptOf(BUILT)])).toMatchObject({ state: 'stale', reason: 'its commands changed' });
  });

  test('by its whole sentence is stale as long as its command is the same', () => {
    const item = itemOf({ ...BUILT, text: 'Everything compiles' });
    expect(judge(item, [receiptOf(BUILT)])).toMatchObject({ state: 'stale', reason: 'its text changed' });
  });

  test('by a word of a sentence without a command is stale', () => {
    const before = itemOf({ text: 'Somebody read the page aloud' });
    const after = itemOf({ text: 'Somebody read the whole page aloud' });
    expect(judge(after, [receiptOf(before)])).toMatchObject({ state: 'stale', reason: 'its text changed' });
  });
});

describe('an item that is new', () => {
  test('has no receipt', () => {
    expect(judge(BUILT, [])).toEqual({ state: 'missing' });
    expect(judge(itemOf({ text: 'Nobody complained' }), [receiptOf(BUILT)])).toEqual({ state: 'missing' });
  });

  test('does not take the receipt of another item with the same command', () => {
    const item = itemOf({ ...BUILT, text: 'The program still builds' });
    expect(judge(item, [receiptOf(BUILT)], { others: [BUILT] })).toEqual({ state: 'missing' });
  });

  test('does not take a forced close for its receipt', () => {
    const forced = { kind: 'forced-close', schemaVersion: 1, reason: 'no time', who: 'ann' } as const;
    expect(judge(BUILT, [{ ...forced, when: FACTS.when, commit: null }])).toEqual({ state: 'missing' });
  });

  test('without a single word is like no other', () => {
    expect(judge(itemOf({ text: '…' }), [receiptOf(itemOf({ text: '!' }))])).toEqual({ state: 'missing' });
  });
});
