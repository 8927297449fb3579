import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapse } from 'node:timers/promises';
import { git, MIKADO, NODE, writeFiles } from '../../rig/cli.ts';
import { openPty, type PtyScreen } from '../../rig/pty.ts';
import { quantile } from '../measure.ts';
import { flickerLine } from './keys.ts';
import { type How, type Line, timesLine } from './line.ts';
import { base, SIZE, until } from './opened.ts';

/** A thousand lines a second, until it is stopped. */
const STREAM =
  'let n = 0; setInterval(() => { let s = ""; for (let i = 0; i < 20; i += 1) s += "line " + n++ + " of a check\\n"; process.stdout.write(s); }, 20)';
const SILENT = 'true';
/** A hundred million bytes in lines of a hundred. */
const FLOOD = 'yes "$(printf %099d 0)" | head -c 100000000';
/** How long a question takes no answer after it opened, in milliseconds, and some more. */
const GUARD_MS = 250;
const AFTER_FLOOD_MS = 10_000;

async function openChecking(top: string, command: string): Promise<PtyScreen> {
  const folder = join(top, `checking-${command.length}`);
  const names = Array.from({ length: 20 }, (_, index) => `card-${index}`);
  writeFiles(folder, {
    'stream.cjs': STREAM,
    'docs/goal.md': `---\nstatus: active\nrequires: [${names.join(', ')}]\n---\n`,
    ...Object.fromEntries(
      names.map((name) => [
        `docs/${name}.md`,
        `---\nstatus: active\n---\n\n## Verification\n\n- [ ] \`${command}\` <!-- check: run -->\n`,
      ]),
    ),
  });
  git(folder, 'init', '--quiet');
  const screen = openPty(NODE, [MIKADO, 'goal'], { ...SIZE, cwd: folder });
  await until(screen, (shown) => shown.includes('Verification  0/1'));
  return screen;
}

async function verify(screen: PtyScreen): Promise<void> {
  screen.type('r');
  await until(screen, (shown) => shown.includes('Run these commands?'));
  await elapse(GUARD_MS);
  screen.type('y');
}

/** G4: what a key takes while a check prints, and what a flood of output leaves in memory. */
export async function* checkOutput({ top, keys }: How): AsyncGenerator<Line> {
  const screen = await openChecking(top, `'${NODE}' stream.cjs`);
  const times = { own: [] as number[], base: [] as number[] };
  try {
    await verify(screen);
    await until(screen, (shown) => /^.*line \d{3,}/m.test(shown));
    const opened = screen.received.length;
    const rowOf = (shown: string): number =>
      shown.split('\n').findIndex((line) => /^[> ]*>.*card-/.test(line));
    screen.type('1');
    await elapse(GUARD_MS);
    for (let index = 0; index < keys; index += 1) {
      if (index % 10 === 0) times.base.push(await base());
      const before = rowOf(screen.text());
      const start = performance.now();
      screen.type(index % 20 < 10 ? 'j' : 'k');
      times.own.push((await until(screen, (shown) => rowOf(shown) !== before)) - start);
    }
    yield timesLine('G4 key to frame while a check prints', times, { p95: 50 });
    yield flickerLine('G6 wipes and bytes outside of frames meanwhile', screen.received.slice(opened));
  } finally {
    screen.close();
  }
  yield await flood(top);
}

/** What 100 MB of output add to what the first check of a session takes anyhow. */
async function flood(top: string): Promise<Line> {
  const silent = await grown(top, SILENT);
  const flooded = await grown(top, FLOOD);
  const added = flooded.after - silent.after;
  return {
    name: 'G4 memory that 100 MB of output add',
    figure: `${added.toFixed(0)} MB, ${(flooded.most - silent.most).toFixed(0)} MB at the most; to ${silent.after.toFixed(0)} MB`,
    goal: '<= 20 MB',
    holds: added <= 20,
  };
}

/** By how many megabytes a screen grew by a check: some time after its end, and at the most. */
async function grown(
  top: string,
  command: string,
): Promise<{ readonly after: number; readonly most: number }> {
  const screen = await openChecking(top, command);
  try {
    await elapse(AFTER_FLOOD_MS);
    const before = residentMegabytes(screen.pid);
    const during: number[] = [];
    await verify(screen);
    await until(screen, (shown) => {
      during.push(residentMegabytes(screen.pid));
      return shown.includes('1 of 1');
    });
    await elapse(AFTER_FLOOD_MS);
    return {
      after: residentMegabytes(screen.pid) - before,
      most: quantile(during, 1 - 1 / during.length) - before,
    };
  } finally {
    screen.close();
  }
}

/** Memory that a process holds, in megabytes; Linux alone tells. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
