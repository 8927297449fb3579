import type { CardThen } from './step.ts';

/**
 * How a card left the graph: its file was `deleted`; it is `finalized` where a done chain lost its Mikado fields,
 * `abandoned` where they were taken from a chain in which something was open, and `dropped` where it was a card only
 * because others required it, which they do no more.
 */
export type Leaving = 'deleted' | 'finalized' | 'abandoned' | 'dropped';

/**
 * Tells how cards left the graph, that went in one step.
 *
 * @param gone the cards as they were before
 * @param stays whether the file that held a card is still there, here or under another name
 */
export function howLeft(
  gone: readonly CardThen[],
  stays: (path: string) => boolean,
): ReadonlyMap<string, Leaving> {
  const above = dependentsAmong(gone);
  return new Map(gone.map((card) => [card.path, stays(card.path) ? howUndressed(card, above) : 'deleted']));
}

type Dependents = ReadonlyMap<string, readonly CardThen[]>;

/** Of the cards that go, those that require a path. */
function dependentsAmong(gone: readonly CardThen[]): Dependents {
  const above = new Map<string, CardThen[]>(gone.map(({ path }) => [path, []]));
  for (const card of gone) for (const path of card.requires) above.get(path)?.push(card);
  return above;
}

function howUndressed(card: CardThen, dependents: Dependents): Leaving {
  const above = new Set([card]);
  for (const each of above) for (const next of dependents.get(each.path) ?? []) above.add(next);
  const heads = [...above].filter(({ path }) => (dependents.get(path) ?? []).length === 0);
  const [head = card] = heads;
  if (head === card && !card.isCardItself) return 'dropped';
  return (heads.length === 0 ? [...above] : heads).some((each) => !each.isTroubled)
    ? 'finalized'
    : 'abandoned';
}
