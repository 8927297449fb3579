import type { ItemKind } from '../checklist/checklist.ts';
import type { CommandOutcome, ItemOutcome, ItemResult } from './verify-event.ts';

/** How much of the head and of the tail of an output a receipt keeps, in UTF-16 code units each. */
const KEPT_LENGTH = 2048;

/** What a receipt keeps of one command that ran. */
interface CommandReceipt {
  readonly command: string;
  readonly result: ItemResult;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly durationMs: number;
  readonly head: string;
  readonly tail: string;
  /** Bytes of the output that are neither in `head` nor in `tail`. */
  readonly droppedBytes: number;
  /** sha256 of the whole output. */
  readonly sha256: string;
}

/** The record of one judged item. */
export interface ItemReceipt {
  readonly schemaVersion: 1;
  readonly kind: ItemKind;
  readonly text: string;
  readonly line: number;
  /** The item's commands, run or not. */
  readonly commands: readonly string[];
  readonly result: ItemResult;
  /** The commands that ran, in order. */
  readonly runs: readonly CommandReceipt[];
  /** Who judged: `exit status`, or a person's name. */
  readonly judgedBy: string | null;
  readonly note: string | null;
  readonly commit: string | null;
  /** Whether the work tree had changes that are not in the commit; null when unknown. */
  readonly dirty: boolean | null;
  /** When it was judged, as an ISO time. */
  readonly when: string;
  /** The version of mikado. */
  readonly version: string;
  /** What the card claimed when it was judged, as `fingerprintOf` has it; receipts of older versions have none. */
  readonly card?: string;
}

/** The record of a card that was closed although something spoke against it. */
export interface ForcedClose {
  readonly schemaVersion: 1;
  readonly kind: 'forced-close';
  readonly reason: string;
  readonly who: string;
  readonly when: string;
  readonly commit: string | null;
}

/** One line of a card's evidence. */
export type Receipt = ItemReceipt | ForcedClose;

/** What a receipt says beside the outcome itself. */
export type ReceiptFacts = Pick<ItemReceipt, 'commit' | 'dirty' | 'when' | 'version' | 'card'>;

/** The receipt of an item's outcome, with the output of its commands cut to a few thousand characters. */
export function receiptFor(outcome: ItemOutcome, facts: ReceiptFacts): ItemReceipt {
  const { item, result, judgedBy, note } = outcome;
  return {
    schemaVersion: 1,
    kind: item.kind,
    text: item.text,
    line: item.line,
    commands: item.commands,
    result,
    runs: outcome.outcomes.map(commandReceipt),
    judgedBy,
    note,
    ...facts,
  };
}

/** Tells whether a value from a file is a receipt of a kind that this version knows. */
export function isReceipt(value: unknown): value is Receipt {
  if (!has(value, { schemaVersion: isOne, when: isTime, kind: isString })) return false;
  return has(value, FORCED_CLOSE) || has(value, ITEM_RECEIPT);
}

const RESULTS: Readonly<Record<ItemResult, true>> = {
  passed: true,
  failed: true,
  'timed-out': true,
  killed: true,
  leaked: true,
  'not-found': true,
  refused: true,
  changed: true,
  'needs-person': true,
  skipped: true,
};

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isResult: Check = (value) => typeof value === 'string' && Object.hasOwn(RESULTS, value);
const isNumber: Check = (value) => typeof value === 'number';
const isOne: Check = (value) => value === 1;
const isTime: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const FORCED_CLOSE = {
  kind: (value: unknown) => value === 'forced-close',
  reason: isString,
  who: isString,
  commit: orNull(isString),
};
const COMMAND_RECEIPT = {
  command: isString,
  result: isResult,
  exitCode: orNull(isNumber),
  signal: orNull(isString),
  durationMs: isNumber,
  head: isString,
  tail: isString,
  droppedBytes: isNumber,
  sha256: isString,
};
const ITEM_RECEIPT = {
  text: isString,
  line: isNumber,
  commands: listOf(isString),
  result: isResult,
  runs: listOf((run) => has(run, COMMAND_RECEIPT)),
  judgedBy: orNull(isString),
  note: orNull(isString),
  commit: orNull(isString),
  dirty: orNull((value) => typeof value === 'boolean'),
  version: isString,
  card: (value: unknown) => value === undefined || isString(value),
};

function has(value: unknown, fields: Readonly<Record<string, Check>>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(fields).every(([name, check]) => check(Reflect.get(value, name)));
}

function commandReceipt(outcome: CommandOutcome): CommandReceipt {
  const { head, tail, rest } = cutOutput(outcome);
  return { ...outcome, head, tail, droppedBytes: outcome.droppedBytes + rest };
}

/** Cuts an output to its ends; `rest` counts the bytes that are cut here. */
function cutOutput(outcome: CommandOutcome): { head: string; tail: string; rest: number } {
  const whole = outcome.droppedBytes === 0 ? outcome.head + outcome.tail : undefined;
  if (whole !== undefined && whole.length <= 2 * KEPT_LENGTH) return { head: whole, tail: '', rest: 0 };
  const first = whole ?? outcome.head;
  const last = whole ?? outcome.tail;
  const head = first.slice(0, endOfCharacter(first, Math.min(KEPT_LENGTH, first.length)));
  const tail = last.slice(endOfCharacter(last, Math.max(0, last.length - KEPT_LENGTH)));
  const all = Buffer.byteLength(whole ?? first) + (whole === undefined ? Buffer.byteLength(last) : 0);
  return { head, tail, rest: all - Buffer.byteLength(head) - Buffer.byteLength(tail) };
}

/** Moves a position that would cut a character in two behind it. */
function endOfCharacter(text: string, at: number): number {
  const next = text.charCodeAt(at);
  return next >= 0xdc00 && next <= 0xdfff ? at + 1 : at;
}
