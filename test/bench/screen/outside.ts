import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapse } from 'node:timers/promises';
import { readProcessStat } from '../../../src/process-stat.ts';
import { git, MIKADO, NODE, writeFiles } from '../../rig/cli.ts';
import { openPty } from '../../rig/pty.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { CHANGING_CARDS, DISK_CHANGES, makeWideBranch, SELECTED } from '../../ui/session/disk-changes.ts';
import { stormSizes } from '../../ui/terminal/resize-storm.ts';
import { type How, type Line, type Times, timesLine } from './line.ts';
import { base, openAt, SIZE } from './opened.ts';

/** Two hundred sizes in ten seconds, in milliseconds each. */
const STORM_MS = 50;

interface Open {
  own: number[];
  base: number[];
}

function changingCards(top: string): string {
  const cwd = join(top, 'changing');
  if (existsSync(cwd)) return cwd;
  mkdirSync(cwd);
  writeFiles(cwd, CHANGING_CARDS);
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message=First');
  makeWideBranch(cwd);
  return cwd;
}

/** G9: how soon Ctrl-Z gives the shell its terminal, and `fg` brings the screen back. */
export async function* suspending({ top, rounds }: How): AsyncGenerator<Line> {
  const stopped: Open = { own: [], base: [] };
  const drawn: Open = { own: [], base: [] };
  const shell = openPty('bash', ['--norc', '-i'], {
    ...{ ...SIZE, cwd: changingCards(top) },
    env: { XDG_STATE_HOME: join(top, 'state'), PS1: 'sh> ' },
  });
  try {
    await shell.waitForText('sh>');
    const file = join(top, 'pid');
    shell.type(`sh -c 'echo $$ > ${file}; exec ${NODE} ${MIKADO} ship-dark-mode'\r`);
    await shell.waitForText('git main @');
    const pid = Number(readFileSync(file, 'utf8'));
    const isStopped = () => (readProcessStat(pid)?.state === 'T' ? true : undefined);
    for (let round = 0; round < rounds; round += 1) {
      stopped.base.push(await base());
      stopped.own.push(await timing(() => shell.type('\x1a'), isStopped));
      await shell.waitForScreen('the shell', () => !shell.isAlternate);
      const isDrawn = () => (shell.isAlternate && shell.text().includes('q quit') ? true : undefined);
      drawn.own.push(await timing(() => shell.type('fg\r'), isDrawn));
      // A key that comes back shows that the screen reads again, so that the next stop is not lost.
      shell.type('?');
      await shell.waitForText('Type to search');
      shell.type('?');
      await shell.waitForScreen('the cards', (shown) => !shown.includes('Type to search'));
    }
  } finally {
    shell.close();
  }
  yield timesLine('G9 Ctrl-Z to stopped', stopped, { median: 200 });
  yield timesLine('G9 fg to frame', { ...drawn, base: stopped.base }, { median: 100 });
}

/** G10: whether a window that is dragged ends with what a fresh start shows. */
export async function* storming({ top }: How): AsyncGenerator<Line> {
  const cwd = changingCards(top);
  const screen = await openAt(cwd, { args: ['ship-dark-mode'] });
  const fresh = await openAt(cwd, { args: ['ship-dark-mode'] });
  try {
    await Promise.all([screen, fresh].map((each) => each.waitForText('checks 0/5')));
    for (const { columns, rows } of stormSizes(200)) {
      screen.resize(columns, rows);
      await elapse(STORM_MS);
    }
    screen.resize(SIZE.columns, SIZE.rows);
    const isSame = await waitFor(() => (screen.text() === fresh.text() ? true : undefined), {
      complain: () => '',
      patience: 5_000,
    }).catch(() => false);
    const figure = isSame ? 'as a fresh start' : 'another frame';
    yield { name: 'G10 200 sizes in 10 s', goal: 'as a fresh start', figure, holds: isSame };
  } finally {
    screen.close();
    fresh.close();
  }
}

/** G11: how soon a change on disk is seen, and whether the selection stays. */
export async function* changing({ top, rounds }: How): AsyncGenerator<Line> {
  const cwd = changingCards(top);
  const taken = new Map<string, Open>();
  let moved = 0;
  let looks = 0;
  const screen = await openAt(cwd, { args: ['ship-dark-mode'] });
  try {
    await screen.waitForText('git main @');
    screen.type('gj');
    const isSelected = new RegExp(`^> .*${SELECTED}`, 'm');
    await screen.waitForText(isSelected);
    for (let round = 0; round < rounds; round += 1) {
      const peer = await base();
      for (const { name, make, shows } of DISK_CHANGES) {
        const times = taken.get(name) ?? { own: [], base: [] };
        taken.set(name, times);
        times.base.push(peer);
        times.own.push(
          await timing(
            () => make(cwd),
            () => (shows.test(screen.text()) ? true : undefined),
          ),
        );
        looks += 1;
        if (!isSelected.test(screen.text())) moved += 1;
      }
    }
  } finally {
    screen.close();
  }
  for (const [name, times] of taken) yield changeLine(name, times);
  const figure = `${moved} of ${looks} times`;
  yield { name: 'G11 selection moved', goal: '0', figure, holds: moved === 0 };
}

function changeLine(name: string, times: Times): Line {
  return timesLine(`G11 ${name}, ${times.own.length} times`, times, { median: 300, p95: 800 });
}

/** The time from doing something until it is answered, in milliseconds. */
async function timing(act: () => void, isAnswered: () => true | undefined): Promise<number> {
  const start = performance.now();
  act();
  await waitFor(isAnswered, { complain: () => 'no answer' });
  return performance.now() - start;
}
