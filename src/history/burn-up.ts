import type { Life, LifeEvent } from './lives.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How many cards were known and done at the end of a day; it holds until the next entry. */
export interface BurnUpDay {
  /** The day in UTC, as `2026-11-23`. */
  readonly day: string;
  readonly known: number;
  readonly done: number;
}

/** How the counts of cards changed at some time. */
interface Change {
  readonly time: number;
  readonly known: number;
  readonly done: number;
}

/**
 * Counts the cards known and the cards done at the end of every day on which something changed, in UTC, so that the
 * answer is the same for everybody. What was finalized stays known and done; what was deleted, abandoned or dropped is
 * neither.
 *
 * @param until the last day's end, in milliseconds since 1970: there is an entry for that day
 */
export function burnUp(lives: readonly Life[], until: number): readonly BurnUpDay[] {
  const changes = changesOf(lives);
  if (changes.length === 0) return [];
  const days = new Map<string, { known: number; done: number }>();
  const total = { known: 0, done: 0 };
  for (const { time, known, done } of changes) {
    total.known += known;
    total.done += done;
    days.set(dayOf(time), { ...total });
  }
  days.set(dayOf(until), { ...total });
  return [...days].map(([day, counts]) => ({ day, ...counts }));
}

/**
 * How many cards were found and finished in each of the whole weeks that end at a time, oldest first; less than none
 * where more were dropped or reopened. A week is seven times 24 hours.
 */
export function weeksUntil(lives: readonly Life[], until: number): readonly Omit<Change, 'time'>[] {
  const changes = changesOf(lives);
  const first = changes[0]?.time ?? until;
  const weeks = Array.from({ length: Math.floor((until - first) / (7 * DAY)) }, () => ({
    known: 0,
    done: 0,
  }));
  for (const { time, known, done } of changes) {
    const week = weeks[weeks.length - 1 - Math.floor((until - time) / (7 * DAY))];
    if (week === undefined) continue;
    week.known += known;
    week.done += done;
  }
  return weeks;
}

function changesOf(lives: readonly Life[]): readonly Change[] {
  const changes = lives.flatMap(({ events }) => {
    let before = { known: 0, done: 0 };
    return events.map((event): Change => {
      const after = countsAfter(event);
      const change = { known: after.known - before.known, done: after.done - before.done };
      before = after;
      return { time: event.at.time, ...change };
    });
  });
  return changes.sort((a, b) => a.time - b.time);
}

function countsAfter({ kind, isDone }: LifeEvent): { known: number; done: number } {
  if (kind === 'deleted' || kind === 'abandoned' || kind === 'dropped') return { known: 0, done: 0 };
  return { known: 1, done: isDone ? 1 : 0 };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
