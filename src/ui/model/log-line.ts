import { stripVTControlCharacters } from 'node:util';
import { clean } from '../draw/rows.ts';

/** Characters of one line that are kept. */
export const LINE_LENGTH = 2_000;

/** A line that a command printed. Its text is safe to draw; of its control sequences only the colours are left. */
export interface LogLine {
  readonly text: string;
  /** Where a style begins, from left to right; none where all of the line has the terminal's own. */
  readonly styles: readonly Stretch[];
}

/** A style that a part of a line has, up to where the next begins. */
interface Stretch {
  /** The position in the text that it begins at. */
  readonly from: number;
  readonly style: string;
}

/** A part of a line in one style: the parameters of an SGR sequence, empty for the terminal's own. */
export interface Styled {
  readonly text: string;
  readonly style: string;
}

const SGR = /\x1b\[([\d;:]*)m/g;
const NO_STYLES: readonly Stretch[] = [];

/** A line of our own words. */
export function ownLine(text: string): LogLine {
  return { text, styles: NO_STYLES };
}

/**
 * Reads a line as a command printed it: what was overwritten by `\r` is gone, hidden characters are spelled out.
 *
 * @param style the style that the line before ended in
 * @returns the line, and the style that it ends in
 */
export function readLine(printed: string, style = ''): { readonly line: LogLine; readonly style: string } {
  const ended = printed.endsWith('\r') ? printed.slice(0, -1) : printed;
  const shown = ended.slice(ended.lastIndexOf('\r') + 1).slice(0, LINE_LENGTH);
  if (style === '' && !printed.includes('\x1b')) return { line: ownLine(printable(shown)), style };
  const parts = [...partsOf(shown, style)];
  const styles: Stretch[] = [];
  let text = '';
  for (const part of parts) {
    const isNew = part.style !== (styles.at(-1)?.style ?? '');
    if (isNew && part.text !== '') styles.push({ from: text.length, style: part.style });
    text += part.text;
  }
  return {
    line: { text, styles: styles.length === 0 ? NO_STYLES : styles },
    style: parts.at(-1)?.style ?? '',
  };
}

/** A part of a line, from a position on, in pieces of one style each. */
export function styledParts(line: LogLine, from: number, to: number): readonly Styled[] {
  const all = [{ from: 0, style: '' }, ...line.styles];
  return all.flatMap(({ from: begins, style }, index) => {
    const text = line.text.slice(Math.max(from, begins), Math.min(to, all[index + 1]?.from ?? to));
    return text === '' ? [] : [{ text, style }];
  });
}

function* partsOf(shown: string, before: string): Iterable<Styled> {
  let style = before;
  let from = 0;
  for (const match of shown.matchAll(SGR)) {
    yield { text: printable(shown.slice(from, match.index)), style };
    style = styleAfter(style, match[1] ?? '');
    from = match.index + match[0].length;
  }
  yield { text: printable(shown.slice(from)), style };
}

function printable(text: string): string {
  // Most text has none, and to look for all kinds of them takes many times as long.
  return clean(/[\x1b\x9b]/.test(text) ? stripVTControlCharacters(text) : text);
}

/** The style after an SGR sequence: its weight and one of the sixteen colours are kept, and nothing else. */
function styleAfter(style: string, parameters: string): string {
  let [weight = '', colour = ''] = [/^[12]/.exec(style)?.[0], /\d{2}$/.exec(style)?.[0]];
  const codes = parameters.split(';').map((each) => (each.includes(':') ? Number.NaN : Number(each)));
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    // The numbers that follow name a colour of hundreds, of which a terminal's theme knows nothing.
    if (code === 38 || code === 48 || code === 58) at += codes[at + 1] === 5 ? 2 : 4;
    if (code === 0) [weight, colour] = ['', ''];
    else if (code === 1 || code === 2) weight = String(code);
    else if (code === 22) weight = '';
    else if (code === 38 || code === 39) colour = '';
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) colour = String(code);
  }
  return [weight, colour].filter((each) => each !== '').join(';');
}
