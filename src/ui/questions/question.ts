import type { Role } from '../draw/glyphs.ts';
import { between, type Row, span, wrap } from '../draw/rows.ts';
import type { Prompt } from '../model/prompt.ts';

/** A question as it is drawn: a title, lines that may have to be scrolled, and the keys that answer it. */
export interface Question {
  readonly title: string;
  readonly lines: readonly Row[];
  readonly keys: string;
  /** The line below everything, where the usual one does not hold. */
  readonly foot?: string;
}

/** What a question may take of the screen. */
export interface Room {
  /** Columns of the text, without frame. */
  readonly columns: number;
  /** Rows for the lines, without title, keys and frame. */
  readonly rows: number;
}

/** The prompt of a kind. */
export type Of<Kind extends Prompt['kind']> = Extract<Prompt, { readonly kind: Kind }>;

/**
 * The keys that answer, in the longest words that fit in a number of columns.
 *
 * @param variants the same keys in shorter and shorter words
 */
export function keysFitting(columns: number, ...variants: readonly (readonly string[])[]): string {
  const written = variants.flatMap((keys) => [keys.join('   '), keys.join('  ')]);
  return written.find((line) => line.length <= columns) ?? written.at(-1) ?? '';
}

/** A line of text as rows, wrapped at words; further rows begin with the indent. */
export function text(line: string, columns: number, indent = '', role: Role = 'plain'): readonly Row[] {
  return wrap(line, columns, indent).map((each) => between([span(each, role)], [], columns));
}
