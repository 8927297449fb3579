import { PassThrough } from 'node:stream';
import { type GitRun, runGitBytes } from './git.ts';
import { historyIsPartial } from './partial-clone.ts';

/** The bytes of objects, and the sizes of those too that are too large to be kept. */
export interface Versions {
  /** In bytes. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

const LINE_FEED = 0x0a;

/** Reads objects by their names with one process, however many they are, and while more are still asked for. */
export class VersionReader implements Versions {
  readonly #top: string;
  readonly #sieve: BlobSieve;
  readonly #names = new PassThrough();
  readonly #asked = new Set<string>();
  #run: Promise<GitRun> | undefined;
  #isClosed = false;
  #hasEnded = false;
  #wake = () => {};

  /** @param maxBytes of what is larger only the size is kept: it passes by piece by piece and is never held whole */
  constructor(top: string, maxBytes: number) {
    this.#top = top;
    this.#sieve = new BlobSieve(maxBytes);
  }

  get sizes(): ReadonlyMap<string, number> {
    return this.#sieve.sizes;
  }

  get blobs(): ReadonlyMap<string, Buffer> {
    return this.#sieve.blobs;
  }

  /** Asks for objects, which may have been asked for before; in vain once it is closed. */
  ask(oids: readonly string[]): void {
    if (this.#isClosed) return;
    const fresh = oids.filter((oid) => !this.#asked.has(oid) && this.#asked.add(oid));
    if (fresh.length === 0) return;
    this.#run ??= this.#start();
    this.#names.write(fresh.map((oid) => `${oid}\n`).join(''));
  }

  /**
   * Waits for objects that were asked for, which may last until `close`. One caller at a time.
   *
   * @throws UsageError when one is not here, with what to fetch
   */
  async wait(oids: readonly string[]): Promise<void> {
    while (!oids.every((oid) => this.sizes.has(oid))) {
      if (this.#run === undefined || this.#hasEnded || this.#sieve.isShort)
        throw await historyIsPartial(this.#top);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Says that nothing more is asked for. Until then git may keep back what it has read last. */
  close(): void {
    this.#isClosed = true;
    this.#names.end();
  }

  /** Starts with the first name, so that whatever finds the names, which takes longer, is started before it. */
  #start(): Promise<GitRun> {
    const run = runGitBytes(this.#top, ['cat-file', '--batch', '--buffer'], {
      input: this.#names,
      sink: (chunk) => {
        this.#sieve.take(chunk);
        this.#wake();
      },
    }).finally(() => {
      this.#hasEnded = true;
      this.#wake();
    });
    // Told where the end is waited for.
    run.catch(() => {});
    return run;
  }

  /** Ends the process. */
  async end(): Promise<void> {
    this.close();
    await this.#run;
  }
}

/** Cuts what `cat-file --batch` prints into objects as it comes: a line with name, type and size, then the bytes. */
class BlobSieve implements Versions {
  readonly sizes = new Map<string, number>();
  readonly blobs = new Map<string, Buffer>();
  /** Whether an object is not here. */
  isShort = false;
  readonly #maxBytes: number;
  #line = '';
  #oid = '';
  #size = 0;
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
    if (length === undefined) {
      this.isShort = true;
      return;
    }
    const size = Number(length);
    this.#oid = oid;
    this.#size = size;
    this.#left = size + 1;
    this.#parts = size <= this.#maxBytes ? [] : undefined;
  }

  #finish(): void {
    this.sizes.set(this.#oid, this.#size);
    const [first, ...rest] = this.#parts ?? [];
    if (first === undefined) return;
    const bytes = rest.length === 0 ? first : Buffer.concat([first, ...rest]);
    this.blobs.set(this.#oid, bytes.subarray(0, -1));
  }
}
