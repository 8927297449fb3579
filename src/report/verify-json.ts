import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import type { ItemOutcome, ItemResult } from '../verify/verify-event.ts';
import type { Answer } from './schemas.ts';

/** What came of a run, or of one shard of it, in the form that can be handed on and joined with others. */
export type VerifyAnswer = Answer<'verify'>;

/** What came of one card. */
export type CardAnswer = VerifyAnswer['cards'][number];

/** What came of one command, or of an item without any. */
export type ItemAnswer = CardAnswer['items'][number];

/**
 * What came of verifying cards: a line for each command, and one for each item without any.
 *
 * @param shard which part of the cards these are; null for all of them
 */
export function verifyJson(
  plan: Plan,
  cards: readonly {
    readonly card: Card;
    readonly result: ItemResult;
    readonly items: readonly ItemOutcome[];
    readonly troubles: readonly string[];
  }[],
  shard: VerifyAnswer['shard'] = null,
): VerifyAnswer {
  return {
    schemaVersion: 1,
    shard,
    cards: cards.map(({ card, result, items, troubles }) => ({
      stem: card.stem,
      title: card.title,
      path: card.path,
      state: plan.stateOf(card).kind,
      result,
      items: items.flatMap(itemAnswers),
      troubles: [...troubles],
    })),
  };
}

/** The lines of one outcome: one for each command, or one without any. */
export function itemAnswers({ item, result, outcomes, note }: ItemOutcome): ItemAnswer[] {
  const { text, line, kind, ticked } = item;
  const about = { text, line, kind, ticked };
  if (outcomes.length === 0) {
    const nothing = { command: null, exitCode: null, signal: null, durationMs: 0, output: '' };
    return [{ ...about, result, note, ...nothing }];
  }
  return outcomes.map((outcome, index) => ({
    ...about,
    // The judgement belongs to the last command; the ones before it have their own result.
    ...(index === outcomes.length - 1 ? { result, note } : { result: outcome.result, note: null }),
    command: outcome.command,
    exitCode: outcome.exitCode,
    signal: outcome.signal,
    durationMs: outcome.durationMs,
    output:
      outcome.droppedBytes > 0
        ? `${outcome.head}\n… ${outcome.droppedBytes} bytes …\n${outcome.tail}`
        : `${outcome.head}${outcome.tail}`,
  }));
}
