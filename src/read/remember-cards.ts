import type { DocumentFile } from './find-documents.ts';
import type { CardFile, CardSource } from './read-cards.ts';

type Read = CardFile | 'no-card';

/** Reads every version of a document once, however often it is asked for: most of a tree is as it was a commit ago. */
export class RememberedCards implements CardSource {
  readonly #source: CardSource;
  readonly #versionOf: (path: string) => string;
  readonly #read = new Map<string, Read>();
  readonly #required = new Map<string, CardFile>();

  /** @param versionOf names the bytes that the source would read at a path: equal where they are */
  constructor(source: CardSource, versionOf: (path: string) => string) {
    this.#source = source;
    this.#versionOf = versionOf;
  }

  loadYaml(): Promise<void> {
    return this.#source.loadYaml();
  }

  read(file: DocumentFile): Read | 'needs-yaml' {
    return remember(this.#read, this.#keyOf(file), () => this.#source.read(file));
  }

  readRequired(file: DocumentFile): CardFile | 'needs-yaml' {
    return remember(this.#required, this.#keyOf(file), () => this.#source.readRequired(file));
  }

  #keyOf({ path }: DocumentFile): string {
    return `${this.#versionOf(path)} ${path}`;
  }
}

function remember<Value extends Read>(
  known: Map<string, Value>,
  key: string,
  read: () => Value | 'needs-yaml',
): Value | 'needs-yaml' {
  const before = known.get(key);
  if (before !== undefined) return before;
  const now = read();
  if (now !== 'needs-yaml') known.set(key, now);
  return now;
}
