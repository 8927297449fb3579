// Prints how the screen of the built program behaves in a terminal of 120 by 36, beside `node -e 0` in the same run.
//
//   node test/bench/screen.ts [--keys N] [--rounds N] [--idle SECONDS] [--cards 5,1000,10000]

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as elapse } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { MIKADO, NODE, writeFiles } from '../rig/cli.ts';
import { openPty, type PtyScreen } from '../rig/pty.ts';
import { firstFrame } from './first-frame.ts';
import { compare, duration, quantile } from './measure.ts';

/** A frame has settled when nothing was written for this long, in milliseconds. */
const QUIET_MS = 20;
const SIZE = { columns: 120, rows: 36 };
/** Control sequences that empty the screen at a stroke, which the eye sees as a flash. */
const WIPES = /\x1b\[[23]J/g;

interface Line {
  readonly name: string;
  readonly figures: string;
  readonly goal: string;
}

/** A chain in which every card is required by the one a third as far down: wide, deep, and with shared cards. */
function chainOf(count: number): Readonly<Record<string, string>> {
  const stem = (index: number): string => (index === 0 ? 'goal' : `card-${index}-of-the-plan`);
  const requires = new Map<number, number[]>();
  for (let index = 1; index < count; index += 1) {
    for (const above of new Set([Math.floor((index - 1) / 3), Math.floor((index - 1) / 4)])) {
      requires.set(above, [...(requires.get(above) ?? []), index]);
    }
  }
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `docs/${Math.floor(index / 100)}/${stem(index)}.md`,
      `---\ntitle: Part ${index} of the plan\nstatus: active\nrequires: [${(requires.get(index) ?? []).map(stem).join(', ')}]\n---\n\n` +
        `Change the ${index}th part so that the next can be changed.\n\n## Verification\n\n- [ ] \`true\` passes\n- [ ] It looks right\n`,
    ]),
  );
}

async function openAt(cwd: string): Promise<PtyScreen> {
  const screen = openPty(NODE, [MIKADO, '--docs', 'docs'], { ...SIZE, cwd });
  await screen.waitForText('READY');
  await settled(screen);
  return screen;
}

/** Waits for quiet, and tells when the last byte came, as `performance.now()` counts. */
async function settled(screen: PtyScreen): Promise<number> {
  let length = screen.received.length;
  let last = performance.now();
  while (performance.now() - last < QUIET_MS) {
    await elapse(1);
    if (screen.received.length === length) continue;
    length = screen.received.length;
    last = performance.now();
  }
  return last;
}

interface Pressed {
  readonly milliseconds: readonly number[];
  readonly bytes: readonly number[];
}

async function pressing(screen: PtyScreen, keys: readonly string[]): Promise<Pressed> {
  const milliseconds: number[] = [];
  const bytes: number[] = [];
  for (const key of keys) {
    const before = screen.received.length;
    const start = performance.now();
    screen.type(key);
    while (screen.received.length === before && performance.now() - start < 1_000) await elapse(1);
    const end = await settled(screen);
    if (screen.received.length === before) continue;
    milliseconds.push(end - start);
    bytes.push(Buffer.byteLength(screen.received.slice(before)));
  }
  return { milliseconds, bytes };
}

function pair(values: readonly number[], unit: string, digits = 1): string {
  const [median, p95] = [quantile(values, 0.5), quantile(values, 0.95)];
  return `median ${median.toFixed(digits)} ${unit}, p95 ${p95.toFixed(digits)} ${unit}`;
}

/** Bytes of a recording that stand outside of every synchronized frame. */
function outsideFrames(received: string): number {
  return received.replace(/\x1b\[\?2026h[\s\S]*?\x1b\[\?2026l/g, '').length;
}

/** Processor time that a process has used, in milliseconds; Linux alone tells. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function atSize(count: number, top: string, how: Options): Promise<readonly Line[]> {
  const cwd = join(top, String(count));
  writeFiles(cwd, chainOf(count));
  const base = duration('-e', '0');
  const start = await compare(firstFrame(cwd, ['goal', 'READY']), base, how.rounds);
  const screen = await openAt(cwd);
  try {
    const opened = screen.received.length;
    const moves = Array.from({ length: how.keys }, (_, index) => (index % 40 < 20 ? 'j' : 'k'));
    screen.type('g');
    await settled(screen);
    const moved = await pressing(screen, moves);
    const jumped = await pressing(screen, [
      'G',
      'g',
      'G',
      'g',
      '\x04',
      '\x04',
      '\x15',
      '\x15',
      'c',
      'c',
      '?',
      '?',
    ]);
    screen.type('/');
    await settled(screen);
    const typed = await pressing(
      screen,
      ['card-9', 'state:ready', 'part 7'].flatMap((text) => [...text, '\x15']),
    );
    // Not Esc: a terminal's Esc counts only after a wait for what may follow it.
    screen.type('\r');
    await settled(screen);
    const drawn = screen.received.slice(opened);
    const before = { length: screen.received.length, time: processorTime(screen.pid) };
    await elapse(how.idle * 1_000);
    const used = ((processorTime(screen.pid) - before.time) / (how.idle * 1_000)) * 100;
    const cards = `${count.toLocaleString('en')} cards`;
    return [
      {
        name: `G1, G2 first frame, ${cards}`,
        figures: `${start.own.toFixed(0)} ms, ${(start.own / start.peer).toFixed(1)}x of ${start.peer.toFixed(0)} ms`,
        goal: count <= 5 ? '<= 7x' : '<= 9x',
      },
      {
        name: `G3 key to frame, ${cards}: j, k`,
        figures: pair(moved.milliseconds, 'ms'),
        goal: '<= 16, p95 <= 33',
      },
      {
        name: `G3 key to frame, ${cards}: ends, pages, views`,
        figures: pair(jumped.milliseconds, 'ms'),
        goal: '<= 16, p95 <= 33',
      },
      {
        name: `G3 key to frame, ${cards}: letters of a filter`,
        figures: pair(typed.milliseconds, 'ms'),
        goal: '<= 16, p95 <= 33',
      },
      { name: `G5 bytes a move, ${cards}`, figures: pair(moved.bytes, 'B', 0), goal: '<= 600 B' },
      {
        name: `G6 flicker, ${cards}`,
        figures: `${drawn.match(WIPES)?.length ?? 0} wipes, ${outsideFrames(drawn)} bytes outside frames`,
        goal: '0, 0',
      },
      {
        name: `G15 idle ${how.idle} s, ${cards}`,
        figures: `${screen.received.length - before.length} bytes, ${used.toFixed(1)}% CPU, ${residentMegabytes(screen.pid).toFixed(0)} MB`,
        goal: count <= 1_000 ? '0, <= 0.5%, <= 120 MB' : '0, <= 0.5%, <= 220 MB',
      },
    ];
  } finally {
    screen.close();
  }
}

interface Options {
  readonly keys: number;
  readonly rounds: number;
  readonly idle: number;
}

async function withoutTerminal(top: string, rounds: number): Promise<Line> {
  const { own, peer } = await compare(
    duration(MIKADO, '--docs', join(top, '5', 'docs')),
    duration('-e', '0'),
    rounds,
  );
  return {
    name: 'G16 without a terminal, 5 cards',
    figures: `${own.toFixed(0)} ms, ${(own / peer).toFixed(1)}x of ${peer.toFixed(0)} ms`,
    goal: '<= 3x',
  };
}

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '15' },
    idle: { type: 'string', default: '10' },
    cards: { type: 'string', default: '5,1000,10000' },
  },
});
const how: Options = {
  keys: Number(values.keys),
  rounds: Number(values.rounds),
  idle: Number(values.idle),
};

const top = mkdtempSync(join(tmpdir(), 'mikado-screen-bench-'));
try {
  console.log(`120x36, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
  const sizes = values.cards.split(',').map(Number);
  for (const count of sizes) {
    for (const line of await atSize(count, top, how)) print(line);
  }
  if (sizes.includes(5)) print(await withoutTerminal(top, how.rounds));
} finally {
  rmSync(top, { recursive: true });
}

function print({ name, figures, goal }: Line): void {
  console.log(`${name.padEnd(52)}${figures.padEnd(44)}${goal}`);
}
