/** One part of the work when it is spread over several machines: the `index`th of `count`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/5`; undefined for anything that is not such a part. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined) return undefined;
  return index >= 1 && index <= count ? { index, count } : undefined;
}

/**
 * The cards of one part, in the order in which they were given. They are dealt out by stem and path, so that machines
 * that read the same cards need not talk: each card is in exactly one part, and no part has two more than another.
 */
export function cardsOfShard<T extends { readonly stem: string; readonly path: string }>(
  cards: readonly T[],
  { index, count }: Shard,
): readonly T[] {
  const key = (card: T) => `${card.stem}\0${card.path}`;
  const sorted = [...cards].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const own = new Set(sorted.filter((_, place) => place % count === index - 1));
  return cards.filter((card) => own.has(card));
}
