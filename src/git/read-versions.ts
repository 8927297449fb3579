import { UsageError } from '../usage-error.ts';
import { howToComplete } from './find-commit.ts';
import { runGitBytes } from './git.ts';

/** The bytes of objects, and the sizes of those too that are too large to be kept. */
export interface Versions {
  /** In bytes. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

const LINE_FEED = 0x0a;

/**
 * Reads objects by their names with one process, however many they are.
 *
 * @param maxBytes of what is larger only the size is kept: it passes by piece by piece and is never held whole
 * @throws UsageError when one is not here, with what to fetch
 */
export async function readVersions(
  top: string,
  oids: ReadonlySet<string>,
  maxBytes: number,
): Promise<Versions> {
  const sieve = new BlobSieve(maxBytes);
  if (oids.size === 0) return sieve;
  const run = await runGitBytes(top, ['cat-file', '--batch', '--buffer'], {
    input: [...oids].map((oid) => `${oid}\n`).join(''),
    sink: (chunk) => sieve.take(chunk),
  });
  if (run.kind === 'no-git' || sieve.sizes.size !== oids.size)
    throw new UsageError('The history is not all here: this clone is partial.', await howToComplete(top));
  return sieve;
}

/** Cuts what `cat-file --batch` prints into objects as it comes: a line with name, type and size, then the bytes. */
class BlobSieve implements Versions {
  readonly sizes = new Map<string, number>();
  readonly blobs = new Map<string, Buffer>();
  readonly #maxBytes: number;
  #line = '';
  #oid = '';
  /** Bytes of the object that are still to come, the line feed after it included. */
  #left = 0;
  #parts: Buffer[] | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  take(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#left > 0) {
        const part = chunk.subarray(at, at + this.#left);
        at += part.length;
        this.#left -= part.length;
        this.#parts?.push(part);
        if (this.#left === 0) this.#finish();
        continue;
      }
      const end = chunk.indexOf(LINE_FEED, at);
      this.#line += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
      if (end === -1) return;
      at = end + 1;
      this.#begin(this.#line);
      this.#line = '';
    }
  }

  #begin(line: string): void {
    const [oid = '', , length] = line.split(' ');
    // Of an object that is not here, git prints its name and one word.
    if (length === undefined) return;
    const size = Number(length);
    this.sizes.set(oid, size);
    this.#oid = oid;
    this.#left = size + 1;
    this.#parts = size <= this.#maxBytes ? [] : undefined;
  }

  #finish(): void {
    const [first, ...rest] = this.#parts ?? [];
    if (first === undefined) return;
    const bytes = rest.length === 0 ? first : Buffer.concat([first, ...rest]);
    this.blobs.set(this.#oid, bytes.subarray(0, -1));
  }
}
