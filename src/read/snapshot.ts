import path from 'node:path';
import type { DocumentFile, FolderEntry, Folders } from './find-documents.ts';
import { type DocumentLoader, type Loaded, MAX_CARD_BYTES } from './read-document.ts';

/** Something that is known by a name. */
interface Named<T> {
  get(name: string): T | undefined;
}

/** Regular files as they were at some moment, by paths relative to the top with `/`. */
export interface Snapshot {
  /** In bytes. */
  readonly sizes: Named<number>;
  /** What was read of them so far; a file that is too large to be read is not among it. */
  readonly bytes: Named<Buffer>;
}

const EMPTY = Buffer.alloc(0);

/**
 * The folders that files of a snapshot lie in.
 *
 * @param top the absolute folder that the paths are relative to
 */
export function snapshotFolders(
  top: string,
  files: Iterable<string>,
  { bytes }: Pick<Snapshot, 'bytes'>,
): Folders {
  const entries = new Map<string, Map<string, FolderEntry>>();
  for (const file of files) {
    let folder = top;
    const names = file.split('/');
    for (const [index, name] of names.entries()) {
      const kind = index === names.length - 1 ? FILE : FOLDER;
      const known = entries.get(folder);
      if (known === undefined) entries.set(folder, new Map([[name, { name, ...kind }]]));
      else if (!known.has(name)) known.set(name, { name, ...kind });
      folder = `${folder}${path.sep}${name}`;
    }
  }
  return {
    list: (folder) => [...(entries.get(folder)?.values() ?? [])],
    textOf: (file) => bytes.get(path.relative(top, file).split(path.sep).join('/'))?.toString('utf8'),
    whyRefused: () => 'it is a folder',
  };
}

const FILE = { isFile: () => true, isDirectory: () => false };
const FOLDER = { isFile: () => false, isDirectory: () => true };

/** Loads the documents of a snapshot. One that is too large to be read is no card unless another one requires it. */
export class SnapshotReader implements DocumentLoader {
  readonly #snapshot: Snapshot;
  bytes: Buffer = EMPTY;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  load(file: DocumentFile): Loaded {
    this.bytes = this.#snapshot.bytes.get(file.path) ?? EMPTY;
    if (file.refused !== undefined) return { kind: 'unreadable', reason: file.refused };
    const size = this.#snapshot.sizes.get(file.path) ?? 0;
    return size > MAX_CARD_BYTES ? { kind: 'too-large', size } : { kind: 'whole' };
  }

  byte(offset: number): number | undefined {
    return this.bytes[offset];
  }

  look(bytes: number): string {
    return this.bytes.toString('latin1', 0, Math.min(bytes, this.bytes.length));
  }
}
