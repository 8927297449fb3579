import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRunning, readProcessStat } from '../../src/process-stat.ts';
import { type RunOptions, runCommand } from '../../src/verify/run-command.ts';
import type { CommandOutcome } from '../../src/verify/verify-event.ts';
import { NODE } from '../rig/cli.ts';
import { startInPty } from '../rig/pty.ts';
import { waitFor } from '../rig/wait-for.ts';

const ROUNDS = Number(process.env.MIKADO_TEST_ROUNDS ?? 3);

let cwd = '';

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mikado-run-')));
});

afterEach(() => {
  for (const pid of started()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone, as it should be.
    }
  }
  rmSync(cwd, { recursive: true, force: true });
});

function run(command: string, options: Partial<RunOptions> = {}): Promise<CommandOutcome> {
  return runCommand(command, { cwd, timeoutMs: 20_000, ...options });
}

describe('outcomes are kept apart', () => {
  test('exit status 0 is passed', async () => {
    const outcome = await run('echo out; echo err >&2');
    expect(outcome).toMatchObject({ result: 'passed', exitCode: 0, signal: null, tail: '', droppedBytes: 0 });
    expect(outcome.command).toBe('echo out; echo err >&2');
    expect(outcome.head.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  test('any other exit status is failed', async () => {
    expect(await run('exit 3')).toMatchObject({ result: 'failed', exitCode: 3, signal: null, head: '' });
  });

  test('a signal is killed', async () => {
    expect(await run('kill -SEGV $$')).toMatchObject({ result: 'killed', exitCode: null, signal: 'SIGSEGV' });
  });

  test('the time limit is timed-out', async () => {
    expect(await run('sleep 60', { timeoutMs: 50 })).toMatchObject({
      result: 'timed-out',
      exitCode: null,
      signal: 'SIGTERM',
    });
  });

  test.each([
    'no-such-program --all',
    'A=1 B="two words" no-such-program',
    './no-such-file',
    '"no such program" x',
  ])('%s is not found', async (command) => {
    expect(await run(command)).toMatchObject({ result: 'not-found', exitCode: 127, signal: null });
  });

  test.each(['exit 127', 'sh -c "exit 127"', './says-127', 'true && no-such-program'])(
    '%s fails with 127 by itself',
    async (command) => {
      writeFileSync(join(cwd, 'says-127'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
      expect(await run(command)).toMatchObject({ result: 'failed', exitCode: 127, signal: null });
    },
  );

  test('a folder that is not there is said in the output', async () => {
    const outcome = await run('true', { cwd: join(cwd, 'gone') });
    expect(outcome).toMatchObject({ result: 'failed', exitCode: null });
    expect(outcome.head).toBe('mikado could not start the command: Error: spawn /bin/sh ENOENT\n');
  });

  test('a shell of the user is used', async () => {
    expect((await run('[[ a == a ]] && echo "$0"', { shell: '/bin/bash' })).head).toBe('/bin/bash\n');
  });
});

describe('what an author claims', () => {
  test.each([
    ['exit 1', 1, null, 'passed'],
    ['exit 0', 1, null, 'failed'],
    ['echo 2; sleep 0.05; echo 00', 0, { kind: 'contains', text: '2\n00' }, 'passed'],
    ['echo 200 >&2', 0, { kind: 'contains', text: '200' }, 'failed'],
    ['echo warning >&2', 0, { kind: 'empty' }, 'passed'],
    ['echo', 0, { kind: 'empty' }, 'failed'],
    ['exit 1', 0, { kind: 'empty' }, 'failed'],
  ] as const)('%j with status %i and output %j is %4$s', async (command, exitCode, stdout, result) => {
    expect((await run(command, { claim: { exitCode, stdout } })).result).toBe(result);
  });
});

describe('the surroundings of a command', () => {
  test('its input is at its end at once', async () => {
    const { durationMs, ...outcome } = await run('cat; read line || echo end');
    expect(outcome).toMatchObject({ result: 'passed', head: 'end\n' });
    report(`input at its end: ${durationMs} ms`);
  });

  test(`it cannot reach the terminal, whose settings stay as they are, ${ROUNDS} times`, {
    timeout: 600_000,
  }, async () => {
    const screen = startInPty(NODE, [join(import.meta.dirname, 'reach-terminal.ts'), String(ROUNDS)], {
      columns: 80,
      rows: 24,
      cwd,
    });
    expect(await screen.waitForExit()).toEqual({ code: 0, signal: 0 });
    // Anything else would be a byte that came from a command.
    expect(screen.received).toBe(`${'["failed","failed",true]\r\n'.repeat(ROUNDS)}`);
  });

  test('it has the environment of the user without what npm and its like added', async () => {
    const env = {
      PATH: process.env.PATH,
      KUBECONFIG: 'k',
      npm_config_x: '1',
      NODE_OPTIONS: '--x',
      INIT_CWD: '/',
    };
    const { head } = await run('env', { env });
    const names = head.split('\n').map((line) => line.split('=')[0]);
    expect(names.filter((name) => name !== '' && name !== '_').sort()).toEqual([
      'KUBECONFIG',
      'MIKADO_RUN',
      'PATH',
      'PWD',
    ]);
  });

  test('it runs in the folder it is told', async () => {
    expect((await run('pwd -P')).head).toBe(`${cwd}\n`);
  });
});

/**
 * Starts a child, a grandchild, one in a session of its own and one forked twice, all deaf to polite requests to end,
 * waits for each to note its id as the name of a file, and says so.
 */
const FAMILY = `
  deep() { exec "$@" sh -c 'trap "" TERM INT HUP; : > "pid.$$"; while :; do sleep 0.2; done'; }
  (deep env) &
  (sh -c "$(printf '%s\\n' '(trap "" TERM INT HUP; sh -c "trap \\"\\" TERM INT HUP; : > pid.\\$\\$; while :; do sleep 0.2; done") & wait')") &
  (deep setsid) &
  (deep nohup setsid >/dev/null 2>&1 &)
  trap '' TERM INT HUP
  while [ "$(ls pid.* 2>/dev/null | wc -l)" -lt 4 ]; do sleep 0.02; done
  : > "pid.$$"
  echo ready`;

describe('everything a command started ends with it', () => {
  test(`child, grandchild, own session and double fork die at the time limit, ${ROUNDS} times`, {
    timeout: 600_000,
  }, async () => {
    let worst = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const timeoutMs = 1_000;
      const before = performance.now();
      const outcome = await run(`${FAMILY}; while :; do sleep 0.2; done`, { timeoutMs });
      const past = performance.now() - before - timeoutMs;
      // A shell that is killed after its child may still get to say that the child was.
      const head = expect.stringMatching(/^ready\n(?:Killed\n)*$/);
      expect(outcome).toMatchObject({ result: 'timed-out', exitCode: null, head });
      expect(started()).toHaveLength(5);
      await expectGone();
      // Two seconds of grace, and not another two.
      expect(past).toBeLessThan(4_000);
      worst = Math.max(worst, past);
      for (const name of readdirSync(cwd)) rmSync(join(cwd, name));
    }
    report(`time limits: ${ROUNDS}, slowest ${Math.round(worst)} ms past the limit`);
  });

  test('they die when the caller aborts', async () => {
    const controller = new AbortController();
    const outcome = await run(`${FAMILY}; while :; do sleep 0.2; done`, {
      signal: controller.signal,
      onOutput: () => controller.abort(),
    });
    expect(outcome).toMatchObject({ result: 'killed', exitCode: null, signal: 'SIGKILL' });
    await expectGone();
  });

  test('a person who interrupts a command lets it clean up behind INT', async () => {
    const controller = new AbortController();
    const outcome = await run(
      "trap 'echo cleaned up; exit 0' INT; trap '' TERM; echo ready; sleep 60 & wait",
      {
        signal: controller.signal,
        onOutput: () => controller.abort('SIGINT'),
      },
    );
    expect(outcome).toMatchObject({ result: 'killed', head: 'ready\ncleaned up\n' });
  });

  test('a command that is deaf to INT gets TERM, and one that is deaf to both is killed', async () => {
    const interruptMs = 400;
    const deaf = new AbortController();
    const heard = await run(
      "trap '' INT; trap 'echo told; exit 0' TERM; echo ready; while :; do sleep 0.05; done",
      {
        signal: deaf.signal,
        interruptMs,
        onOutput: () => deaf.abort('SIGINT'),
      },
    );
    expect(heard).toMatchObject({
      result: 'killed',
      head: expect.stringMatching(/^ready\n(?:Terminated\n)*told\n$/),
    });
    const controller = new AbortController();
    const killed = await run(`${FAMILY}; while :; do sleep 0.2; done`, {
      signal: controller.signal,
      interruptMs,
      onOutput: () => controller.abort('SIGINT'),
    });
    expect(killed).toMatchObject({ result: 'killed', exitCode: null, signal: 'SIGKILL' });
    await expectGone();
  });

  test('what is aborted before it starts does not start', async () => {
    const outcome = await run('touch started', { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ result: 'killed', exitCode: null, signal: null });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('they die when the command exits, which is leaked and said without waiting for the grace', async () => {
    let ready = 0;
    const outcome = await run(FAMILY, { onOutput: () => (ready = performance.now()) });
    expect(performance.now() - ready).toBeLessThan(2_000);
    const head = expect.stringMatching(/^ready\n(?:Killed\n)*$/);
    expect(outcome).toMatchObject({ result: 'leaked', exitCode: 0, head });
    await expectGone();
  });

  test.each([
    ['holds the pipe', 'sleep 60 & : > pid.$!'],
    ['closed the pipe', 'sleep 60 >/dev/null 2>&1 & : > pid.$!'],
    ['left the session', 'setsid sleep 60 & : > pid.$!'],
  ])('a process left behind that %s is leaked', async (_, command) => {
    let worst = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { result, durationMs } = await run(command);
      expect(result).toBe('leaked');
      await expectGone();
      worst = Math.max(worst, durationMs);
    }
    report(`leaks: ${ROUNDS}, slowest ${worst} ms`);
  });

  test('one that hid itself is not found but does not hold up the answer', async () => {
    const outcome = await run('env -i setsid sh -c ": > pid.\\$\\$; exec sleep 60" & sleep 0.2');
    expect(outcome.result).toBe('leaked');
  });

  test('a helper that ends a moment after its command is no leak', async () => {
    expect((await run('sleep 0.05 & exit 0')).result).toBe('passed');
  });

  test('they die with this process when it stops all commands on its way out', async () => {
    execFileSync(process.execPath, [
      join(import.meta.dirname, 'run-then-exit.ts'),
      `${FAMILY}; sleep 60`,
      cwd,
    ]);
    expect(started()).toHaveLength(5);
    await expectGone();
  });
});

describe('output', () => {
  test('of any length is kept at both ends in little memory, counted and hashed', () => {
    const megabytes = 300;
    const command = `head -c ${megabytes}M /dev/zero; printf end`;
    const printed = execFileSync(process.execPath, [join(import.meta.dirname, 'flood.ts'), command], {
      encoding: 'utf8',
    });
    const kept: { readonly maxMegabytes: number } = JSON.parse(printed);
    const hash = createHash('sha256');
    for (let part = 0; part < megabytes; part += 1) hash.update(Buffer.alloc(1024 * 1024));
    expect(kept).toMatchObject({
      result: 'passed',
      head: 256 * 1024,
      tail: 256 * 1024,
      droppedBytes: megabytes * 1024 * 1024 + 3 - 2 * 256 * 1024,
      sha256: hash.update('end').digest('hex'),
    });
    // Node alone takes about 80.
    expect(kept.maxMegabytes).toBeLessThan(200);
  });

  test('that is no text is decoded leniently', async () => {
    expect((await run("printf 'a\\377b'")).head).toBe('a\ufffdb');
  });

  test('comes through as it is written', async () => {
    const chunks: string[] = [];
    await run('echo one; while [ ! -e seen ]; do sleep 0.02; done; echo two', {
      onOutput: (chunk) => {
        chunks.push(chunk.toString());
        writeFileSync(join(cwd, 'seen'), '');
      },
    });
    expect(chunks).toEqual(['one\n', 'two\n']);
  });
});

/** Says a figure where somebody asked for many rounds. */
function report(figure: string): void {
  if (process.env.MIKADO_TEST_ROUNDS !== undefined) process.stderr.write(`${figure}\n`);
}

/** The ids that the commands of a test noted as names of files. */
function started(): readonly number[] {
  return readdirSync(cwd)
    .filter((name) => name.startsWith('pid.'))
    .map((name) => Number(name.slice(4)));
}

/** What was killed is on its way out for a moment in which it has no environment and is no zombie yet. */
async function expectGone(): Promise<void> {
  await waitFor(() => alive().length === 0 || undefined, {
    complain: () => `${alive()} go on`,
    // Less than the two seconds after which the watchdog ends what this process failed to.
    patience: 1_000,
  });
}

function alive(): readonly number[] {
  return started().filter((pid) => isRunning(readProcessStat(pid)));
}
