import { StringDecoder } from 'node:string_decoder';

/** Bytes that are kept between two drawings; of a flood only the end is ever seen. */
const PENDING_BYTES = 512 * 1024;

/** Puts the output of one moment together, so that a flood of chunks is drawn a few times a second. */
export class OutputBuffer {
  readonly #interval: number;
  readonly #take: (text: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #chunks: Buffer[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param interval milliseconds between two calls of `take`
   * @param take gets the decoded text; a character that is cut between chunks comes out whole
   */
  constructor(interval: number, take: (text: string) => void) {
    this.#interval = interval;
    this.#take = take;
  }

  /** Adds bytes; the oldest are dropped when more come than can be drawn. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes > PENDING_BYTES && this.#chunks.length > 1) {
      this.#bytes -= this.#chunks.shift()?.length ?? 0;
    }
    this.#timer ??= setTimeout(() => this.flush(), this.#interval);
  }

  /** Hands over what is there, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#chunks.map((chunk) => this.#decoder.write(chunk)).join('');
    this.#chunks = [];
    this.#bytes = 0;
    if (text !== '') this.#take(text);
  }
}
