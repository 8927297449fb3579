/** How much of an output is shown in a while, in bytes, and how long such a while is, in milliseconds. */
const SHOWN_BYTES = 128 * 1024;
const WHILE_MS = 100;

/** It is shown in pieces of this many bytes, since to escape one takes many times its size. */
const PIECE_BYTES = 4096;

/**
 * Passes on the output of a command for people to follow, but no more of it than anyone could: of a flood a part is left
 * out, and said. What is kept of the output is none of its business.
 */
export class LiveOutput {
  readonly #show: (chunk: Buffer) => void;
  #since = 0;
  #shown = 0;
  #left = 0;

  /** @param show takes what is to be shown, raw: escape before printing. */
  constructor(show: (chunk: Buffer) => void) {
    this.#show = show;
  }

  /** Answers whether the chunk was passed on, and so may be kept by somebody. */
  add(chunk: Buffer): 'shown' | 'left-out' {
    const now = performance.now();
    if (now - this.#since > WHILE_MS) {
      this.end();
      this.#since = now;
      this.#shown = 0;
    }
    if (this.#shown >= SHOWN_BYTES) {
      this.#left += chunk.length;
      return 'left-out';
    }
    this.#shown += chunk.length;
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) this.#show(chunk.subarray(at, at + PIECE_BYTES));
    return 'shown';
  }

  /** Says what was left out last. */
  end(): void {
    if (this.#left > 0) this.#show(Buffer.from(`\n… ${this.#left} bytes are not shown …\n`));
    this.#left = 0;
  }
}
