import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isRunning, readProcessStat } from '../../src/process-stat.ts';
import { readReceipts } from '../../src/verify/evidence.ts';
import { answer } from '../rig/answer.ts';
import { MIKADO, makeFolder, makeRepository, NODE } from '../rig/cli.ts';
import { type PtyScreen, startInPty } from '../rig/pty.ts';
import { waitFor } from '../rig/wait-for.ts';

/** How many runs are interrupted, half of them of `mikado verify`, half of the screen. */
const INTERRUPTS = Number(process.env.MIKADO_TEST_INTERRUPTS ?? 12);
const IS_FULL = process.env.MIKADO_TEST_INTERRUPTS !== undefined;

/** A moment between the start of the program and well into the command that does not end, in milliseconds. */
const LATEST_MOMENT_MS = 1_200;

const SIZE = { columns: 80, rows: 24 };
const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof STATUS;
const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Five checks that pass at once, one with a family that is deaf to polite requests, and one that must not be reached. */
const CARD = `---
status: active
---

# Deploy

## Verification

${[1, 2, 3, 4, 5].map((nth) => `- [ ] quick ${nth}: \`echo ${nth}\` <!-- check: run -->`).join('\n')}
- [ ] slow: \`sh deaf\` <!-- check: run -->
- [ ] never: \`touch never\` <!-- check: run -->
`;
const DEAF = `trap '' TERM INT HUP
(setsid sh -c ': > pid.$$; while :; do sleep 0.1; done' &)
: > "pid.$$"
echo begun
while :; do sleep 0.1; done
`;

interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A repository whose one card is approved. */
async function makeApproved(): Promise<Place> {
  const folder = makeRepository({ 'docs/deploy.md': CARD, deaf: DEAF, '.gitignore': 'pid.*\n.mikado\n' });
  const env = { XDG_STATE_HOME: makeFolder(), CI: '' };
  const screen = startInPty(NODE, [MIKADO, 'trust', 'deploy'], { ...SIZE, cwd: folder, env });
  await screen.waitForText('y or [n]');
  await answer(screen, 'y');
  expect(await screen.waitForExit()).toEqual({ code: 0, signal: 0 });
  return { folder, env };
}

/** The program below a shell that tells of the terminal's settings before and after, and of its status. */
function startBelowShell(args: readonly string[], { folder, env }: Place): PtyScreen {
  const shell = 'trap : INT TERM HUP; stty -g; "$@"; echo "ended=$?"; stty -g';
  return startInPty('/bin/sh', ['-c', shell, 'sh', NODE, MIKADO, ...args], { ...SIZE, cwd: folder, env });
}

/** The shell's only child, once there is one. */
function programOf(screen: PtyScreen): Promise<number> {
  const path = `/proc/${screen.pid}/task/${screen.pid}/children`;
  const look = (): number | undefined => {
    const [pid] = readFileSync(path, 'utf8').trim().split(' ').map(Number);
    return pid !== undefined && pid > 0 && commandLineOf(pid).startsWith(NODE) ? pid : undefined;
  };
  return waitFor(look, { complain: () => screen.received });
}

/** Nothing of one that ended meanwhile, as `stty` does. */
function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

interface Interrupted {
  /** From the signal to the end of the program. */
  readonly ms: number;
  readonly screen: PtyScreen;
}

/** Interrupts a program at a moment of its run, a second time soon after when told, and waits for its end. */
async function interrupt(
  screen: PtyScreen,
  how: { readonly send: () => void; readonly momentMs: number; readonly again: 'once' | 'twice' },
): Promise<Interrupted> {
  await pause(how.momentMs);
  let sent = performance.now();
  how.send();
  if (how.again === 'twice') {
    await pause(50 + Math.random() * 200);
    sent = performance.now();
    how.send();
  }
  await screen.waitForText(/ended=\d+/);
  const ms = performance.now() - sent;
  await screen.waitForExit();
  return { ms, screen };
}

/** Asserts all that must hold after an interrupt, whenever it came. */
async function expectAllInOrder({ screen }: Interrupted, { folder }: Place, status: number): Promise<void> {
  const settings = screen.received.match(/^[0-9a-f]+(?::[0-9a-f]+)+\r?$/gm) ?? [];
  expect(settings).toHaveLength(2);
  expect(settings[1]).toBe(settings[0]);
  expect(modesLeftSet(screen.received)).toEqual([]);
  expect(/ended=(\d+)/.exec(screen.received)?.[1]).toBe(String(status));
  await expectGone(folder);
  expect(readdirSync(folder)).not.toContain('never');
  const { receipts } = readReceipts(folder, 'deploy');
  const passed = receipts.filter((receipt) => receipt.kind !== 'forced-close' && receipt.result === 'passed');
  const card = readFileSync(join(folder, 'docs/deploy.md'), 'utf8');
  for (const [, nth] of card.matchAll(/- \[x\] quick (\d)/g))
    expect(
      passed.some((receipt) => receipt.kind === 'automatic' && receipt.text.includes(`quick ${nth}`)),
    ).toBe(true);
  expect(card.replaceAll('- [x] quick', '- [ ] quick')).toBe(CARD);
}

/** On a busy machine what was killed needs a moment to be gone, but less than the two seconds of the watchdog. */
function expectGone(folder: string): Promise<true> {
  return waitFor(() => alive(folder).length === 0 || undefined, {
    complain: () => `${alive(folder)} go on`,
    patience: 1_000,
  });
}

function alive(folder: string): readonly number[] {
  const pids = readdirSync(folder).filter((name) => name.startsWith('pid.'));
  return pids.map((name) => Number(name.slice(4))).filter((pid) => isRunning(readProcessStat(pid)));
}

/** The modes that a full-screen program sets; what was set last must have been taken back. */
function modesLeftSet(received: string): readonly string[] {
  const modes = new Map<string, string>();
  for (const [, mode = '', set = ''] of received.matchAll(/\x1b\[\?(\d+)([hl])/g)) modes.set(mode, set);
  return [...modes].filter(([mode, set]) => set === (mode === '25' ? 'l' : 'h')).map(([mode]) => mode);
}

function report(what: string, times: readonly number[]): void {
  if (IS_FULL)
    process.stderr.write(`${what}: ${times.length}, slowest ${Math.round(Math.max(0, ...times))} ms\n`);
}

describe('whenever it is interrupted', () => {
  test(`mikado verify leaves no process, no mark that is not true, and the terminal in order, ${INTERRUPTS / 2} times`, {
    timeout: 1_200_000,
  }, async () => {
    const place = await makeApproved();
    const times: { once: number[]; twice: number[] } = { once: [], twice: [] };
    for (let round = 0; round < INTERRUPTS / 2; round += 1) {
      const name = SIGNALS[round % SIGNALS.length] ?? 'SIGINT';
      const again = round % 4 === 3 ? 'twice' : 'once';
      const screen = startBelowShell(['verify', 'deploy'], place);
      const pid = await programOf(screen);
      const send = (): void => {
        // Typing reaches the whole job, as at a person's terminal.
        if (name === 'SIGINT') screen.type('\x03');
        else if (isRunning(readProcessStat(pid))) process.kill(pid, name);
      };
      const ended = await interrupt(screen, { send, again, momentMs: Math.random() * LATEST_MOMENT_MS });
      await expectAllInOrder(ended, place, STATUS[name]);
      times[again].push(ended.ms);
    }
    report('one interrupt of verify', times.once);
    report('second interrupt of verify', times.twice);
  });

  test(`the screen does too, ${INTERRUPTS / 2} times`, { timeout: 1_200_000 }, async () => {
    const place = await makeApproved();
    const times: number[] = [];
    for (let round = 0; round < INTERRUPTS / 2; round += 1) {
      const name = SIGNALS[round % SIGNALS.length] ?? 'SIGINT';
      const screen = startBelowShell([], place);
      const pid = await programOf(screen);
      if (round % 2 === 1) {
        await screen.waitForText('Verification');
        screen.type('r');
      }
      const send = (): void => void process.kill(pid, name);
      const ended = await interrupt(screen, {
        send,
        again: 'once',
        momentMs: Math.random() * LATEST_MOMENT_MS,
      });
      await expectAllInOrder(ended, place, STATUS[name]);
      times.push(ended.ms);
    }
    report('one interrupt of the screen', times);
  });
});
