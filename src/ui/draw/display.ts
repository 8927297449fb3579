import { Writable } from 'node:stream';
import { type CellLine, cellsOf, Pen } from './cells.ts';

/** The alternate buffer, without a cursor; pasted text is marked as such from the first frame on, before Ink asks for it. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?2004h';
const LEAVE = '\x1b[?2004l\x1b[?25h\x1b[?1049l';
const WIPE = '\x1b[2J';
/** Between these two a terminal shows nothing of what it is told. */
const FRAME = ['\x1b[?2026h', '\x1b[?2026l'] as const;
/** What switches a mode of the terminal on or off, and draws nothing. */
const MODE = /^(?:\x1b\[[?>][\d;]*[hlu])+$/;
const EMPTY = cellsOf('');

/** What takes text for a terminal. */
interface Terminal {
  write(text: string): unknown;
}

/**
 * The terminal's alternate buffer: shows whole frames by writing only the columns that changed, each frame at one stroke.
 * While it is left, frames are remembered and nothing is written.
 */
export class Display {
  readonly #stdout: Terminal;
  #state: 'left' | 'unknown' | 'shown' = 'left';
  #shown: readonly CellLine[] = [];
  #frame: readonly string[] = [];

  constructor(stdout: Terminal) {
    this.#stdout = stdout;
  }

  /** Takes the terminal and shows the last frame again. */
  enter(): void {
    if (this.#state !== 'left') return;
    this.#state = 'shown';
    this.#shown = [];
    this.#stdout.write(ENTER);
    this.#draw('');
  }

  /** Gives the terminal back as it was. */
  leave(): void {
    if (this.#state === 'left') return;
    this.#state = 'left';
    this.#stdout.write(LEAVE);
  }

  /** Takes it that the terminal may show anything by now: the next frame is drawn whole. */
  forget(): void {
    if (this.#state === 'shown') this.#state = 'unknown';
  }

  /** Shows a frame: lines from the top, with style sequences and no others. */
  show(frame: readonly string[]): void {
    this.#frame = frame;
    if (this.#state === 'shown') this.#draw('');
    if (this.#state !== 'unknown') return;
    this.#state = 'shown';
    this.#shown = [];
    this.#draw(WIPE);
  }

  /** Draws everything anew. */
  redraw(): void {
    this.forget();
    this.show(this.#frame);
  }

  /**
   * What Ink takes for the terminal. A frame that it writes is shown, what sets a mode is passed on.
   *
   * @param size the columns and rows that a frame has
   */
  asStream(size: () => { readonly columns: number; readonly rows: number }): NodeJS.WriteStream {
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: unknown, _encoding, done) => {
        const text = String(chunk);
        if (MODE.test(text)) this.#stdout.write(text);
        else if (text !== '') this.show(text.split('\n'));
        done();
      },
    });
    Object.defineProperties(stream, {
      isTTY: { value: true },
      columns: { get: () => size().columns },
      rows: { get: () => size().rows },
    });
    // Ink asks no more of a terminal than these and what a stream has.
    return stream as NodeJS.WriteStream;
  }

  #draw(before: string): void {
    const next = this.#frame.map((painted, index) => {
      const same = this.#shown[index];
      return same?.painted === painted ? same : cellsOf(painted);
    });
    const rows = Math.max(next.length, this.#shown.length);
    const pen = new Pen(Math.max(...next.map(({ cells }) => cells.length)));
    for (let row = 0; row < rows; row += 1) {
      pen.change(row, this.#shown[row] ?? EMPTY, next[row] ?? EMPTY);
    }
    const changes = before + pen.finished();
    this.#shown = next;
    if (changes !== '') this.#stdout.write(FRAME.join(changes));
  }
}
