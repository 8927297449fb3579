import stringWidth from 'string-width';
import type { Diagnostic } from '../diagnostic.ts';
import { visible } from '../visible.ts';
import type { Excerpt } from './diagnostics-text.ts';

/** How much of a line is shown, in terminal columns: before the place, of the place itself, and all in all. */
const BEFORE = 60;
const MARKED = 60;
const WHOLE = 100;
/** Longer lines are cut before they are looked at, in UTF-16 code units. */
const LOOKED_AT = 200;

/**
 * Shows lines of documents, each of which is read once for all that is found in it.
 *
 * @param textOf the text of a document by its path, or undefined where there is none to show
 */
export function excerptFrom(textOf: (path: string) => string | undefined): Excerpt {
  let read: { readonly path: string; readonly lines: readonly string[] } | undefined;
  return (diagnostic) => {
    const { path } = diagnostic;
    if (read?.path !== path) read = { path, lines: (textOf(path) ?? '').split(/\r\n|\r|\n/) };
    const line = read.lines[diagnostic.line - 1];
    return line === undefined || line.trim() === '' ? [] : sourceExcerpt(line, diagnostic);
  };
}

/**
 * Shows the line that a diagnostic is about, with carets below the right columns, whatever the line holds: what cannot
 * be seen is spelled out, a tab is a space, wide characters count twice, a long line is cut around the place.
 *
 * @param line the line without its end
 * @returns two lines without ends
 */
function sourceExcerpt(
  line: string,
  { line: number, column, endColumn }: Pick<Diagnostic, 'line' | 'column' | 'endColumn'>,
): readonly string[] {
  const at = Math.min(column - 1, line.length);
  const end = Math.min(Math.max(endColumn - 1, at), line.length);
  const before = lastColumns(visible(line.slice(Math.max(0, at - LOOKED_AT), at)), BEFORE);
  const marked = firstColumns(visible(line.slice(at, Math.min(end, at + LOOKED_AT))), MARKED);
  const left = WHOLE - widthOf(before) - widthOf(marked);
  const after = firstColumns(visible(line.slice(end, end + LOOKED_AT)), left).trimEnd();
  const gutter = String(number).padStart(5);
  const carets = `${' '.repeat(widthOf(before))}${'^'.repeat(Math.max(1, widthOf(marked)))}`;
  return [`${gutter} | ${before}${marked}${after}`, `${' '.repeat(gutter.length)} | ${carets}`];
}

function firstColumns(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const char of text) {
    width += widthOf(char);
    if (width > columns) break;
    kept += char;
  }
  return `${kept}…`;
}

function lastColumns(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const char of [...text].reverse()) {
    width += widthOf(char);
    if (width > columns) break;
    kept = char + kept;
  }
  return `…${kept}`;
}

/** How many columns a text takes in a terminal; nearly all text is ASCII, which needs no tables. */
function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
