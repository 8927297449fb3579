import { createHash, type Hash } from 'node:crypto';

/** How much of the beginning and of the end of an output is kept, in bytes each. */
const KEPT_BYTES = 256 * 1024;

/** What is kept of an output of any length. */
export interface KeptOutput {
  /** Decoded leniently: what is not UTF-8 shows as U+FFFD. */
  readonly head: string;
  readonly tail: string;
  /** The bytes between head and tail. */
  readonly droppedBytes: number;
  /** sha256 of every byte, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Keeps the first and the last 256 KiB of an output in memory that does not grow with it, counts what it drops, and
 * hashes everything.
 */
export class OutputKeeper {
  /** Grows with the output, since most outputs are short. */
  #head: Buffer = Buffer.alloc(0);
  #ring: Buffer | undefined;
  readonly #hash: Hash = createHash('sha256');
  #total = 0;

  add(chunk: Buffer): void {
    this.#hash.update(chunk);
    const toHead = Math.min(chunk.length, Math.max(0, KEPT_BYTES - this.#total));
    if (toHead > 0) this.#addToHead(chunk.subarray(0, toHead));
    if (toHead === chunk.length) return;
    // Of a long chunk only its end can survive in the ring.
    const rest = chunk.subarray(toHead);
    const skipped = Math.max(0, rest.length - KEPT_BYTES);
    this.#total += skipped;
    this.#addToRing(rest.subarray(skipped));
  }

  /** What is kept; nothing may be added afterwards. */
  finish(): KeptOutput {
    const head = this.#head.subarray(0, Math.min(this.#total, KEPT_BYTES));
    const tail = this.#tail();
    const droppedBytes = this.#total - head.length - tail.length;
    // With nothing between them a character may lie across the two: it belongs to the head.
    const shared = droppedBytes === 0 ? continuationBytes(tail) : 0;
    return {
      head: Buffer.concat([head, tail.subarray(0, shared)]).toString('utf8'),
      tail: tail.subarray(shared).toString('utf8'),
      droppedBytes,
      sha256: this.#hash.digest('hex'),
    };
  }

  #addToHead(bytes: Buffer): void {
    const length = this.#total + bytes.length;
    if (length > this.#head.length) {
      const grown = Buffer.alloc(Math.min(KEPT_BYTES, 2 * length));
      this.#head.copy(grown);
      this.#head = grown;
    }
    bytes.copy(this.#head, this.#total);
    this.#total = length;
  }

  #addToRing(bytes: Buffer): void {
    this.#ring ??= Buffer.alloc(KEPT_BYTES);
    const at = this.#total % KEPT_BYTES;
    const first = bytes.copy(this.#ring, at);
    bytes.copy(this.#ring, 0, first);
    this.#total += bytes.length;
  }

  #tail(): Buffer {
    if (this.#ring === undefined) return Buffer.alloc(0);
    const length = Math.min(KEPT_BYTES, this.#total - KEPT_BYTES);
    const end = this.#total % KEPT_BYTES;
    if (length < KEPT_BYTES) return this.#ring.subarray(0, length);
    return Buffer.concat([this.#ring.subarray(end), this.#ring.subarray(0, end)]);
  }
}

/** Counts the bytes at the start that continue a UTF-8 character; at most three can. */
function continuationBytes(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
