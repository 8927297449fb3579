/** What a word in a `status` field means. */
export type StatusMeaning = 'open' | 'done' | 'unknown';

const DEFAULT_OPEN = ['active', 'planned'];
const DEFAULT_DONE = ['done', 'complete', 'completed', 'closed'];

/** The words that a repository uses for its cards' status. Letters' case never matters. */
export class Vocabulary {
  readonly #open: readonly string[];
  readonly #done: readonly string[];
  readonly #meanings: ReadonlyMap<string, StatusMeaning>;

  /** @param words the repository's own words; a list that is left out keeps its default */
  constructor(words: { readonly open?: readonly string[]; readonly done?: readonly string[] } = {}) {
    this.#open = words.open ?? DEFAULT_OPEN;
    this.#done = words.done ?? DEFAULT_DONE;
    this.#meanings = new Map([
      ...this.#open.map((word) => [word.toLowerCase(), 'open'] as const),
      ...this.#done.map((word) => [word.toLowerCase(), 'done'] as const),
    ]);
  }

  /** Says what a word means; a word of no list is unknown, and nothing unknown is ever done. */
  read(word: string): StatusMeaning {
    return this.#meanings.get(word.trim().toLowerCase()) ?? 'unknown';
  }

  /** The word that `start` and `reopen` write. */
  get openWord(): string {
    return this.#open[0] ?? 'active';
  }

  /** Whether a word is the one that `start` writes. */
  isStarted(word: string): boolean {
    return word.trim().toLowerCase() === this.openWord.toLowerCase();
  }

  /** All words, the open ones first, for a message that offers them. */
  words(): readonly string[] {
    return [...this.#open, ...this.#done];
  }
}
