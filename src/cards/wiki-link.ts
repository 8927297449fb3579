import type { Located } from '../located.ts';

/** One `[[wiki link]]` of a card's body, with its parts apart. */
export interface WikiLink {
  /** The stem it points at; empty for a link into the same document, `[[#heading]]`. */
  readonly stem: string;
  /** The folders in front of the stem, or the empty string. */
  readonly folder: string;
  readonly heading: string | undefined;
  /** What is shown in place of the target, after `|`. */
  readonly text: string | undefined;
  readonly embed: boolean;
  /** The whole link with its brackets (and `!`), where it stands. */
  readonly written: Located<string>;
}
