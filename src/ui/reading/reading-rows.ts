import type { Glyphs } from '../draw/glyphs.ts';
import { between, cutEnd, padRow, type Row, span } from '../draw/rows.ts';
import { layoutFor } from '../model/geometry.ts';
import type { Size } from '../model/model.ts';

/** How far the reading of the cards is. */
export interface Progress {
  readonly read: number;
  readonly of: number;
}

/** The widest that the bar is drawn, in columns. */
const WIDEST_BAR = 40;

/**
 * The screen while the cards are being read: how many of how many, and the keys that act.
 *
 * @param notice one line above the footer, such as why a key did nothing
 */
export function readingRows(
  { read, of }: Progress,
  how: { readonly size: Size; readonly glyphs: Glyphs; readonly notice: string | undefined },
): readonly Row[] {
  const { glyphs, notice, size } = how;
  const { columns, rows } = size;
  const row = (text: string): Row => padRow([span(cutEnd(text, columns, glyphs.ellipsis))], columns);
  const words = `Reading the cards: ${grouped(read)} of ${grouped(of)} documents`;
  // Below that nothing but one line has room.
  if (layoutFor(size) === 'tiny') return Array.from({ length: rows }, (_, at) => row(at === 0 ? words : ''));
  const bar = barOf(read / of, Math.min(WIDEST_BAR, columns - 2));
  const indent = ' '.repeat(Math.max(0, Math.floor((columns - Math.max(words.length, bar.length)) / 2)));
  const middle = Math.floor(rows / 2);
  const drawn = new Map<number, Row>([
    [0, between([span('mikado', 'strong')], [span('reading')], columns)],
    [2, padRow([span(glyphs.rule.across.repeat(columns), 'dim')], columns)],
    [middle - 1, row(indent + words)],
    [middle, row(indent + bar)],
    [rows - 2, padRow([span(cutEnd(notice ?? '', columns, glyphs.ellipsis), 'asks')], columns)],
    [rows - 1, between([], [span('q quit')], columns)],
  ]);
  return Array.from({ length: rows }, (_, at) => drawn.get(at) ?? row(''));
}

function barOf(share: number, columns: number): string {
  const room = columns - 2;
  const full = Math.round(Math.min(1, share) * room);
  return `[${'#'.repeat(full)}${'.'.repeat(room - full)}]`;
}

/** A number as people read it: `12,345`. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
