import type { Card } from '../../cards/card.ts';
import { hintSentence, orderHints } from '../../order-hints.ts';
import { readyIn } from './look-up.ts';
import type { Model } from './model.ts';

/** What the texts that were read say about the order of a ready card among the others, in sentences. */
export function hintsFor(model: Model, card: Card): readonly string[] {
  if (model.goal === undefined || model.plan.stateOf(card).kind !== 'ready') return [];
  const ready = readyIn(model.plan, model.goal).map((each) => each.card);
  const read = ready.filter((each) => model.texts.has(each.path));
  return orderHints(model.plan, read, (each) => {
    const text = model.texts.get(each.path)?.text;
    return text === undefined || 'failed' in text ? undefined : text;
  })
    .filter(({ first, then }) => first === card || then === card)
    .map((hint) => hintSentence(hint, card));
}
