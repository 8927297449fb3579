import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning, readProcessStat } from '../../../src/process-stat.ts';
import { MIKADO, makeFolder, makeRepository, NODE } from '../../rig/cli.ts';
import { type PtyScreen, startInPty } from '../../rig/pty.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { buildScreen } from '../build-screen.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';
import { modesLeftSet } from './modes-left-set.ts';

/** A shell that has opened the screen, having written down the terminal's modes before. */
interface Opened {
  readonly shell: PtyScreen;
  readonly folder: string;
  readonly pid: number;
}

async function openFromShell(
  how: { readonly program?: string; readonly cards?: Readonly<Record<string, string>> } = {},
): Promise<Opened> {
  const folder = makeRepository({ ...SAMPLE_CARDS, ...how.cards });
  const env = { PS1: 'sh> ', XDG_STATE_HOME: makeFolder(), CI: 'true' };
  const shell = startInPty('bash', ['--norc', '-i'], { columns: 80, rows: 24, cwd: folder, env });
  await shell.waitForText('sh>');
  // The launched process is the program itself, so that its id is known.
  const start = `sh -c 'echo $$ > ../pid; exec ${NODE} ${how.program ?? MIKADO}'`;
  shell.type(`mkdir w; cd w; stty -g > ../before; ${start}; echo "ended $?"; stty -g > ../after\r`);
  await shell.waitForText(/^> .*READY/m);
  return { shell, folder, pid: Number(readFileSync(join(folder, 'pid'), 'utf8')) };
}

function modesOf(folder: string, when: 'before' | 'after'): string {
  return readFileSync(join(folder, when), 'utf8');
}

/** Bash sets bracketed paste for itself. */
const BASH_SETS = '2004';

async function expectRestored({ shell, folder }: Opened, status: number): Promise<void> {
  await shell.waitForText(`ended ${status}`);
  const after = await waitFor(() => readMaybe(join(folder, 'after')), { complain: () => shell.text() });
  expect(after).toBe(modesOf(folder, 'before'));
  expect(modesLeftSet(shell.received).filter((mode) => mode !== BASH_SETS)).toEqual([]);
  expect(shell.isAlternate).toBe(false);
}

function readMaybe(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8') || undefined;
  } catch {
    return undefined;
  }
}

function stateOf(pid: number): string | undefined {
  return readMaybe(`/proc/${pid}/stat`)?.split(') ')[1]?.[0];
}

describe('the shell gets its terminal back as it was', () => {
  test.each([
    ['q', 'q', 0],
    ['Ctrl-C', '\x03', 130],
  ])('after %s', async (_name, key, status) => {
    const opened = await openFromShell();
    opened.shell.type(key);
    await expectRestored(opened, status);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('after %s to the process', async (signal, status) => {
    const opened = await openFromShell();
    process.kill(opened.pid, signal);
    await expectRestored(opened, status);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('after %s to its group', async (signal, status) => {
    const opened = await openFromShell();
    process.kill(-opened.pid, signal);
    await expectRestored(opened, status);
  });

  test.each(['--throw', '--reject'])('after a bug that shows by %s', async (flag) => {
    const opened = await openFromShell({ program: `${await buildScreen()} ${flag}` });
    process.kill(opened.pid, 'SIGUSR2');
    await expectRestored(opened, 70);
  });
});

/** A check that does not go by itself, nor when it is asked to, and whose child does not either. */
const STUBBORN = {
  'docs/store-user-preference.md':
    "---\nstatus: active\n---\n\n## Verification\n\n- [ ] `trap '' INT TERM HUP; sleep 60 & echo $$ > .git/check; sleep 60` <!-- check: run -->\n",
};

/** The processes of a session of processes, but for those that are dead and only not yet collected. */
function survivorsOf(session: number): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    const stat = /^\d+$/.test(name) ? readProcessStat(Number(name)) : undefined;
    return isRunning(stat) && stat.session === session;
  });
}

/** How long a question takes no answer after it opened, in milliseconds, and some more. */
const GUARD_MS = 250;

async function answer(screen: PtyScreen, title: string): Promise<void> {
  await screen.waitForText(title);
  const since = performance.now();
  await waitFor(() => (performance.now() - since > GUARD_MS ? true : undefined), {
    complain: () => 'time stands still',
  });
  screen.type('y');
}

async function openMidCheck(
  how: { readonly program?: string } = {},
): Promise<Opened & { readonly session: number }> {
  const opened = await openFromShell({ ...how, cards: STUBBORN });
  const { shell, folder } = opened;
  await shell.waitForText('Verification  0/1');
  shell.type('r');
  await answer(shell, 'Run these commands?');
  const pid = await waitFor(() => readMaybe(join(folder, '.git/check')), { complain: () => shell.text() });
  const session = readProcessStat(Number(pid))?.session ?? Number.NaN;
  await waitFor(() => (survivorsOf(session).length >= 3 ? true : undefined), {
    complain: () => `of the session ${session} there are ${survivorsOf(session).join(', ')}`,
  });
  return { ...opened, session };
}

async function expectNoSurvivors(session: number): Promise<void> {
  await waitFor(() => (survivorsOf(session).length === 0 ? true : undefined), {
    complain: () => `still running: ${survivorsOf(session).join(' ')}`,
    patience: 7_000,
  });
}

describe.runIf(process.platform === 'linux')(
  'a stubborn check, and all it started, ends with the screen',
  () => {
    test.each([
      ['SIGTERM', 'the process', 143],
      ['SIGHUP', 'the process', 129],
      ['SIGINT', 'the process', 130],
      ['SIGTERM', 'its group', 143],
      ['SIGHUP', 'its group', 129],
      ['SIGINT', 'its group', 130],
    ] as const)('after %s to %s', async (signal, to, status) => {
      const opened = await openMidCheck();
      process.kill(to === 'its group' ? -opened.pid : opened.pid, signal);
      await expectRestored(opened, status);
      await expectNoSurvivors(opened.session);
    });

    test('after q and a yes', async () => {
      const opened = await openMidCheck();
      opened.shell.type('q');
      await answer(opened.shell, 'Quit?');
      await expectRestored(opened, 0);
      await expectNoSurvivors(opened.session);
    });

    test('after Ctrl-C twice', async () => {
      const opened = await openMidCheck();
      opened.shell.type('\x03');
      await opened.shell.waitForText('The check was stopped.');
      await expectNoSurvivors(opened.session);
      opened.shell.type('\x03');
      await expectRestored(opened, 130);
    });

    test.each(['--throw', '--reject'])('after a bug that shows by %s', async (flag) => {
      const opened = await openMidCheck({ program: `${await buildScreen()} ${flag}` });
      process.kill(opened.pid, 'SIGUSR2');
      await expectRestored(opened, 70);
      await expectNoSurvivors(opened.session);
    });

    test('after its terminal was closed', async () => {
      const { shell, pid, session } = await openMidCheck();
      shell.signal('SIGKILL');
      await expectNoSurvivors(session);
      await waitFor(() => (isRunning(readProcessStat(pid)) ? undefined : true), {
        complain: () => 'the screen still runs',
      });
    });
  },
);

describe.runIf(process.platform === 'linux')('stopping', () => {
  test('by SIGTSTP from outside gives the terminal back first, and fg draws everything again', async () => {
    const { shell, folder, pid } = await openFromShell();
    process.kill(pid, 'SIGTSTP');
    await shell.waitForText('Stopped');
    expect(stateOf(pid)).toBe('T');
    expect(modesLeftSet(shell.received).filter((mode) => mode !== BASH_SETS)).toEqual([]);
    shell.type('stty -g > ../stopped\r');
    const stopped = await waitFor(() => readMaybe(join(folder, 'stopped')), { complain: () => shell.text() });
    expect(stopped).toBe(modesOf(folder, 'before'));
    shell.resize(100, 30);
    shell.type('fg\r');
    await shell.waitForText(/^> .*READY/m);
    await waitFor(() => (shell.lines()[29]?.endsWith('q quit') === true ? true : undefined), {
      complain: () => shell.text(),
    });
    shell.type('q');
    await shell.waitForScreen('the shell', () => !shell.isAlternate);
  });

  test('by SIGSTOP, which no program hears of, leaves the keys working after fg', async () => {
    const { shell, pid } = await openFromShell();
    process.kill(pid, 'SIGSTOP');
    await waitFor(() => (stateOf(pid) === 'T' ? true : undefined), { complain: () => String(stateOf(pid)) });
    shell.type('\rstty sane; fg\r');
    await shell.waitForText(/^> .*READY/m);
    await waitFor(() => (stateOf(pid) === 'T' ? undefined : true), { complain: () => String(stateOf(pid)) });
    shell.type('?');
    await shell.waitForText('Type to search');
    shell.type('q');
    await shell.waitForScreen('the shell', () => !shell.isAlternate);
  });

  test('of the shell ends the screen with it', async () => {
    const { shell, pid } = await openFromShell();
    shell.signal('SIGKILL');
    await waitFor(() => (stateOf(pid) === undefined || stateOf(pid) === 'Z' ? true : undefined), {
      complain: () => `the screen still runs: ${stateOf(pid)}`,
    });
  });
});
