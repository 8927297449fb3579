import type { Located } from '../located.ts';

/** The value of one front-matter field, every scalar kept exactly as written: `010` stays `010`. */
export type FieldValue =
  /** Nothing after the colon, `~` or `null`. */
  | { readonly kind: 'empty'; readonly at: Located<string> }
  /** One string. `plain` tells whether it stands without quotes on its own line, so that it can be replaced in place. */
  | { readonly kind: 'scalar'; readonly at: Located<string>; readonly style: 'plain' | 'quoted' | 'block' }
  | { readonly kind: 'list'; readonly at: Located<string>; readonly items: readonly FieldValue[] }
  /** A mapping: never of use in a card's fields; `at` holds its source. */
  | { readonly kind: 'mapping'; readonly at: Located<string> };

/** One top-level field of a card's front matter. */
export interface HeaderField {
  readonly key: Located<string>;
  readonly value: FieldValue;
}

/** A front matter that was understood. */
export interface Header {
  readonly fields: ReadonlyMap<string, HeaderField>;
  /** Offset of the closing fence's line. */
  readonly closeOffset: number;
  /** Offset and line where the body starts, right after the closing fence's line. */
  readonly bodyOffset: number;
  readonly bodyLine: number;
}

/** Why a front matter was not understood. */
export interface HeaderProblem {
  readonly code:
    | 'frontmatter-invalid'
    | 'frontmatter-not-first'
    | 'frontmatter-language'
    | 'conflict-markers'
    | 'too-large';
  readonly message: string;
  readonly help: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** Another line that explains it, such as the first of two equal keys. */
  readonly related?: { readonly message: string; readonly line: number; readonly column: number };
}
