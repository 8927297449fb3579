import { followLives, type LifeEvent } from './lives.ts';
import { type CardThen, cardsAfter, type Occasion, type Step } from './step.ts';

/** The graph as it came about, step by step. */
export interface Timeline {
  /** Oldest first; the work tree is the last one where it differs from the last commit. */
  readonly steps: readonly TimelineStep[];
  /** False in a shallow clone: what the first step holds may be older than that. */
  readonly complete: boolean;
  /** The cards after a step, by path; an index beyond the last step gives those of the last one. */
  cardsAt(index: number): ReadonlyMap<string, CardThen>;
}

/** A commit that changed the graph. */
interface TimelineStep {
  readonly at: Occasion;
  /** The first line of the commit's message; empty for what is not committed. */
  readonly subject: string;
  /** What happened to cards in it; a card that only became ready or blocked has no event. */
  readonly events: readonly LifeEvent[];
  /** The cards that were found or are not as they were, as they are after the step. */
  readonly changed: readonly CardThen[];
}

/**
 * Tells the graph step by step.
 *
 * @param until the time of the last state's end, in milliseconds since 1970
 */
export function timelineOf(
  { steps, complete }: { readonly steps: readonly Step[]; readonly complete: boolean },
  until: number,
): Timeline {
  const events = new Map<Occasion, LifeEvent[]>(steps.map(({ at }) => [at, []]));
  for (const life of followLives(steps, until))
    for (const event of life.events) events.get(event.at)?.push(event);
  return {
    steps: steps.map(({ at, subject, changed }) => ({ at, subject, changed, events: events.get(at) ?? [] })),
    complete,
    cardsAt: (index) => cardsAfter(steps, index),
  };
}
