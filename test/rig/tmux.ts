import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import { testEnvironment } from './cli.ts';
import type { PtyOptions } from './pty.ts';
import { waitFor } from './wait-for.ts';

/** A window of a tmux server that no other test and no user shares. */
export interface TmuxWindow {
  /** What the window shows, row by row, without empty rows at its end. */
  capture(): string;
  /** Presses keys by tmux's names for them, such as `q`, `Enter`, `C-c`. */
  sendKeys(...keys: readonly string[]): void;
  /** Changes the size of the window. */
  resize(columns: number, rows: number): void;
  /** Asks tmux for a value, such as `#{alternate_on}`. */
  ask(format: string): string;
  /**
   * Waits until a text stands in the window.
   *
   * @returns what the window shows at that moment
   * @throws Error that shows the window, when time is up
   */
  waitForText(wanted: string): Promise<string>;
}

/**
 * Starts a program in a tmux server of its own, which ends with the program or with the test.
 *
 * @param command a command line for `sh`
 */
export function startInTmux(command: string, options: PtyOptions): TmuxWindow {
  const server = `mikado-test-${randomUUID()}`;
  const env = testEnvironment({ TERM: 'xterm-256color', ...options.env });
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-L', server, '-f', '/dev/null', ...args], { encoding: 'utf8', env });

  onTestFinished(() => {
    // A server whose program has ended is gone already.
    spawnSync('tmux', ['-L', server, 'kill-server'], { env, stdio: 'ignore' });
  });
  const size = ['-x', String(options.columns), '-y', String(options.rows)];
  tmux(
    'new-session',
    '-d',
    ...size,
    '-c',
    options.cwd ?? tmpdir(),
    command,
    ';',
    'set',
    'remain-on-exit',
    'on',
  );

  const capture = (): string => tmux('capture-pane', '-p').trimEnd();
  return {
    capture,
    sendKeys: (...keys) => void tmux('send-keys', ...keys),
    resize: (columns, rows) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
    ask: (format) => tmux('display-message', '-p', format).trimEnd(),
    waitForText: (wanted) => {
      let shown = '';
      const look = (): string | undefined => {
        shown = capture();
        return shown.includes(wanted) ? shown : undefined;
      };
      return waitFor(look, { complain: () => `tmux does not show ${wanted}:\n${shown}` });
    },
  };
}
