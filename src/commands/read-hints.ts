import type { Card } from '../cards/card.ts';
import { hintSentence, orderHints } from '../order-hints.ts';
import type { Plan } from '../plan.ts';
import type { Workbench } from '../workbench/workbench.ts';

/** What this card or another ready one says about their order, in sentences; nothing where the card is not ready. */
export async function readHints(plan: Plan, card: Card, workbench: Workbench): Promise<readonly string[]> {
  if (plan.stateOf(card).kind !== 'ready') return [];
  const ready = plan.rankReady().map((each) => each.card);
  const texts = new Map(
    await Promise.all(ready.map(async (each) => [each, await workbench.readCard(each)] as const)),
  );
  return orderHints(plan, ready, (each) => texts.get(each))
    .filter(({ first, then }) => first === card || then === card)
    .map((hint) => hintSentence(hint, card));
}
