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

/** The prompt of a kind. */
export type Of<Kind extends Prompt['kind']> = Extract<Prompt, { readonly kind: Kind }>;

/** A line of text as rows, wrapped at words; further rows begin with the indent. */
export function text(line: string, columns: number, indent = '', role: Role = 'plain'): readonly Row[] {
  return wrap(line, columns, indent).map((each) => between([span(each, role)], [], columns));
}
