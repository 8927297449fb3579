// Runs commands that try to write to the terminal and to change its settings, and says what came of each and whether the
// settings are as before. Run at a terminal by run-command.test.ts.
import { execFileSync } from 'node:child_process';
import { runCommand } from '../../src/verify/run-command.ts';

const ROUNDS = Number(process.argv[2]);
const HOSTILE = 'printf "\\033[?1049hgot it" > /dev/tty';
const options = { cwd: process.cwd(), timeoutMs: 9_000 };
const settings = (): string =>
  execFileSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'inherit'], encoding: 'utf8' });

const before = settings();
for (let round = 0; round < ROUNDS; round += 1) {
  const written = await runCommand(HOSTILE, options);
  const changed = await runCommand('stty -echo raw < /dev/tty', options);
  process.stdout.write(`${JSON.stringify([written.result, changed.result, settings() === before])}\n`);
}
