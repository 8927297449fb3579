import type { DocumentFile } from './find-documents.ts';
import type { CardFile, CardSource } from './read-cards.ts';

/** What was read from a document as it stands. */
interface Remembered {
  readonly version: string | undefined;
  read?: CardFile | 'no-card';
  required?: CardFile;
}

/** Reads a document again only when it changed, however often it is asked for: most of a tree is as it was a commit ago. */
export class RememberedCards implements CardSource {
  readonly #source: CardSource;
  readonly #versionOf: (path: string) => string | undefined;
  readonly #known = new Map<string, Remembered>();

  /** @param versionOf names the bytes that the source would read at a path: equal where they are */
  constructor(source: CardSource, versionOf: (path: string) => string | undefined) {
    this.#source = source;
    this.#versionOf = versionOf;
  }

  loadYaml(): Promise<void> {
    return this.#source.loadYaml();
  }

  read(file: DocumentFile): CardFile | 'no-card' | 'needs-yaml' {
    const known = this.#at(file.path);
    if (known.read !== undefined) return known.read;
    const read = this.#source.read(file);
    if (read !== 'needs-yaml') known.read = read;
    return read;
  }

  readRequired(file: DocumentFile): CardFile | 'needs-yaml' {
    const known = this.#at(file.path);
    if (known.required !== undefined) return known.required;
    const read = this.#source.readRequired(file);
    if (read !== 'needs-yaml') known.required = read;
    return read;
  }

  #at(path: string): Remembered {
    const version = this.#versionOf(path);
    const known = this.#known.get(path);
    if (known !== undefined && known.version === version) return known;
    const fresh = { version };
    this.#known.set(path, fresh);
    return fresh;
  }
}
