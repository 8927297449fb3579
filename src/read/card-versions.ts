import type { ParsedCard } from '../cards/parse-card.ts';
import { Vocabulary } from '../cards/status.ts';
import type { DocumentFile } from './find-documents.ts';
import { CardReader } from './read-cards.ts';
import { type Snapshot, SnapshotReader } from './snapshot.ts';

/** Reads documents in whichever of their versions is asked for. */
export class CardVersions {
  readonly #reader: CardReader;
  #version = '';

  /**
   * @param versions the sizes and bytes of all versions by their names
   * @param words the repository's words for a status
   */
  constructor(versions: Snapshot, words: ConstructorParameters<typeof Vocabulary>[0]) {
    const now: Snapshot = {
      sizes: { get: () => versions.sizes.get(this.#version) },
      bytes: { get: () => versions.bytes.get(this.#version) },
    };
    this.#reader = new CardReader(new SnapshotReader(now), new Vocabulary(words));
  }

  /** Loads the YAML library; `read` and `readRequired` answer `needs-yaml` where it is needed and not loaded. */
  loadYaml(): Promise<void> {
    return this.#reader.loadYaml();
  }

  /** Reads a document that is a card by its own front matter, or says that it is none. */
  read(file: DocumentFile, version: string): ParsedCard | 'no-card' | 'needs-yaml' {
    this.#version = version;
    return this.#reader.read(file);
  }

  /** Reads a document that some card requires. */
  readRequired(file: DocumentFile, version: string): ParsedCard | 'needs-yaml' {
    this.#version = version;
    return this.#reader.readRequired(file);
  }
}
