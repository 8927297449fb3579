import type { TextStream } from '../host.ts';

/** Nothing is drawn for a run that is over sooner, in milliseconds. */
const QUIET_MS = 1_000;
const REDRAW_MS = 200;

const CLEAR = '\r\x1b[K';

/**
 * One line at the bottom of a terminal that is redrawn in place while something runs, and is gone afterwards. Everything
 * that is printed meanwhile goes through `above`.
 */
export class ProgressLine {
  readonly #stream: TextStream;
  readonly #text: (columns: number) => string;
  readonly #timer: NodeJS.Timeout;
  readonly #started = performance.now();
  #drawn = '';
  #pauses = 0;

  /** @param text what to draw, safe to print and at most that many columns wide */
  constructor(stream: TextStream, text: (columns: number) => string) {
    this.#stream = stream;
    this.#text = text;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
  }

  /** Prints something that ends with a line end above the line. */
  above(print: () => void): void {
    this.#clear();
    print();
  }

  /** Does something while the line is not drawn, such as asking a question. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    this.#pauses += 1;
    this.#clear();
    try {
      return await work();
    } finally {
      this.#pauses -= 1;
    }
  }

  /** Takes the line away for good. */
  stop(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #draw(): void {
    if (this.#pauses > 0 || performance.now() - this.#started < QUIET_MS) return;
    // The last column stays free: a terminal may wrap a line that fills it.
    const text = this.#text(this.#stream.columns - 1);
    if (text === this.#drawn) return;
    this.#stream.write(`${CLEAR}${text}`);
    this.#drawn = text;
  }

  #clear(): void {
    if (this.#drawn !== '') this.#stream.write(CLEAR);
    this.#drawn = '';
  }
}
