import { type Checklist, scriptsOf } from '../checklist/checklist.ts';
import { type Judging, needsPerson, refusalOf, refusedFor, SKIPPED } from './judge-item.ts';
import type { CardVerification } from './verify-card.ts';
import type { ItemOutcome } from './verify-event.ts';
import { worstResult } from './worst-result.ts';

/**
 * Says what `verifyCard` would come to without running or asking anything: `skipped` for what would run, `refused`
 * for what may not run, with the reason as its note, `needs-person` for what a person decides.
 */
export function listCard(
  verification: Pick<Judging, 'whyNot' | 'select'> & { readonly checklist: Checklist },
): Omit<CardVerification, 'troubles'> {
  const { checklist, whyNot, select } = verification;
  const items = checklist.map((item): ItemOutcome => {
    if (select?.(item) === false || item.kind === 'waived') return { item, ...SKIPPED };
    if (scriptsOf(item).length === 0) return { item, ...needsPerson(item) };
    const refusal = refusalOf(item, whyNot);
    return { item, ...(refusal === undefined ? SKIPPED : refusedFor(refusal)) };
  });
  return { result: worstResult(items.map((item) => item.result)), items };
}
