// Runs a command with the terminal for its own, tells what came of it and of the terminal, and reads one more line. Run
// as a process of its own by run-at-terminal.test.ts.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { runAtTerminal } from '../../src/verify/run-at-terminal.ts';
import { stopAllCommands } from '../../src/verify/run-command.ts';

const [command = '', limit = '20000', claim = '0'] = process.argv.slice(2);
const settings = (): string =>
  execFileSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'inherit'], encoding: 'utf8' });
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
process.on('exit', stopAllCommands);

const before = settings();
const { result, exitCode, head, atTerminal } = await runAtTerminal(command, {
  cwd: process.cwd(),
  timeoutMs: Number(limit),
  claim: { exitCode: Number(claim), stdout: null },
  signal: stopping.signal,
});
const same = settings() === before;
process.stderr.write(`${JSON.stringify({ result, exitCode, head, atTerminal, same })}\n`);
const [typed] = await once(process.stdin, 'data');
process.stderr.write(`then typed: ${typed}`);
process.exit(0);
