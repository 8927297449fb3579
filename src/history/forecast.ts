import { seededRandom } from '../seeded-random.ts';

/** When the last card may be done, or why nothing can be said. */
export type Forecast =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'spread';
      /** Weeks from now within which this part of all runs had no open card left; null beyond ten years. */
      readonly weeks: {
        readonly p50: number | null;
        readonly p85: number | null;
        readonly p95: number | null;
      };
      readonly runs: number;
      readonly seed: number;
      /** The weeks of the past that were drawn from. */
      readonly from: number;
    };

const RUNS = 5000;
const SEED = 20_070_416;
const HORIZON = 520;
const LEAST_WEEKS = 4;
const LEAST_DONE = 3;

/**
 * Forecasts by playing the future many times: every week of it is one of the past, drawn at random, with all that was
 * found and all that was finished in it. The seed is fixed, so that the same history gives the same answer.
 *
 * @param open cards that are not done
 * @param weeks what was found and finished in each past week
 */
export function forecast(
  open: number,
  weeks: readonly { readonly known: number; readonly done: number }[],
): Forecast {
  if (open === 0) return { kind: 'none', reason: 'no card is open' };
  if (weeks.length < LEAST_WEEKS)
    return {
      kind: 'none',
      reason: `${tooFew(weeks.length, 'whole week', 'of history')}, and a forecast takes ${LEAST_WEEKS}`,
    };
  const done = weeks.reduce((sum, week) => sum + week.done, 0);
  if (done < LEAST_DONE)
    return {
      kind: 'none',
      reason: `${tooFew(done, 'card', `done in ${weeks.length} weeks`)}, and a forecast takes ${LEAST_DONE}`,
    };
  const random = seededRandom(SEED);
  const ends = Array.from({ length: RUNS }, () => play(open, weeks, random)).sort((a, b) => a - b);
  const at = (share: number) => {
    const end = ends[Math.ceil(share * RUNS) - 1] ?? HORIZON + 1;
    return end > HORIZON ? null : end;
  };
  const spread = { p50: at(0.5), p85: at(0.85), p95: at(0.95) };
  return { kind: 'spread', weeks: spread, runs: RUNS, seed: SEED, from: weeks.length };
}

function tooFew(count: number, one: string, what: string): string {
  const [some, are] =
    count <= 0
      ? [`no ${one}`, 'is']
      : count === 1
        ? [`only 1 ${one}`, 'is']
        : [`only ${count} ${one}s`, 'are'];
  return `there ${are} ${some} ${what}`;
}

function play(
  open: number,
  weeks: readonly { readonly known: number; readonly done: number }[],
  random: () => number,
): number {
  let left = open;
  let week = 0;
  while (left > 0 && week <= HORIZON) {
    const drawn = weeks[Math.floor(random() * weeks.length)];
    left += (drawn?.known ?? 0) - (drawn?.done ?? 0);
    week += 1;
  }
  return week;
}
