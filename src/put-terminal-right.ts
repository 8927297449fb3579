import { spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';

/** Ends a synchronized frame, styles, mouse reports, bracketed paste and kitty's keys, and leaves the alternate buffer. */
const LEAVE =
  '\x1b[?2026l\x1b[0m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[?25h\x1b[?1049l';

/** What `stty sane` leaves out or takes away, and a terminal has where nobody said otherwise. */
const SANE = ['sane', 'ixon', 'iutf8'];

/**
 * Puts a terminal right that a killed program left as it used it. Its modes are set by `stty sane` only where lines are
 * not edited any more, since a shell may have done so before, and knows better what its user wants.
 *
 * Node puts back at its end the modes that it found at its start. Where these were the broken ones, this program is
 * started anew in the same process, and does not return from here.
 *
 * @param fd the open terminal
 * @returns `for-now` where that cannot be done, so that the terminal is right only until this program ends
 */
export function putTerminalRight(fd: number): 'for-good' | 'for-now' {
  writeSync(fd, LEAVE);
  if (editsLines(fd)) return 'for-good';
  spawnSync('stty', SANE, { stdio: [fd, 'ignore', 'ignore'] });
  if (editsLines(fd)) startAnew();
  return 'for-now';
}

function editsLines(fd: number): boolean {
  const { stdout } = spawnSync('stty', ['-a'], { stdio: [fd, 'pipe', 'ignore'], encoding: 'utf8' });
  return !/(?:^|[\s;])-icanon\b/.test(stdout ?? '');
}

/** Node cannot do so before 22.15, and on Windows. */
function startAnew(): void {
  const { execve, execPath, execArgv, argv } = process;
  execve?.(execPath, [execPath, ...execArgv, ...argv.slice(1)]);
}
