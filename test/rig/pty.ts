import { type IPty, spawn } from '@lydell/node-pty';
import headless, { type IBufferCell } from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { MIKADO, NODE, type RunOptions, testEnvironment } from './cli.ts';
import { waitFor } from './wait-for.ts';

/** The window a program is started in, and where. */
export interface PtyOptions extends Omit<RunOptions, 'input'> {
  readonly columns: number;
  readonly rows: number;
  /** How long what is typed and what is written take on their way, in milliseconds, as over a slow line; 0 unless told. */
  readonly delay?: number;
}

/** What a screen asks of a terminal's other end. */
type Line = Pick<IPty, 'pid' | 'write' | 'onData' | 'onExit' | 'resize' | 'kill'>;

/** A terminal at the end of a slow line. Ends and sizes are told at once. */
function slowed(pty: Line, delay: number): Line {
  return {
    pid: pty.pid,
    write: (data) => void setTimeout(() => pty.write(data), delay),
    onData: (listener) => pty.onData((data) => void setTimeout(() => listener(data), delay)),
    onExit: (listener) => pty.onExit(listener),
    resize: (columns, rows) => pty.resize(columns, rows),
    kill: (signal) => pty.kill(signal),
  };
}

/** How a cell of the screen is drawn. Colours are palette numbers, or undefined for the terminal's own. */
export interface Cell {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  readonly foreground: number | undefined;
  readonly background: number | undefined;
}

/** How a program on a pty ended. */
export interface PtyExit {
  readonly code: number;
  /** The number of the signal that ended it, or 0. */
  readonly signal: number;
}

/** A program running in an emulated terminal: what a person would see, and the keys he would press. */
export class PtyScreen {
  readonly #pty: Line;
  readonly #terminal: headless.Terminal;
  #received = '';
  #exit: PtyExit | undefined;

  constructor(pty: Line, terminal: headless.Terminal) {
    this.#pty = pty;
    this.#terminal = terminal;
    pty.onData((data) => {
      this.#received += data;
      terminal.write(data);
    });
    // The terminal answers what programs ask of it, such as where the cursor is.
    terminal.onData((data) => pty.write(data));
    pty.onExit(({ exitCode, signal }) => {
      this.#exit = { code: exitCode, signal: signal ?? 0 };
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Everything the program wrote so far, with its control sequences. */
  get received(): string {
    return this.#received;
  }

  /** True while the alternate screen is shown. */
  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** The rows of the screen from the top, without the spaces at their ends. */
  lines(): readonly string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
  }

  /** The screen as one text, without empty rows at its end. */
  text(): string {
    return this.lines().join('\n').trimEnd();
  }

  /**
   * How one cell is drawn.
   *
   * @param row counted from 0 at the top
   * @param column counted from 0 at the left
   * @throws RangeError outside the screen
   */
  cell(row: number, column: number): Cell {
    const { active } = this.#terminal.buffer;
    const cell = active.getLine(active.viewportY + row)?.getCell(column);
    if (cell === undefined) throw new RangeError(`no cell at row ${row}, column ${column}`);
    return drawnAs(cell);
  }

  /** Sends keys as a keyboard would: printable text as it is, others as their bytes (`\r`, `\x1b[A`). */
  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Changes the size of the window, of which the program hears by signal. */
  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Sends the program a signal. */
  signal(name: NodeJS.Signals): void {
    process.kill(this.#pty.pid, name);
  }

  /**
   * Waits until a text stands on the screen.
   *
   * @returns the screen at that moment
   * @throws Error that shows the screen, when time is up or the program has ended without it
   */
  waitForText(wanted: string | RegExp): Promise<string> {
    return this.waitForScreen(String(wanted), (screen) =>
      typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen),
    );
  }

  /**
   * Waits until the screen is as described.
   *
   * @param what says what is waited for, in the failure's message
   * @returns the screen at that moment
   * @throws Error that shows the screen, when time is up
   */
  waitForScreen(what: string, holds: (screen: string) => boolean): Promise<string> {
    return waitFor(
      () => {
        const screen = this.text();
        return holds(screen) ? screen : undefined;
      },
      { complain: () => `the screen does not show ${what}:\n${this.#picture()}` },
    );
  }

  /**
   * Waits until the program has ended.
   *
   * @throws Error that shows the screen, when time is up
   */
  waitForExit(): Promise<PtyExit> {
    return waitFor(() => this.#exit, { complain: () => `the program still runs:\n${this.#picture()}` });
  }

  /** Ends the program if it still runs, and forgets the screen. */
  close(): void {
    if (this.#exit === undefined) this.#pty.kill('SIGKILL');
    this.#terminal.dispose();
  }

  #picture(): string {
    const { cols } = this.#terminal;
    const edge = `+${'-'.repeat(cols)}+`;
    const state = this.#exit === undefined ? 'running' : `ended with ${this.#exit.code}`;
    return [edge, ...this.lines().map((line) => `|${line.padEnd(cols)}|`), edge, state].join('\n');
  }
}

function drawnAs(cell: IBufferCell): Cell {
  return {
    text: cell.getChars(),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    inverse: cell.isInverse() !== 0,
    underline: cell.isUnderline() !== 0,
    foreground: cell.isFgDefault() ? undefined : cell.getFgColor(),
    background: cell.isBgDefault() ? undefined : cell.getBgColor(),
  };
}

/** Starts a program in an emulated terminal, for use outside of tests: the caller closes it. */
export function openPty(program: string, args: readonly string[], options: PtyOptions): PtyScreen {
  const { columns: cols, rows, delay = 0 } = options;
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
  const pty = spawn(program, [...args], {
    name: options.env?.TERM ?? 'xterm-256color',
    cols,
    rows,
    cwd: options.cwd ?? '/',
    env: testEnvironment({ TERM: 'xterm-256color', ...options.env }),
  });
  return new PtyScreen(delay === 0 ? pty : slowed(pty, delay), terminal);
}

/** Starts a program in an emulated terminal; whatever is left of it ends with the test. */
export function startInPty(program: string, args: readonly string[], options: PtyOptions): PtyScreen {
  const screen = openPty(program, args, options);
  onTestFinished(() => screen.close());
  return screen;
}

/** Starts the built `mikado` in an emulated terminal; whatever is left of it ends with the test. */
export function startMikado(args: readonly string[], options: PtyOptions): PtyScreen {
  return startInPty(NODE, [MIKADO, ...args], options);
}
