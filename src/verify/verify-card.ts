import type { Card } from '../cards/card.ts';
import type { Checklist, ChecklistItem } from '../checklist/checklist.ts';
import { EventLine } from './event-line.ts';
import { intentOf, type Judged, type Judging, judgeItem } from './judge-item.ts';
import { type Keeping, ResultKeeper } from './keep-results.ts';
import type { ItemOutcome, ItemResult, VerifyEvent } from './verify-event.ts';
import { worstResult } from './worst-result.ts';

/** What verifying a card needs; everything outside is handed in. */
export interface Verification extends Judging {
  readonly card: Card;
  readonly checklist: Checklist;
  /**
   * Whether a person is asked before the next item runs, which is the default, or while the next ones run; then
   * `judge` may be asked about several items at once, and items end in another order than they started.
   */
  readonly asking?: 'in-turn' | 'meanwhile';
  /** Where results are kept: without it neither the boxes of the card nor its evidence change. */
  readonly keeping?: Keeping;
  readonly onEvent?: (event: VerifyEvent) => void;
}

/** What came of a card. */
export interface CardVerification {
  readonly result: ItemResult;
  readonly items: readonly ItemOutcome[];
  /** Why a result could not be kept, such as a full disk; one sentence each. */
  readonly troubles: readonly string[];
}

/** How much output may wait for a result before it to be kept, in bytes. */
const HELD_OUTPUT = 64 * 1024;

/**
 * Verifies the items of a card in their order, and ticks what passed and unticks what failed.
 *
 * An automatic item runs its commands up to the first that does not pass. An assisted item runs them all, as long as
 * they end by themselves, and a person judges; a manual item is asked about, as is one whose command wants a
 * terminal that is not there. Without a person these are `needs-person`, and so is a template. A waived item is
 * `skipped`, and an item with a command that may not run is `refused` without running any, with the reason as its note. One
 * item's failure does not stop the next.
 *
 * No box is ticked without a recorded pass (see `ResultKeeper`). An item is `changed`, and left alone, when anyone but
 * ourselves changed the card while its commands ran, its commands among them, or when the item is no longer there with
 * the same text, kind, commands and box. An item's end is told once its result is kept.
 *
 * The card's result is the worst of its items, in this order: failed, timed-out, killed, leaked, not-found, changed,
 * refused, needs-person, passed, skipped. A card without items is `skipped`.
 */
export async function verifyCard(verification: Verification): Promise<CardVerification> {
  const { card, checklist, keeping, signal, asking = 'in-turn' } = verification;
  const keeper = keeping && new ResultKeeper(checklist, keeping);
  const events = new EventLine(verification.onEvent);
  const troubles = new Set<string>();

  const keep = async (item: ChecklistItem, judged: Judged): Promise<ItemOutcome> => {
    const outcome = { item, ...judged };
    if (signal?.aborted && judged.result !== 'skipped')
      return { ...outcome, result: 'killed', judgedBy: null };
    if (keeper === undefined || outcome.judgedBy === null) return outcome;
    const kept = await keeper.keep(outcome);
    if (kept.trouble !== undefined) troubles.add(kept.trouble);
    return kept.outcome;
  };
  /** Whoever is asked, or gets the terminal, sees everything that came before. */
  const catchUp = async (): Promise<void> => {
    await keeper?.flush();
    await events.told();
  };
  const finish = (index: number, ended: Promise<ItemOutcome>): Promise<ItemOutcome> => {
    events.tell(ended.then((outcome) => ({ kind: 'item-finished', card, index, outcome })));
    return ended;
  };
  const askAndFinish = async (
    at: { readonly item: ChecklistItem; readonly index: number },
    ask: () => Promise<Judged>,
  ): Promise<ItemOutcome> => {
    await catchUp();
    const ended = finish(at.index, keep(at.item, await ask()));
    await keeper?.flush();
    return ended;
  };

  const ends: Promise<ItemOutcome>[] = [];
  for (const [index, item] of checklist.entries()) {
    const { command, refusal } = intentOf(item, verification);
    events.tell({ kind: 'item-started', card, item, index, command });
    const onOutput = (chunk: Buffer): void => {
      events.tell({ kind: 'output', card, index, chunk });
      if (events.heldBytes > HELD_OUTPUT) void keeper?.flush();
    };
    const file = keeping && { file: keeping.file };
    const step = await judgeItem(item, { ...verification, ...file, onOutput, catchUp, refusal });
    const end =
      typeof step === 'function' ? askAndFinish({ item, index }, step) : finish(index, keep(item, step));
    ends.push(end);
    if (asking === 'in-turn' && typeof step === 'function') await end;
  }
  await keeper?.flush();
  const items = await Promise.all(ends);
  const result = worstResult(items.map((item) => item.result));
  events.tell({ kind: 'card-finished', card, result, items });
  await events.told();
  return { result, items, troubles: [...troubles] };
}
