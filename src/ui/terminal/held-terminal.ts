import { Display } from '../draw/display.ts';
import type { Size } from '../model/model.ts';
import { leftBehindNotice, TerminalMark } from '../next-start/terminal-mark.ts';
import { type Ending, listen } from './listen.ts';

/** What happens to a terminal from outside, and is for whoever draws on it at the moment. */
export interface Outside {
  /** The size of the window has settled. */
  onResize(): void;
  /** Somebody else than the keyboard asked this process to stop. */
  onStop(): void;
  /** This process goes on after it was stopped; by then the shell has changed the terminal's modes. */
  onContinue(): void;
}

/**
 * The terminal for as long as the screen has it: unechoed keys, the alternate buffer, and a mark for whoever starts here
 * next. However the process ends, the buffer is given back.
 */
export class HeldTerminal {
  readonly display: Display;
  /** Resolves when the screen is to end, with the first reason for it. */
  readonly ended: Promise<Ending>;
  readonly end: (ending: Ending) => void;
  readonly #stdout: NodeJS.WriteStream;
  readonly #stdin: NodeJS.Process['stdin'];
  readonly #mark: TerminalMark;
  #outside: Outside | undefined;
  #ignore: (() => void) | undefined;
  #hasEnded = false;

  constructor({ stdout, stdin, env }: Pick<NodeJS.Process, 'stdout' | 'stdin' | 'env'>) {
    this.#stdout = stdout;
    this.#stdin = stdin;
    this.display = new Display(stdout);
    this.#mark = new TerminalMark(stdin.fd, env);
    let resolve: (ending: Ending) => void = () => undefined;
    this.ended = new Promise((settle) => {
      resolve = settle;
    });
    this.end = (ending) => {
      this.#hasEnded = true;
      resolve(ending);
    };
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get size(): Size {
    return { columns: this.#stdout.columns ?? 80, rows: this.#stdout.rows ?? 24 };
  }

  /** Puts a terminal right that a killed session kept, and returns what is to be said of that. */
  async putRight(): Promise<string | undefined> {
    if (this.#ignore !== undefined || !this.#mark.isLeftBehind()) return undefined;
    const { putTerminalRight } = await import('../../put-terminal-right.ts');
    return leftBehindNotice(putTerminalRight(this.#stdin.fd));
  }

  /** Takes the terminal; what happens to it from outside is told to whoever asked last. */
  hold(outside: Outside): void {
    this.#outside = outside;
    if (this.#ignore !== undefined) return;
    // Before anything is taken: a signal that comes in between must not leave the terminal so.
    process.on('exit', this.giveBack);
    this.#ignore = listen({
      stdout: this.#stdout,
      stdin: this.#stdin,
      end: this.end,
      onResize: () => this.#outside?.onResize(),
      onStop: () => this.#outside?.onStop(),
      onContinue: () => this.#outside?.onContinue(),
    });
    // What is typed from here on is for the screen, and must not be echoed onto it.
    this.#stdin.setRawMode(true);
    this.take();
  }

  /** Shows the screen, the first time or after somebody else had the terminal. */
  readonly take = (): void => {
    this.display.enter();
    this.#mark.set();
  };

  /** Gives the buffer back as it was; keys stay unechoed. */
  readonly giveBack = (): void => {
    this.display.leave();
    this.#mark.clear();
  };

  /** Gives everything back, for good; a second signal still ends this process, and what it started, at once. */
  leave(): void {
    if (this.#ignore === undefined) return;
    this.#outside = undefined;
    this.#stdin.setRawMode(false);
    this.giveBack();
  }

  /** Gives everything back, and listens no more. */
  release(): void {
    if (this.#ignore === undefined) return;
    this.leave();
    this.#ignore();
    this.#ignore = undefined;
    process.off('exit', this.giveBack);
  }
}
