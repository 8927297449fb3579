import type { ItemResult } from './verify-event.ts';

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

/** The worst of some results; see `verifyCard` for the order. */
export function worstResult(results: readonly ItemResult[]): ItemResult {
  return WORST_FIRST.find((result) => results.includes(result)) ?? 'skipped';
}
