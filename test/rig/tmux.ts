import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeFolder, testEnvironment } from './cli.ts';
import type { PtyOptions } from './pty.ts';
import { waitFor } from './wait-for.ts';

/** Why a test in tmux is skipped here, for the end of its title; empty where tmux is installed. */
export const lackOfTmux =
  spawnSync('tmux', ['-V']).status === 0 ? '' : ' (not here: tmux; get it by `apt-get install tmux`)';

/** Between two looks at a window, in milliseconds: each is a process of its own. */
const EVERY_MS = 20;

/** A window of a tmux server that no other test and no user shares. */
export interface TmuxWindow {
  /** What the window shows, row by row, without empty rows at its end. */
  capture(): string;
  /** The same with the colours and styles that it is shown in, as sequences. */
  captureStyled(): string;
  /** Presses keys by tmux's names for them, such as `q`, `Enter`, `C-c`. */
  sendKeys(...keys: readonly string[]): void;
  /** Types a text as it is, without a key's name in it being taken for that key. */
  type(text: string): void;
  /** Pastes a text as tmux does: bracketed where the program asked for that. */
  paste(text: string): void;
  /** Changes the size of the window. */
  resize(columns: number, rows: number): void;
  /** Asks tmux for a value, such as `#{alternate_on}`. */
  ask(format: string): string;
  /** Writes every byte that the program writes from now on into a file too. */
  record(file: string): void;
  /** Closes the window under the program, as closing a terminal does. */
  close(): void;
  /**
   * Waits until a text stands in the window.
   *
   * @returns what the window shows at that moment
   * @throws Error that shows the window, when time is up
   */
  waitForText(wanted: string | RegExp): Promise<string>;
  /**
   * Waits until the window is as described.
   *
   * @param what says what is waited for, in the failure's message
   * @returns what the window shows at that moment
   * @throws Error that shows the window, when time is up
   */
  waitForScreen(what: string, holds: (shown: string) => boolean): Promise<string>;
  /**
   * Waits until the program that the window was opened with has ended.
   *
   * @returns its exit status
   * @throws Error that shows the window, when time is up
   */
  waitForEnd(): Promise<number>;
}

/**
 * Starts a program in a tmux server of its own, which ends with the program or with the test.
 *
 * @param command a command line for `sh`
 */
export function startInTmux(command: string, options: PtyOptions): TmuxWindow {
  const socket = join(makeFolder(), 'tmux');
  const env = testEnvironment({ TERM: 'xterm-256color', ...options.env });
  const server = ['-S', socket, '-f', '/dev/null'];
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', [...server, ...args], { encoding: 'utf8', env });

  onTestFinished(() => {
    // A server whose program has ended is gone already.
    spawnSync('tmux', [...server, 'kill-server'], { env, stdio: 'ignore' });
  });
  const size = ['-x', String(options.columns), '-y', String(options.rows)];
  const start = ['new-session', '-d', ...size, '-c', options.cwd ?? tmpdir(), command];
  tmux(...start, ';', 'set', 'remain-on-exit', 'on');

  const capture = (): string => tmux('capture-pane', '-p').trimEnd();
  const ask = (format: string): string => tmux('display-message', '-p', format).trimEnd();
  const waitForScreen = (what: string, holds: (shown: string) => boolean): Promise<string> => {
    let shown = '';
    const look = (): string | undefined => {
      shown = capture();
      return holds(shown) ? shown : undefined;
    };
    return waitFor(look, { every: EVERY_MS, complain: () => `tmux does not show ${what}:\n${shown}` });
  };
  return {
    capture,
    captureStyled: () => tmux('capture-pane', '-p', '-e').trimEnd(),
    sendKeys: (...keys) => void tmux('send-keys', ...keys),
    type: (text) => void tmux('send-keys', '-l', text),
    paste: (text) => void tmux('set-buffer', text, ';', 'paste-buffer', '-p', '-d'),
    resize: (columns, rows) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
    ask,
    record: (file) => void tmux('pipe-pane', '-O', `cat > '${file}'`),
    close: () => void tmux('kill-server'),
    waitForText: (wanted) =>
      waitForScreen(String(wanted), (shown) =>
        typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown),
      ),
    waitForScreen,
    waitForEnd: () =>
      waitFor(
        () => {
          // A terminal can be closed a moment before its program has ended.
          const [isClosed, server = '', status = ''] = ask('#{pane_dead} #{pid} #{pane_dead_status}').split(
            ' ',
          );
          if (status !== '') return Number(status);
          // Where the two happen at once, tmux 3.3 can miss that the program has ended, and looks only when told again.
          if (isClosed === '1') process.kill(Number(server), 'SIGCHLD');
          return undefined;
        },
        { every: EVERY_MS, complain: () => `the program still runs:\n${capture()}` },
      ),
  };
}
