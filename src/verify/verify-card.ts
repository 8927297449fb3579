import type { Card } from '../cards/card.ts';
import { type Checklist, type ChecklistItem, scriptsOf } from '../checklist/checklist.ts';
import { type Refusal, refuse } from '../edit/refusal.ts';
import { splice, tickEdit } from '../edit/splice.ts';
import type { WriteOutcome } from '../edit/write-file.ts';
import { type ItemReceipt, receiptFor } from './receipt.ts';
import type { RunOptions } from './run-command.ts';
import type { CommandOutcome, ItemOutcome, ItemResult, VerifyEvent } from './verify-event.ts';

/** A person's word on an item. `later` leaves it open. */
interface Judgement {
  readonly verdict: 'passed' | 'failed' | 'later';
  readonly who: string;
  readonly note?: string;
}

/** Where results are kept: without it a card is verified and neither its boxes nor its evidence change. */
export interface Keeping {
  /** Adds a receipt to the card's evidence. */
  readonly record: (receipt: ItemReceipt) => Refusal | undefined;
  /** Changes the card's file under its lock. */
  readonly edit: (change: (text: string) => string | Refusal) => Promise<WriteOutcome>;
  /** Reads the checklist of the card's text as it is then. */
  readonly parse: (text: string) => Checklist;
  readonly facts: Pick<ItemReceipt, 'commit' | 'dirty' | 'version'>;
}

/** What verifying a card needs; everything outside is handed in. */
export interface Verification {
  readonly card: Card;
  readonly checklist: Checklist;
  /** Tells whether a person approved a command of this card. */
  readonly isApproved: (command: string) => boolean;
  readonly run: (
    command: string,
    options: Pick<RunOptions, 'onOutput'> & Partial<Pick<RunOptions, 'claim' | 'timeoutMs'>>,
  ) => Promise<CommandOutcome>;
  /** Asks a person; absent where there is none. */
  readonly judge?: (item: ChecklistItem, outcomes: readonly CommandOutcome[]) => Promise<Judgement>;
  /**
   * Whether a person is asked before the next item runs, which is the default, or while the next ones run; then
   * `judge` may be asked about several items at once, and items end in another order than they started.
   */
  readonly asking?: 'in-turn' | 'meanwhile';
  /** The items to verify, all by default; the rest is `skipped`. */
  readonly select?: (item: ChecklistItem) => boolean;
  readonly keeping?: Keeping;
  readonly onEvent?: (event: VerifyEvent) => void;
  /** When it aborts, the item at work counts for nothing, and the rest is `skipped`. */
  readonly signal?: AbortSignal;
}

/** What came of a card. */
export interface CardVerification {
  readonly result: ItemResult;
  readonly items: readonly ItemOutcome[];
  /** Why a result could not be kept, such as a full disk; one sentence each. */
  readonly troubles: readonly string[];
}

/** From the worst; see `verifyCard`. */
const WORST_FIRST: readonly ItemResult[] = [
  'failed',
  'timed-out',
  'killed',
  'leaked',
  'not-found',
  'changed',
  'refused',
  'needs-person',
  'passed',
  'skipped',
];

const BY_EXIT_STATUS = 'exit status';
const NEEDS_PERSON: Judged = { result: 'needs-person', outcomes: [], judgedBy: null, note: null };

type Judged = Omit<ItemOutcome, 'item'>;

/**
 * Verifies the items of a card in their order, and ticks what passed and unticks what failed.
 *
 * An automatic item runs its commands up to the first that does not pass. An assisted item runs them all, as long as
 * they end by themselves, and a person judges; a manual item is asked about, as is one whose command wants a
 * terminal. Without a person these are `needs-person`, and so is a template. A waived item is `skipped`, and an item
 * with a command that nobody approved is `refused` without running any. One item's failure does not stop the next.
 *
 * No box is ticked without a recorded pass: the receipt comes first, then the card is read again under its lock, and
 * where the item is no longer there with the same text, kind, commands and box, it is `changed` and left alone.
 *
 * The card's result is the worst of its items, in this order: failed, timed-out, killed, leaked, not-found, changed,
 * refused, needs-person, passed, skipped. A card without items is `skipped`.
 */
export async function verifyCard(verification: Verification): Promise<CardVerification> {
  const troubles: string[] = [];
  const finish = async (item: ChecklistItem, judged: Judged): Promise<ItemOutcome> => {
    const outcome = { item, ...judged };
    if (verification.signal?.aborted) return { ...outcome, result: 'killed', judgedBy: null };
    if (verification.keeping === undefined) return outcome;
    const kept = await keep(outcome, verification.checklist, verification.keeping);
    if (kept.trouble !== undefined) troubles.push(kept.trouble);
    return kept.outcome;
  };
  const verify = async (item: ChecklistItem, index: number): Promise<Pending> => {
    if (verification.signal?.aborted || verification.select?.(item) === false)
      return async () => skipped(item);
    const step = await judgeItem(item, index, verification);
    if (typeof step === 'function') return async () => finish(item, await step());
    const outcome = await finish(item, step);
    return async () => outcome;
  };
  const asking = verification.asking ?? 'in-turn';
  return { ...(await eachItem({ ...verification, asking }, verify)), troubles };
}

/**
 * Says what `verifyCard` would come to without running or asking anything: `skipped` for what would run, `refused`
 * for what nobody approved, `needs-person` for what a person decides.
 */
export async function listCard(
  verification: Pick<Verification, 'card' | 'checklist' | 'isApproved' | 'select' | 'onEvent'>,
): Promise<Omit<CardVerification, 'troubles'>> {
  return eachItem({ ...verification, asking: 'in-turn' }, async (item) => async () => {
    if (verification.select?.(item) === false || item.kind === 'waived') return skipped(item);
    const scripts = scriptsOf(item);
    if (scripts.length === 0) return { item, ...NEEDS_PERSON };
    return scripts.every(verification.isApproved) ? skipped(item) : { ...skipped(item), result: 'refused' };
  });
}

/** The worst of some results; see `verifyCard` for the order. */
export function worstResult(results: readonly ItemResult[]): ItemResult {
  return WORST_FIRST.find((result) => results.includes(result)) ?? 'skipped';
}

/** What is left of an item once its commands ran: a person's word, if one is needed. */
type Pending = () => Promise<ItemOutcome>;

async function eachItem(
  { card, checklist, onEvent, asking }: Pick<Verification, 'card' | 'checklist' | 'onEvent' | 'asking'>,
  verify: (item: ChecklistItem, index: number) => Promise<Pending>,
): Promise<Omit<CardVerification, 'troubles'>> {
  const ends: Promise<ItemOutcome>[] = [];
  for (const [index, item] of checklist.entries()) {
    onEvent?.({ kind: 'item-started', card, item, index, command: scriptsOf(item)[0] ?? null });
    const pending = await verify(item, index);
    const end = pending().then((outcome) => {
      onEvent?.({ kind: 'item-finished', card, index, outcome });
      return outcome;
    });
    ends.push(end);
    if (asking === 'in-turn') await end;
  }
  const items = await Promise.all(ends);
  const result = worstResult(items.map((item) => item.result));
  onEvent?.({ kind: 'card-finished', card, result, items });
  return { result, items };
}

function skipped(item: ChecklistItem): ItemOutcome {
  return { item, result: 'skipped', outcomes: [], judgedBy: null, note: null };
}

/** Runs what an item runs, and answers with the judgement, or with how to ask a person for it. */
async function judgeItem(
  item: ChecklistItem,
  index: number,
  verification: Verification,
): Promise<Judged | (() => Promise<Judged>)> {
  switch (item.kind) {
    case 'waived':
      return skipped(item);
    case 'template':
      return NEEDS_PERSON;
    case 'manual':
      return () => ask(item, [], verification);
    case 'automatic':
    case 'assisted': {
      const scripts = scriptsOf(item);
      if (scripts.length === 0) return () => ask(item, [], verification);
      if (!scripts.every(verification.isApproved)) return { ...NEEDS_PERSON, result: 'refused' };
      const outcomes = await runAll(item, index, verification);
      const worst = worstResult(outcomes.map((outcome) => outcome.result));
      const needsJudge = item.kind === 'assisted' && (worst === 'passed' || worst === 'failed');
      if (needsJudge && !verification.signal?.aborted) return () => ask(item, outcomes, verification);
      return { result: worst, outcomes, judgedBy: BY_EXIT_STATUS, note: null };
    }
  }
}

async function runAll(
  item: ChecklistItem,
  index: number,
  { card, run, onEvent, signal }: Verification,
): Promise<readonly CommandOutcome[]> {
  const outcomes: CommandOutcome[] = [];
  for (const command of scriptsOf(item)) {
    if (signal?.aborted) break;
    const outcome = await run(command, {
      onOutput: (chunk) => onEvent?.({ kind: 'output', card, index, chunk }),
      ...(item.check !== undefined && { claim: item.check }),
      ...(item.check?.timeoutMs != null && { timeoutMs: item.check.timeoutMs }),
    });
    outcomes.push(outcome);
    const goesOn = outcome.result === 'passed' || (item.kind === 'assisted' && outcome.result === 'failed');
    if (!goesOn) break;
  }
  return outcomes;
}

async function ask(
  item: ChecklistItem,
  outcomes: readonly CommandOutcome[],
  { judge }: Verification,
): Promise<Judged> {
  if (judge === undefined) return { ...NEEDS_PERSON, outcomes };
  const { verdict, who, note } = await judge(item, outcomes);
  if (verdict === 'later') return { ...NEEDS_PERSON, outcomes, note: note ?? null };
  return { result: verdict, outcomes, judgedBy: who, note: note ?? null };
}

/** Records a judged outcome and moves its box; what becomes of the outcome, and what went wrong on the way. */
async function keep(
  outcome: ItemOutcome,
  checklist: Checklist,
  keeping: Keeping,
): Promise<{ readonly outcome: ItemOutcome; readonly trouble?: string }> {
  if (outcome.judgedBy === null) return { outcome };
  const when = new Date().toISOString();
  const unrecorded = keeping.record(receiptFor(outcome, { ...keeping.facts, when }));
  // A failure unticks the box all the same: that claims nothing.
  if (unrecorded !== undefined && outcome.result === 'passed')
    return { outcome, trouble: unrecorded.refused };
  const written = await moveBox(outcome, checklist, keeping);
  const trouble = written.kind === 'failed' ? written.reason : unrecorded?.refused;
  const isLost = written.kind === 'changed-meanwhile' || written.kind === 'refused';
  if (!isLost || outcome.result !== 'passed') return { outcome, ...(trouble !== undefined && { trouble }) };
  const note = written.kind === 'refused' ? written.reason : 'the card was changed meanwhile';
  return { outcome: { ...outcome, result: 'changed', note } };
}

function moveBox(outcome: ItemOutcome, checklist: Checklist, keeping: Keeping): Promise<WriteOutcome> {
  const { item, result } = outcome;
  return keeping.edit((text) => {
    const now = findAgain(item, checklist, keeping.parse(text));
    if (result !== 'passed') return now === undefined ? text : splice(text, tickEdit(now, ' '));
    if (now === undefined) return refuse('the item is no longer in the card with the same text and commands');
    if (now.ticked !== item.ticked) return refuse('its box was changed meanwhile');
    return splice(text, tickEdit(now, 'x'));
  });
}

/** Finds an item in the card as it is now: of equal items the one with the same number among them. */
function findAgain(item: ChecklistItem, before: Checklist, now: Checklist): ChecklistItem | undefined {
  const key = keyOf(item);
  const number = before.filter((other) => keyOf(other) === key).indexOf(item);
  const equals = now.filter((other) => keyOf(other) === key);
  return equals.length === before.filter((other) => keyOf(other) === key).length ? equals[number] : undefined;
}

function keyOf(item: ChecklistItem): string {
  return JSON.stringify([item.text, item.kind, item.commands, item.check ?? null]);
}
