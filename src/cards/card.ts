import type { Located } from '../located.ts';

/** One entry of a card's `requires`, kept even when no card answers to it. */
export interface Prerequisite {
  /** The stem it names, in its plain form: no brackets, no folder, no `.md`. */
  readonly stem: string;
  /** The folders it was written with (`zot/setup` gives `zot`), or the empty string. */
  readonly folder: string;
  /** The entry exactly as it stands in the file. */
  readonly written: Located<string>;
}

/**
 * What a card declares about itself. A card never knows its state: whether it is ready or blocked follows from
 * the whole graph, and one function (`graph/decide-states.ts`) says so.
 */
export interface Card {
  /** The file name without `.md`: the card's identity, compared exactly. */
  readonly stem: string;
  /** The file, relative to the plan's top folder, with `/`. */
  readonly path: string;
  /** The `title` field, else the first heading, else the stem. */
  readonly title: string;
  /** The `status` field as written, or undefined when the card has none. */
  readonly status: Located<string> | undefined;
  /** What the card declares by its status; a card that cannot be read is open. */
  readonly declared: 'open' | 'done';
  /** Whether the status is the word for work in progress. */
  readonly isStarted: boolean;
  /** False when the front matter could not be understood, so that nothing may be concluded from it. */
  readonly readable: boolean;
  readonly requires: readonly Prerequisite[];
  readonly branch: Located<string> | undefined;
  readonly tags: readonly string[];
  readonly modified: string | undefined;
  readonly lastReviewed: string | undefined;
}
