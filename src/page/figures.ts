import { clip } from '../clip.ts';
import { type Markup, markup } from '../drawing/markup.ts';
import { SHAPE_SIZE, shapeOf } from '../drawing/shape.ts';

/** Longer texts of a card are cut: nobody reads on. */
const MAX_TEXT = 300;

/**
 * A number that can be found in the page by the way to it in the JSON of the same report, as `counts.known`.
 *
 * @param shown how it is written, where that is not the number itself
 */
export function figure(name: string, value: number, shown: string = String(value)): Markup {
  return markup`<data value="${value}" data-figure="${name}">${shown}</data>`;
}

/** A card by title and stem, its direction of writing kept apart from the page's. */
export function named({ stem, title }: { readonly stem: string; readonly title: string }): Markup {
  const code = markup`<code><bdi>${clip(stem, MAX_TEXT)}</bdi></code>`;
  return title === stem ? code : markup`<b><bdi>${clip(title, MAX_TEXT)}</bdi></b> ${code}`;
}

/** Any text of a card or of a person, cut where it is long. */
export function told(text: string): Markup {
  return markup`<bdi>${clip(text, MAX_TEXT)}</bdi>`;
}

/** A state as sign and word. */
export function stateMark(kind: 'done' | 'ready' | 'blocked'): Markup {
  return markup`<span class="state ${kind}">${stateShape(kind)}${kind}</span>`;
}

/** The sign of a state alone, beside text that tells the same. */
export function stateShape(kind: 'done' | 'ready' | 'blocked'): Markup {
  return markup`<svg class="sign ${kind}" viewBox="0 0 ${SHAPE_SIZE} ${SHAPE_SIZE}" width="${SHAPE_SIZE}" height="${SHAPE_SIZE}" aria-hidden="true">${shapeOf(kind)}</svg>`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The day of a time in UTC, as `24 November 2026`. */
export function dayText(when: string): string {
  const [year = '', month = '', day = ''] = when.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}
