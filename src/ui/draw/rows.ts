import stringWidth from 'string-width';
import { visible } from '../../visible.ts';
import type { Role } from './glyphs.ts';

/** A piece of a row in one style. Its text is safe to print. */
export interface Span {
  readonly text: string;
  readonly role: Role;
  readonly inverse?: boolean;
  /** A weight and one of the sixteen colours that a command gave its output, as the parameters of an SGR sequence. */
  readonly style?: string;
}

/** One line of the screen from left to right. */
export type Row = readonly Span[];

const PLAIN = /^[\x20-\x7e]*$/;
/** Latin letters, rules and our own signs: one column each, on every terminal that shows them at all. */
const NARROW = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u2013-\u2026\u2190-\u2193\u2500-\u257f▸◌✓✗⟳⤷]*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Tells whether text is of characters that every terminal shows in one column each. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

/** Columns that text takes on a terminal: wide characters two, combining marks none. */
export function columnsOf(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text);
}

/** Columns that a row takes. */
export function rowColumns(row: Row): number {
  return row.reduce((sum, span) => sum + columnsOf(span.text), 0);
}

/**
 * Makes text from a file or a command fit for the screen: hidden characters are spelled out, and of a pile of combining
 * marks on one letter only the first eight are kept, so that no letter grows without end.
 */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return visible(text).replace(/(\p{M}{8})\p{M}+/gu, '$1');
}

/** A span of our own words in a role. */
export function span(text: string, role: Role = 'plain'): Span {
  return { text, role };
}

/** The longest beginning of text that fits in a number of columns. */
export function takeColumns(text: string, columns: number): string {
  if (isNarrow(text)) return text.slice(0, Math.max(0, columns));
  let taken = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += columnsOf(segment);
    if (used > columns) break;
    taken += segment;
  }
  return taken;
}

/** What is left of text after `takeColumns` columns; a wide character on the border is replaced by a space. */
export function dropColumns(text: string, columns: number): string {
  if (isNarrow(text)) return text.slice(Math.max(0, columns));
  let used = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    if (used >= columns) return ' '.repeat(used - columns) + text.slice(index);
    used += columnsOf(segment);
  }
  return ' '.repeat(Math.max(0, used - columns));
}

/** Breaks text anywhere into pieces of at most a number of columns, as a terminal does; at least one, and all of it. */
export function chop(text: string, columns: number): readonly string[] {
  const room = Math.max(1, columns);
  if (isNarrow(text)) {
    const count = Math.max(1, Math.ceil(text.length / room));
    return Array.from({ length: count }, (_, index) => text.slice(index * room, (index + 1) * room));
  }
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const width = columnsOf(segment);
    if (used + width > room && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += width;
  }
  return [...pieces, piece];
}

/** Cuts text that is too wide at its end and marks the cut. A number is left out whole: a part of it is another one. */
export function cutEnd(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text;
  if (columns <= 0) return '';
  const taken = takeColumns(text, columns - 1);
  const isInNumber = /^[,.:]?\d/.test(text.slice(taken.length));
  return (isInNumber ? taken.replace(/\d[\d,.:]*$/, '') : taken) + ellipsis;
}

/** Cuts a name that is too wide in its middle: the beginnings and the ends of stems are what tells them apart. */
export function cutMiddle(text: string, columns: number, ellipsis: string): string {
  const whole = columnsOf(text);
  if (whole <= columns) return text;
  if (columns < 4) return cutEnd(text, columns, ellipsis);
  const head = takeColumns(text, Math.ceil((columns - 1) / 2));
  const tail = dropColumns(text, whole - (columns - 1 - columnsOf(head)));
  // Half of a wide character is no blank of the name.
  return head + ellipsis + (text.endsWith(tail) ? tail : tail.trimStart());
}

/** Cuts or pads a row to exactly a number of columns. The padding takes the style of the last span when it is inverse. */
export function padRow(row: Row, columns: number): Row {
  const fitted: Span[] = [];
  let left = columns;
  for (const each of row) {
    if (left <= 0) break;
    const width = columnsOf(each.text);
    const text = width <= left ? each.text : takeColumns(each.text, left);
    if (text !== '') fitted.push(text === each.text ? each : { ...each, text });
    left -= columnsOf(text);
    if (width > columnsOf(text)) break;
  }
  if (left > 0) fitted.push({ ...span(' '.repeat(left)), inverse: row.at(-1)?.inverse === true });
  return fitted;
}

/** A row with text at both ends; the left end is cut when both do not fit. */
export function between(left: Row, right: Row, columns: number): Row {
  const room = columns - rowColumns(right);
  return room <= 0 ? padRow(right, columns) : [...padRow(left, room), ...right];
}

/** The part of a row between two columns, exactly as wide. */
export function slice(row: Row, from: number, to: number): Row {
  let passed = 0;
  const rest: Span[] = [];
  for (const each of row) {
    const width = columnsOf(each.text);
    if (passed + width > from) {
      const text = dropColumns(each.text, Math.max(0, from - passed));
      if (text !== '') rest.push({ ...each, text });
    }
    passed += width;
  }
  return padRow(rest, to - from);
}

/** Marks a whole row as the selected one: one bar, since inverse colours side by side look like a patchwork. */
export function inverted(row: Row): Row {
  return row.map(({ text }) => ({ text, role: 'plain', inverse: true }));
}

/** A row as plain text, for tests and for terminals without styles. */
export function plainText(row: Row): string {
  return row.map((each) => each.text).join('');
}

/**
 * Breaks text at blanks into lines of at most a number of columns; a word that is wider than a line is broken behind a
 * hyphen, a slash or an underscore, else anywhere. The dash or number of a list stays with what it is about. The first line
 * keeps the blanks it begins with, the others begin with `indent`.
 */
export function wrap(text: string, columns: number, indent = ''): readonly string[] {
  const lead = takeColumns(/^ */.exec(text)?.[0] ?? '', Math.floor(columns / 2));
  const lines: string[] = [];
  let start = lead;
  let line = '';
  const flush = (): void => {
    lines.push(start + line);
    start = indent;
    line = '';
  };
  const room = (): number => Math.max(1, columns - columnsOf(start));
  for (const word of text.trimStart().split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columnsOf(joined) <= room()) {
      line = joined;
      continue;
    }
    const begun = beginningBehind(line, word, { left: room() - columnsOf(line) - 1, columns });
    if (begun !== '') line += ` ${begun}`;
    if (line !== '') flush();
    line = word.slice(begun.length);
    while (columnsOf(line) > room()) {
      const whole = line;
      // A character wider than the room is taken all the same, or this would never end.
      line = pieceOf(whole, room()) || takeColumns(whole, room()) || firstCharacter(whole);
      const rest = whole.slice(line.length);
      flush();
      line = rest;
    }
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
}

/** What marks an item of a list or a command, and means nothing by itself. */
const MARKER = /^(?:[-*+>$]|\d{1,9}[.)])$/;

/** The beginning of a word that still stands on the line before it; empty where the word begins a line of its own. */
function beginningBehind(
  line: string,
  word: string,
  { left, columns }: { readonly left: number; readonly columns: number },
): string {
  const isMarked = MARKER.test(line);
  if (line === '' || left < 1 || !(isMarked || columnsOf(word) > columns)) return '';
  return pieceOf(word, left) || (isMarked ? takeColumns(word, left) : '');
}

/** The longest beginning of a word that ends where it can be broken, and fills a third of the room at least. */
function pieceOf(word: string, columns: number): string {
  const piece = /^.*[-/_](?=.)/su.exec(takeColumns(word, columns + 1))?.[0] ?? '';
  const fitting = columnsOf(piece) <= columns ? piece : '';
  return columnsOf(fitting) * 3 >= columns ? fitting : '';
}

function firstCharacter(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return text;
}
