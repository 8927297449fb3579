import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Meanwhile } from '../../take-turns.ts';
import type { Glyphs } from '../draw/glyphs.ts';
import { paint } from '../draw/paint.ts';
import type { HeldTerminal, Outside } from '../terminal/held-terminal.ts';
import { untilContinued, whyNotSuspend } from '../terminal/suspend-process.ts';
import { type Progress, readingRows } from './reading-rows.ts';

/** Between two frames, and before the first, in milliseconds. */
const FRAME_MS = 50;
/** A count that would be gone sooner than this is not worth showing, in milliseconds. */
const WORTH_MS = 150;
/** Text that was pasted, and is no keys. */
const PASTE = /\x1b\[200~.*?(?:\x1b\[201~|$)/gs;

/** Stops the reading of cards that nobody waits for any more. */
class NobodyWaits extends Error {}

/**
 * The screen while many cards are being read. What is read in a moment is never announced: the count is shown only when
 * reading, at the pace that it has, takes a while longer.
 */
export class ReadingScreen implements Outside {
  readonly #terminal: HeldTerminal;
  readonly #stdin: NodeJS.Process['stdin'];
  readonly #look: { readonly glyphs: Glyphs; readonly colour: boolean };
  /** When reading began, in milliseconds; before, documents are only looked for. */
  #begun: number | undefined;
  #last = 0;
  #progress: Progress = { read: 0, of: 0 };
  #isShown = false;
  #leftBehind: string | undefined;
  #said: string | undefined;
  /** Resolves once this process, which is being stopped, goes on. */
  #stopped: Promise<void> | undefined;

  constructor(
    terminal: HeldTerminal,
    with_: { readonly stdin: NodeJS.Process['stdin']; readonly glyphs: Glyphs; readonly colour: boolean },
  ) {
    this.#terminal = terminal;
    this.#stdin = with_.stdin;
    this.#look = with_;
  }

  /** Gets turns while the cards are read. */
  readonly meanwhile: Meanwhile = (read, of) => {
    const now = performance.now();
    if (this.#begun === undefined) [this.#begun, this.#last] = [now, now];
    if (now - this.#last < FRAME_MS && !(this.#isShown && read === of)) return undefined;
    this.#last = now;
    this.#progress = { read, of };
    if (!this.#isShown && !this.#isWorthShowing(now - this.#begun)) return undefined;
    return this.#turn();
  };

  /** Leaves the terminal to whoever draws on it next, and returns what is still to be said of it. */
  async stop(): Promise<string | undefined> {
    if (!this.#isShown) return this.#terminal.putRight();
    await this.#stopped;
    this.#stdin.off('data', this.#typed);
    this.#stdin.pause();
    return this.#leftBehind;
  }

  onResize(): void {
    this.#terminal.display.forget();
    this.#draw();
  }

  onStop(): void {
    const reason = whyNotSuspend();
    if (reason === undefined) this.#stopped ??= this.#suspend();
    else this.#say(reason);
  }

  onContinue(): void {
    this.#terminal.display.redraw();
  }

  #isWorthShowing(taken: number): boolean {
    const { read, of } = this.#progress;
    return (taken / read) * (of - read) > WORTH_MS;
  }

  async #turn(): Promise<void> {
    if (this.#isShown) this.#draw();
    else await this.#show();
    // Keys and signals are heard only between two turns.
    await nextTurn();
    await this.#stopped;
    if (this.#terminal.hasEnded) throw new NobodyWaits();
    this.#last = performance.now();
  }

  async #show(): Promise<void> {
    this.#leftBehind = await this.#terminal.putRight();
    this.#isShown = true;
    this.#draw();
    this.#terminal.hold(this);
    this.#stdin.on('data', this.#typed);
  }

  #draw(): void {
    const { glyphs, colour } = this.#look;
    const { size } = this.#terminal;
    const rows = readingRows(this.#progress, { size, glyphs, notice: this.#said ?? this.#leftBehind });
    this.#terminal.display.show(rows.map((row) => paint(row, { colour })));
  }

  readonly #typed = (data: Buffer | string): void => {
    const keys = String(data).replace(PASTE, '');
    if (keys === '') return;
    if (keys.includes('\x03')) this.#terminal.end({ status: 130 });
    else if (keys.includes('q')) this.#terminal.end({ status: 0 });
    else if (keys === '\x0c') this.#terminal.display.redraw();
    else if (keys.includes('\x1a')) this.onStop();
    else this.#say('The cards are still being read; q quits.');
  };

  #say(words: string): void {
    this.#said = words;
    this.#draw();
  }

  /** Gives the terminal back, stops, and takes it again once this process goes on. */
  async #suspend(): Promise<void> {
    this.#stdin.setRawMode(false);
    this.#terminal.giveBack();
    await untilContinued();
    this.#stdin.setRawMode(true);
    this.#terminal.take();
    this.#stopped = undefined;
  }
}
