import type { Card, Prerequisite } from '../cards/card.ts';
import { stemOf } from '../cards/stem-of.ts';
import type { Page } from '../graph/moving-links.ts';

/** What a document says of itself, part by part, since two branches may change different parts. */
export interface Said {
  /** Whether it is a card by itself. */
  readonly isCard: boolean;
  readonly title: string | undefined;
  readonly status: Pick<Card, 'status' | 'declared' | 'isStarted' | 'readable'>;
  readonly requires: readonly Prerequisite[];
  readonly branch: Card['branch'];
}

/** A part of what a document says. */
export type Part = keyof Said;

const NO_STATUS: Said['status'] = { status: undefined, declared: 'done', isStarted: false, readable: true };
const NOTHING: Said = {
  isCard: false,
  title: undefined,
  status: NO_STATUS,
  requires: [],
  branch: undefined,
};

/** The parts, in the order in which they are looked at. */
export const PARTS: readonly Part[] = ['isCard', 'title', 'status', 'requires', 'branch'];

const takenApart = new WeakMap<Card, Said>();

/** Takes a page apart: for the same one, the same answer. What is no card, or not there, says nothing. */
export function saidBy(page: Page | undefined): Said {
  const card = page?.own;
  if (card === undefined) return NOTHING;
  const known = takenApart.get(card);
  if (known !== undefined) return known;
  const { title, status, declared, isStarted, readable, requires, branch } = card;
  const said = { isCard: true, title, status: { status, declared, isStarted, readable }, requires, branch };
  takenApart.set(card, said);
  return said;
}

/** Whether two documents say the same about everything. */
export function agreeInAll(one: Said, other: Said): boolean {
  return PARTS.every((part) => agree(part, one, other));
}

/** Whether two documents say the same about one part. */
export function agree(part: Part, one: Said, other: Said): boolean {
  if (one === other) return true;
  switch (part) {
    case 'isCard':
    case 'title':
      return one[part] === other[part];
    case 'branch':
      return one.branch?.value === other.branch?.value;
    case 'status':
      return (
        one.status.status?.value === other.status.status?.value &&
        one.status.declared === other.status.declared &&
        one.status.isStarted === other.status.isStarted &&
        one.status.readable === other.status.readable
      );
    case 'requires':
      return (
        one.requires.length === other.requires.length &&
        one.requires.every((each, at) => keyOf(each) === keyOf(other.requires[at]))
      );
  }
}

/**
 * Makes a change to what one document says after another branch changed it as well.
 *
 * @param was what the document said where the change was made
 * @returns `said`, with that part as it is after the change; of `requires`, entry by entry
 */
export function withChange(
  part: Part,
  said: Said,
  { was, now }: { readonly was: Said; readonly now: Said },
): Said {
  if (part !== 'requires') return { ...said, [part]: now[part] };
  const before = new Set(was.requires.map(keyOf));
  const after = new Set(now.requires.map(keyOf));
  const kept = said.requires.filter((each) => !before.has(keyOf(each)) || after.has(keyOf(each)));
  const known = new Set(kept.map(keyOf));
  const added = now.requires.filter((each) => !before.has(keyOf(each)) && !known.has(keyOf(each)));
  return { ...said, requires: [...kept, ...added] };
}

/** Puts a page together that says this and lies there. */
export function pageSaying(said: Said, path: string, like: Page): Page {
  const stem = stemOf(path);
  const { isCard, title, status, requires, branch } = said;
  const place = { stem, path };
  return {
    ...place,
    own: isCard
      ? {
          ...place,
          title: title === undefined || title === like.stem ? stem : title,
          ...{ ...status, requires, branch },
          ...{ tags: [], modified: undefined, lastReviewed: undefined },
        }
      : undefined,
    asRequired: async () => ({ ...(await like.asRequired()), ...place }),
  };
}

function keyOf(prerequisite: Prerequisite | undefined): string {
  return `${prerequisite?.folder}/${prerequisite?.stem}`;
}
