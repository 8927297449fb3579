import { quantile } from '../measure.ts';

/** What a row of the table says. */
export interface Line {
  /** The goal and what was measured, such as `G3 key to frame, 1,000 cards`. */
  readonly name: string;
  readonly goal: string;
  readonly figure: string;
  /** Multiples of what `node -e 0` took in the same rounds, where time was measured. */
  readonly ratio?: string;
  /** Undefined where it could not be measured here. */
  readonly holds: boolean | undefined;
}

/** What figures are measured with. */
export interface How {
  readonly rounds: number;
  readonly keys: number;
  /** How long nothing is done to a screen, and how long it is looked at for a flash, in seconds. */
  readonly idle: number;
  /** A folder for whatever has to be written; gone afterwards. */
  readonly top: string;
}

/** Measures what belongs together, and tells it row by row. */
export type Measure = (how: How) => AsyncGenerator<Line>;

/** What `node -e 0` took where the goals in milliseconds were set. */
const BASE_MS = 26;

/** How long something took, again and again, and what `node -e 0` took in between; in milliseconds. */
export interface Times {
  readonly own: readonly number[];
  readonly base: readonly number[];
  /** How long the processor was at it, where that was measured too: it waits for nobody, so a busy machine changes it less. */
  readonly busy?: readonly number[];
}

/**
 * A row for times with a goal in milliseconds. The goal is one for the machine where it was set: where `node -e 0` takes
 * longer, so may what is measured.
 */
export function timesLine(
  name: string,
  { own, base, busy = [] }: Times,
  goal: { readonly median?: number; readonly p95?: number },
): Line {
  const [median, p95, peer] = [quantile(own, 0.5), quantile(own, 0.95), quantile(base, 0.5)];
  const scale = Math.max(1, peer / BASE_MS);
  const within = (value: number, most: number | undefined): boolean =>
    most === undefined || value <= most * scale;
  const wanted = [
    ...(goal.median === undefined ? [] : [`<= ${goal.median}`]),
    ...(goal.p95 === undefined ? [] : [`p95 <= ${goal.p95}`]),
  ];
  return {
    name,
    goal: `${wanted.join(', ')} ms`,
    figure: `${median.toFixed(1)}, p95 ${p95.toFixed(1)} ms${busyWord(busy)}`,
    ratio: `${(median / peer).toFixed(2)}x, ${(p95 / peer).toFixed(2)}x of ${peer.toFixed(0)} ms`,
    holds: own.length === 0 ? undefined : within(median, goal.median) && within(p95, goal.p95),
  };
}

function busyWord(busy: readonly number[]): string {
  const [median, p95] = [quantile(busy, 0.5), quantile(busy, 0.95)];
  return Number.isNaN(median) ? '' : `; busy ${median.toFixed(1)}, ${p95.toFixed(1)}`;
}

/** A row for a time whose goal is a multiple of what `node -e 0` takes. */
export function multipleLine(name: string, { own, base }: Times, most: number): Line {
  const [median, peer] = [quantile(own, 0.5), quantile(base, 0.5)];
  return {
    name,
    goal: `<= ${most}x`,
    figure: `${median.toFixed(0)} ms`,
    ratio: `${(median / peer).toFixed(1)}x of ${peer.toFixed(0)} ms`,
    holds: own.length === 0 ? undefined : median / peer <= most,
  };
}
