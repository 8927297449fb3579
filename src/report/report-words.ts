import type { Answer } from './schemas.ts';

type Since = NonNullable<Answer<'report'>['since']>;
type Blocker = Answer<'report'>['blocked'][number]['blockers'][number];

/** By which way through the commits a report goes, as the words behind their number. */
export const WALK_WORDS: Readonly<Record<NonNullable<Answer<'report'>['history']>['walk'], string>> = {
  'first-parent': 'by first parents',
  full: 'in the full history',
};

/** What happened to a card, as the words between its name and the rest of a sentence. */
export const EVENT_WORDS: Readonly<Record<Since['events'][number]['kind'], string>> = {
  discovered: 'was discovered',
  started: 'was started',
  closed: 'was closed',
  reopened: 'was reopened',
  renamed: 'was renamed',
  returned: 'came back',
  deleted: 'was deleted',
  finalized: 'was finalized',
  abandoned: 'was abandoned while something was open',
  dropped: 'was no longer required',
};

const ALWAYS = ['discovered', 'closed', 'reopened'] as const;
const WHERE_ANY = [
  'started',
  'renamed',
  'returned',
  'deleted',
  'folded',
  'finalized',
  'abandoned',
  'dropped',
] as const;

/** What is counted of what happened: what makes a chain grow and shrink always, the rest where it happened. */
export function eventCounts({
  counts,
}: Since): readonly (readonly [kind: keyof Since['counts'], count: number])[] {
  return [...ALWAYS, ...WHERE_ANY.filter((kind) => counts[kind] > 0)].map((kind) => [kind, counts[kind]]);
}

/** What to say where nothing is known to have happened. */
export function nothingWords(history: Answer<'report'>['history']): string {
  return history === null ? 'Without a history nobody can tell.' : 'Nothing happened to a card.';
}

/** What became of a card that is not in the graph any more: the last thing that happened to it. */
export function howItLeft({ events }: Answer<'report'>['cards'][number]): string {
  const last = events.at(-1);
  return last?.into == null ? (last?.kind ?? '') : 'folded';
}

/** Blockers by the reason why each blocks, in the order in which the reasons come first. */
export function byReason(
  blockers: readonly Blocker[],
): readonly { readonly reason: Blocker['reason']; readonly stems: readonly string[] }[] {
  const groups = new Map<Blocker['reason'], string[]>();
  for (const { stem, reason } of blockers) groups.set(reason, [...(groups.get(reason) ?? []), stem]);
  return [...groups].map(([reason, stems]) => ({ reason, stems }));
}

/** A time in days with one decimal, as it stands in tables. */
export function inDays(seconds: number): string {
  return (seconds / 86_400).toFixed(1);
}

/** A time in UTC to the minute, as `2026-11-24 08:15 UTC`. */
export function minuteText(when: string): string {
  return `${when.slice(0, 10)} ${when.slice(11, 16)} UTC`;
}

/** When the last of these cards was done, where all are; undefined where that is not known. */
export function lastDone({ cards }: Answer<'report'>): string | undefined {
  const closed = cards.flatMap(({ inGraph, events }) =>
    inGraph ? events.filter(({ kind }) => kind === 'closed' || kind === 'discovered') : [],
  );
  return closed
    .map(({ when }) => when)
    .sort()
    .at(-1);
}

/** What became of the cards that were there once, as `2 finalized, 1 deleted`; the empty text where none was. */
export function whatLeft({ cards }: Answer<'report'>): string {
  const counts = new Map<string, number>();
  for (const card of cards)
    if (!card.inGraph) counts.set(howItLeft(card), (counts.get(howItLeft(card)) ?? 0) + 1);
  return [...counts].map(([how, count]) => `${count} ${how}`).join(', ');
}
