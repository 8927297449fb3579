import type { Card } from '../../cards/card.ts';
import { hintSentence, type OrderHint, orderHints } from '../../order-hints.ts';
import type { Plan } from '../../plan.ts';
import { readyIn } from './look-up.ts';
import type { Model } from './model.ts';

const remembered = new WeakMap<
  Model['texts'],
  { readonly plan: Plan; readonly goal: Card; readonly hints: readonly OrderHint[] }
>();

/** What the texts that were read say about the order of the ready cards of the chain; looked for once after each reading. */
export function chainHints({ plan, goal, texts }: Model): readonly OrderHint[] {
  if (goal === undefined) return [];
  const known = remembered.get(texts);
  if (known?.plan === plan && known.goal === goal) return known.hints;
  const ready = readyIn(plan, goal).map((each) => each.card);
  const read = ready.filter((each) => texts.has(each.path));
  const hints = orderHints(plan, read, (each) => {
    const text = texts.get(each.path)?.text;
    return text === undefined || 'failed' in text ? undefined : text;
  });
  remembered.set(texts, { plan, goal, hints });
  return hints;
}

/** What they say about the order of one of them, in sentences. */
export function hintsFor(model: Model, card: Card): readonly string[] {
  if (model.plan.stateOf(card).kind !== 'ready') return [];
  return chainHints(model)
    .filter(({ first, then }) => first === card || then === card)
    .map((hint) => hintSentence(hint, card));
}
