import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { type Markup, markup } from './markup.ts';

/** The counts at the end of a day, which hold until the next entry. */
export interface ChartDay {
  /** The day in UTC, as `2026-11-23`. */
  readonly day: string;
  readonly known: number;
  readonly done: number;
}

const SIZE = { width: 620, height: 260 } as const;
const EDGE = { top: 14, right: 104, bottom: 30, left: 40 } as const;
/** Between two labels, as high as the words become in a narrow window. */
const LINE = 20;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Draws the cards known and the cards done over time: two lines of steps, so that what was discovered shows as the upper
 * one rising. Each line says at its end what it is, so that it needs no colour.
 *
 * @param days oldest first, at least two
 */
export function burnUpPart(days: readonly ChartDay[]): Markup {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return markup``;
  const most = Math.max(1, ...days.map(({ known }) => known));
  const across = scaleUtc([at(first), at(last)], [EDGE.left, SIZE.width - EDGE.right]);
  const up = scaleLinear([0, most], [SIZE.height - EDGE.bottom, EDGE.top]).nice(4);
  const steps = (of: (day: ChartDay) => number) =>
    line<ChartDay>(
      (day) => across(at(day)),
      (day) => up(of(day)),
    ).curve(curveStepAfter)([...days]) ?? '';
  const filled =
    area<ChartDay>(
      (day) => across(at(day)),
      up(0),
      (day) => up(day.done),
    ).curve(curveStepAfter)([...days]) ?? '';
  const whole = up.ticks(4).filter(Number.isInteger);
  const [knownAt, doneAt] = apart(up(last.known), up(last.done));
  const right = SIZE.width - EDGE.right;
  return markup`<svg class="chart" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-labelledby="chart-title"><title id="chart-title">Cards known and done from ${first.day} to ${last.day}: ${first.known} and ${first.done} at first, ${last.known} and ${last.done} at last</title>
${whole.map((count) => markup`<line class="grid" x1="${EDGE.left}" x2="${right}" y1="${up(count)}" y2="${up(count)}"/><text class="tick" x="${EDGE.left - 8}" y="${up(count) + 4}" text-anchor="end">${count}</text>`)}
${across
  .ticks(5)
  .filter((day) => day.getUTCHours() === 0)
  .map(
    (day) =>
      markup`<text class="tick" x="${across(day)}" y="${SIZE.height - 8}" text-anchor="middle">${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}</text>`,
  )}
<path class="done-area" d="${filled}"/><path class="done-line" d="${steps(({ done }) => done)}"/><path class="known-line" d="${steps(({ known }) => known)}"/>
<text class="end" x="${right + 8}" y="${knownAt + 4}">${last.known} known</text><text class="end" x="${right + 8}" y="${doneAt + 4}">${last.done} done</text>
</svg>`;
}

function at({ day }: ChartDay): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Two labels that would lie on one another move apart, and stay inside. */
function apart(upper: number, lower: number): readonly [number, number] {
  if (lower - upper >= LINE) return [upper, lower];
  const first = Math.max(EDGE.top, lower - LINE);
  return [first, first + LINE];
}
