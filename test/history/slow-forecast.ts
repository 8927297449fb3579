const RUNS = 5000;
const SEED = 20_070_416;
const WEEKS_OF_TEN_YEARS = 520;

/** What was found and what was finished in a week. */
export interface SlowWeek {
  readonly known: number;
  readonly done: number;
}

/** The weeks within which a part of all plays ended, by the name of the part; null for later than ten years. */
export type SlowSpread = Readonly<Record<'p50' | 'p85' | 'p95', number | null>>;

/** Mulberry32 as it is published, in numbers without a sign. */
function* mulberry32(seed: number): Generator<number, never> {
  let a = seed;
  for (;;) {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1) >>> 0;
    t = (t ^ (t + Math.imul(t ^ (t >>> 7), t | 61))) >>> 0;
    yield ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** Plays the future as the page about the figures says it. */
export function slowForecast(open: number, weeks: readonly SlowWeek[]): SlowSpread {
  const numbers = mulberry32(SEED);
  const lengths: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    let left = open;
    let length = 0;
    while (left > 0 && length <= WEEKS_OF_TEN_YEARS) {
      const week = weeks[Math.floor(numbers.next().value * weeks.length)] ?? { known: 0, done: 0 };
      left = left + week.known - week.done;
      length += 1;
    }
    lengths.push(length);
  }
  const within = (share: number) => {
    for (let length = 1; length <= WEEKS_OF_TEN_YEARS; length += 1)
      if (lengths.filter((each) => each <= length).length >= share * RUNS) return length;
    return null;
  };
  return { p50: within(0.5), p85: within(0.85), p95: within(0.95) };
}

/**
 * How likely it is that no card is open any more after some weeks, by adding up every way that it can go: nothing is
 * drawn. The answer at index `n` is for `n` weeks.
 */
export function chancesOfAnEnd(open: number, weeks: readonly SlowWeek[], most: number): readonly number[] {
  let left = new Map([[open, 1]]);
  let ended = 0;
  const chances = [0];
  for (let week = 1; week <= most; week += 1) {
    const next = new Map<number, number>();
    for (const [cards, chance] of left)
      for (const { known, done } of weeks) {
        const then = cards + known - done;
        if (then <= 0) ended += chance / weeks.length;
        else next.set(then, (next.get(then) ?? 0) + chance / weeks.length);
      }
    left = next;
    chances.push(ended);
  }
  return chances;
}
