import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as elapse } from 'node:timers/promises';
import { MIKADO, NODE, testEnvironment } from '../../rig/cli.ts';
import { writeChain } from './chain.ts';
import type { How, Line } from './line.ts';

const BETWEEN_MS = 5;
const KEYS = ['j', 'j', 'G', 'g', 'c', 'Escape', '?', 'Escape', '/', 'a', 'Escape', 'Tab', 'v', 'v', 'v'];

/** G6: whether tmux, looked at all the time while keys are pressed, ever shows nothing. */
export async function* flashes({ top, idle }: How): AsyncGenerator<Line> {
  const server = `mikado-bench-${randomUUID()}`;
  const env = testEnvironment({ TERM: 'xterm-256color' });
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-L', server, '-f', '/dev/null', ...args], { encoding: 'utf8', env });
  const size = ['-x', '120', '-y', '36'];
  tmux('new-session', '-d', ...size, '-c', writeChain(top, 1_000), `${NODE} ${MIKADO}`);
  try {
    while (!tmux('capture-pane', '-p').includes('READY')) await elapse(BETWEEN_MS);
    const end = performance.now() + idle * 1_000;
    let looks = 0;
    let blank = 0;
    while (performance.now() < end) {
      if (looks % 8 === 0) tmux('send-keys', KEYS[(looks / 8) % KEYS.length] ?? 'j');
      if (tmux('capture-pane', '-p').trim() === '') blank += 1;
      looks += 1;
      await elapse(BETWEEN_MS);
    }
    const figure = `${blank} of ${looks} looks in ${idle} s`;
    yield { name: 'G6 blank looks in tmux', goal: '0', figure, holds: blank === 0 };
  } finally {
    spawnSync('tmux', ['-L', server, 'kill-server'], { env, stdio: 'ignore' });
  }
}
