import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Suspend } from '../app.tsx';

/** The terminal while it is lent to an editor or a check: who has it, and how to get it back. */
export class TerminalLoan {
  readonly #recalling = new AbortController();
  #out: Promise<unknown> | undefined;

  /** True while somebody else has the terminal. */
  get isOut(): boolean {
    return this.#out !== undefined;
  }

  /**
   * Lends the terminal for as long as some work lasts, and takes it back however that ends.
   *
   * @throws Error when somebody has it already
   */
  async lend<T>(suspend: Suspend, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.isOut) throw new Error('The terminal is not free.');
    let result: Promise<T> | undefined;
    const away = suspend(async () => {
      await stopReading();
      result = work(this.#recalling.signal);
      await result;
    });
    this.#out = away.catch(() => undefined);
    try {
      await away;
    } finally {
      this.#out = undefined;
    }
    if (result === undefined) throw new Error('The terminal is not free.');
    // The window may have got another size meanwhile.
    if (process.platform !== 'win32') process.kill(process.pid, 'SIGWINCH');
    return result;
  }

  /** Asks for the terminal, and resolves once it is back. */
  async recall(): Promise<void> {
    this.#recalling.abort();
    await this.#out;
  }
}

/** Node reads on for a while when nobody listens any more, and would take keys from whoever has the terminal now. */
async function stopReading(): Promise<void> {
  // Only then has the stream heard that nobody listens, and stops at once.
  await nextTurn();
  process.stdin.pause();
}
