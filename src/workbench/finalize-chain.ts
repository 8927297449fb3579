import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { isRefusal, type Refusal, refuse } from '../edit/refusal.ts';
import { removeFields } from '../edit/remove-fields.ts';
import { changeFile, writePlaceOf } from '../edit/write-file.ts';
import type { Plan } from '../plan.ts';
import type { WhyNot } from '../why-not.ts';

/** A card that finalizing changes, with its text before and after. */
export interface FinalEdit {
  readonly card: Card;
  readonly before: string;
  readonly after: string;
}

/** What finalizing a chain would do, or everything that speaks against it. */
export type FinalPlan =
  | { readonly kind: 'refused'; readonly refusals: readonly WhyNot[] }
  | {
      readonly kind: 'edits';
      /** Prerequisites first, the goal last. */
      readonly edits: readonly FinalEdit[];
      /** Cards that keep their fields, since an open chain has them too. */
      readonly shared: readonly { readonly card: Card; readonly by: readonly string[] }[];
    };

/** Works out what finalizing a chain changes, and writes nothing. */
export function planFinalize(plan: Plan, goal: Card): FinalPlan {
  const chain = plan.graph.chainOf(goal);
  const refusals: WhyNot[] = [];
  if (!plan.graph.isGoal(goal)) {
    const by = plan.graph.dependentsOf(goal).map(({ stem }) => stem);
    refusals.push({
      reason: `it is no goal: ${by.join(', ')} requires it`,
      help: `mikado tree ${goal.stem} --up`,
    });
  }
  for (const card of chain) {
    if (plan.stateOf(card).kind !== 'done')
      refusals.push({ reason: `${card.stem} is open`, help: `mikado close ${card.stem}` });
  }
  if (refusals.length === 0 && plan.isTroubledBelow(goal))
    refusals.push({
      reason: 'something that it requires is missing or cannot be read',
      help: 'mikado check',
    });
  if (refusals.length > 0) return { kind: 'refused', refusals };

  const open = plan.chains.filter((each) => !each.finished && each.goal !== goal);
  const members = open.map((each) => ({
    stem: each.goal.stem,
    cards: new Set(plan.graph.chainOf(each.goal)),
  }));
  const shared: { card: Card; by: readonly string[] }[] = [];
  const edits: FinalEdit[] = [];
  for (const card of chain.toReversed()) {
    const by = members.filter(({ cards }) => cards.has(card)).map(({ stem }) => stem);
    if (by.length > 0) {
      shared.push({ card, by });
      continue;
    }
    const before = readFileSync(path.join(plan.place.top, card.path), 'utf8');
    const after = removeFields(before);
    if (isRefusal(after))
      refusals.push({ reason: `${card.path}: ${after.refused}`, help: `mikado show ${card.stem}` });
    else if (after !== before) edits.push({ card, before, after });
  }
  return refusals.length > 0 ? { kind: 'refused', refusals } : { kind: 'edits', edits, shared };
}

/**
 * Writes what `planFinalize` worked out, prerequisites first: the goal names its chain until the end, so whoever is
 * interrupted runs it again and gets the rest.
 *
 * @returns the first thing that could not be written, and why
 */
export async function writeFinalize(
  plan: Plan,
  edits: readonly FinalEdit[],
): Promise<{ readonly message: string; readonly kind: 'changed' | 'failed' } | undefined> {
  for (const { card, before, after } of edits) {
    const change = (text: string): string | Refusal =>
      text === before ? after : refuse('it was changed meanwhile');
    const file = path.join(plan.place.top, card.path);
    const outcome = await changeFile(file, { ...writePlaceOf(plan.place), change });
    if (outcome.kind === 'written' || outcome.kind === 'unchanged') continue;
    const why = 'reason' in outcome ? outcome.reason : 'it was changed meanwhile';
    const kind = outcome.kind === 'failed' ? 'failed' : 'changed';
    return { kind, message: `${card.path} was not changed: ${why}` };
  }
  return undefined;
}
