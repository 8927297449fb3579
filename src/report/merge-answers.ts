import type { ItemResult } from '../verify/verify-event.ts';
import type { CardAnswer, VerifyAnswer } from './verify-json.ts';

/** The answers of shards, joined; or why they are not the whole of one run. */
export type Merged =
  | {
      readonly kind: 'whole';
      readonly answer: VerifyAnswer;
      /** Cards that were verified more than once, of which the worst counts. */
      readonly twice: readonly CardAnswer[];
    }
  /** The shards that no answer is from. */
  | { readonly kind: 'missing'; readonly missing: readonly number[]; readonly count: number }
  /** The numbers of shards that the answers name, two at least. */
  | { readonly kind: 'mixed'; readonly counts: readonly number[] };

/**
 * Joins the answers of a run that was spread over machines, by stem. A card in two of them counts by the worse result.
 *
 * @param worst answers the worst of some results
 */
export function mergeAnswers(
  answers: readonly VerifyAnswer[],
  worst: (results: readonly ItemResult[]) => ItemResult,
): Merged {
  const shards = answers.flatMap(({ shard }) => (shard === null ? [] : [shard]));
  const counts = [...new Set(shards.map(({ count }) => count))];
  const [count = 0] = counts;
  if (counts.length > 1) return { kind: 'mixed', counts };
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter(
    (index) => !shards.some((shard) => shard.index === index),
  );
  if (missing.length > 0) return { kind: 'missing', missing, count };
  const byPath = new Map<string, CardAnswer>();
  const twice = new Set<CardAnswer>();
  for (const card of answers.flatMap(({ cards }) => cards)) {
    const known = byPath.get(card.path);
    const isWorse = known === undefined || worst([known.result, card.result]) !== known.result;
    if (known !== undefined) twice.add(card);
    if (isWorse) byPath.set(card.path, card);
  }
  const cards = [...byPath.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { kind: 'whole', answer: { schemaVersion: 1, shard: null, cards }, twice: [...twice] };
}

function keyOf({ stem, path }: CardAnswer): string {
  return `${stem}\0${path}`;
}
