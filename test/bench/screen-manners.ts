// Prints how the screen of the built program behaves when the terminal, the disk or a signal does something to it.
//
//   node test/bench/screen-manners.ts [--rounds N]
//
// Linux alone: processes are told by /proc.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as elapse } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readProcessStat } from '../../src/process-stat.ts';
import { git, MIKADO, NODE, writeFiles } from '../rig/cli.ts';
import { openPty, type PtyScreen } from '../rig/pty.ts';
import { waitFor } from '../rig/wait-for.ts';
import { CHANGING_CARDS, DISK_CHANGES, makeWideBranch, SELECTED } from '../ui/session/disk-changes.ts';
import { stormSizes } from '../ui/terminal/resize-storm.ts';
import { quantile } from './measure.ts';

const SIZE = { columns: 120, rows: 36 };
/** Two hundred sizes in ten seconds, in milliseconds each. */
const STORM_MS = 50;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' } } });
const rounds = Number(values.rounds);

const top = mkdtempSync(join(tmpdir(), 'mikado-manners-'));
const env = { XDG_STATE_HOME: join(top, 'state'), PS1: 'sh> ' };
const cwd = join(top, 'cards');
mkdirSync(cwd);
writeFiles(cwd, CHANGING_CARDS);
git(cwd, 'init', '--quiet', '--initial-branch=main');
git(cwd, 'add', '--all');
git(cwd, 'commit', '--quiet', '--message=First');
makeWideBranch(cwd);
try {
  await suspending();
  await storming();
  await changing();
} finally {
  rmSync(top, { recursive: true });
}

async function suspending(): Promise<void> {
  const stopped: number[] = [];
  const drawn: number[] = [];
  const shell = openPty('bash', ['--norc', '-i'], { ...SIZE, cwd, env });
  try {
    await shell.waitForText('sh>');
    const file = join(top, 'pid');
    shell.type(`sh -c 'echo $$ > ${file}; exec ${NODE} ${MIKADO} ship-dark-mode'\r`);
    await shell.waitForText('git main @');
    const pid = Number(readFileSync(file, 'utf8'));
    const isStopped = () => (readProcessStat(pid)?.state === 'T' ? true : undefined);
    for (let round = 0; round < rounds; round += 1) {
      stopped.push(await timing(() => shell.type('\x1a'), isStopped));
      await shell.waitForScreen('the shell', () => !shell.isAlternate);
      const isDrawn = () => (shell.isAlternate && shell.text().includes('q quit') ? true : undefined);
      drawn.push(await timing(() => shell.type('fg\r'), isDrawn));
      // A key that comes back shows that the screen reads again, so that the next stop is not lost.
      shell.type('?');
      await shell.waitForText('half a page down');
      shell.type('?');
      await shell.waitForScreen('the cards', (shown) => !shown.includes('half a page down'));
    }
  } finally {
    shell.close();
  }
  print('G9 Ctrl-Z to stopped', pair(stopped), '<= 200 ms');
  print('G9 fg to frame', pair(drawn), '<= 100 ms');
}

async function storming(): Promise<void> {
  const screen = await open();
  const fresh = await open();
  try {
    for (const { columns, rows } of stormSizes(200)) {
      screen.resize(columns, rows);
      await elapse(STORM_MS);
    }
    screen.resize(SIZE.columns, SIZE.rows);
    await screen.waitForText('git main @');
    const isSame = await waitFor(() => (screen.text() === fresh.text() ? true : undefined), {
      complain: () => '',
      patience: 2_000,
    }).catch(() => false);
    print('G10 200 sizes in 10 s', isSame ? 'as a fresh start' : 'another frame', 'as a fresh start');
  } finally {
    screen.close();
    fresh.close();
  }
}

async function changing(): Promise<void> {
  const taken = new Map<string, number[]>();
  let moved = 0;
  const screen = await open();
  try {
    screen.type('gj');
    const isSelected = new RegExp(`^> .*${SELECTED}`, 'm');
    await screen.waitForText(isSelected);
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, make, shows } of DISK_CHANGES) {
        const milliseconds = await timing(
          () => make(cwd),
          () => (shows.test(screen.text()) ? true : undefined),
        );
        taken.set(name, [...(taken.get(name) ?? []), milliseconds]);
        if (!isSelected.test(screen.text())) moved += 1;
      }
    }
  } finally {
    screen.close();
  }
  for (const [name, figures] of taken)
    print(`G11 ${name}, ${figures.length} times`, pair(figures), '<= 300, p95 <= 800');
  print('G11 selection moved', `${moved} times`, '0');
}

async function open(): Promise<PtyScreen> {
  const screen = openPty(NODE, [MIKADO, 'ship-dark-mode'], { ...SIZE, cwd, env });
  await screen.waitForText('git main @');
  await screen.waitForText('READY');
  return screen;
}

/** The time from doing something until it is answered, in milliseconds. */
async function timing(act: () => void, isAnswered: () => true | undefined): Promise<number> {
  const start = performance.now();
  act();
  await waitFor(isAnswered, { complain: () => 'no answer' });
  return performance.now() - start;
}

function pair(figures: readonly number[]): string {
  return `median ${quantile(figures, 0.5).toFixed(0)} ms, p95 ${quantile(figures, 0.95).toFixed(0)} ms`;
}

function print(name: string, figures: string, goal: string): void {
  console.log(`${name.padEnd(44)}${figures.padEnd(36)}${goal}`);
}
