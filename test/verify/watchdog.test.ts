import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isRunning, readProcessStat } from '../../src/process-stat.ts';
import { MIKADO, makeRepository, NODE, testEnvironment } from '../rig/cli.ts';
import { waitFor } from '../rig/wait-for.ts';

/** Verifies a card whose command notes its process id and then runs for ever. */
async function verifying(command: string) {
  const folder = makeRepository({
    'docs/wait.md': `---\nstatus: active\n---\n\n## Verification\n\n- [ ] \`${command}\` <!-- check: run -->\n`,
  });
  const child = spawn(NODE, [MIKADO, 'verify', 'wait', '--trust-all'], {
    cwd: folder,
    env: testEnvironment(),
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const file = join(folder, 'pid');
  const pid = await waitFor(
    () =>
      existsSync(file) && readFileSync(file, 'utf8').endsWith('\n')
        ? Number(readFileSync(file, 'utf8'))
        : undefined,
    { complain: () => 'the command did not begin' },
  );
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  return { child, pid };
}

function isAlive(pid: number): boolean {
  return isRunning(readProcessStat(pid));
}

test.each([
  ['and what it started', 'echo $$ > pid; sleep 1000 & sleep 1000'],
  ['also one that is deaf to TERM', "trap '' TERM; echo $$ > pid; while :; do sleep 1; done"],
  ['also what left its session', "setsid sh -c 'echo $$ > pid; exec sleep 1000' & exec sleep 1000"],
  // Its group alone tells of it, of which mikado speaks a moment after the start.
  ['also one that knows nothing of its run', "exec env -i sh -c 'sleep 1; echo $$ > pid; exec sleep 1000'"],
])('a command ends with a mikado that is killed with kill -9, %s', async (_what, command) => {
  const { child, pid } = await verifying(command);
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await waitFor(() => (isAlive(pid) ? undefined : true), { complain: () => 'the command goes on' });
});
