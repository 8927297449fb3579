import { readFileSync } from 'node:fs';
import { setTimeout as elapse } from 'node:timers/promises';
import type { PtyScreen } from '../../rig/pty.ts';
import { cards, writeChain } from './chain.ts';
import { residentMegabytes } from './check-output.ts';
import type { How, Line } from './line.ts';
import { openAt, settled } from './opened.ts';

/**
 * By then what the keys asked for has been read, and the engine, which looks some eight seconds later what can be given
 * back, has done so; in milliseconds.
 */
const SETTLED_MS = 14_000;
/** A look at everything, as somebody does who then goes away. */
const WALK = [...'jjjjjjjjjjkkkkkGgGgcc??2345611', '/', ...'card-9', '\x15', ...'state:ready', '\r'];
const SIZES = [
  { count: 1_000, most: 120 },
  { count: 10_000, most: 220 },
] as const;

/** G15: what a screen costs that nobody looks at. */
export async function* idling({ top, idle }: How): AsyncGenerator<Line> {
  const screens: PtyScreen[] = [];
  try {
    for (const { count } of SIZES) {
      const screen = await openAt(writeChain(top, count));
      screens.push(screen);
      for (const key of WALK) {
        screen.type(key);
        await settled(screen);
      }
    }
    await elapse(SETTLED_MS);
    const before = screens.map(usedBy);
    await elapse(idle * 1_000);
    for (const [index, screen] of screens.entries()) {
      const { count, most } = SIZES[index] ?? SIZES[0];
      const { bytes, time } = before[index] ?? usedBy(screen);
      yield* costs({ screen, name: cards(count), most, idle, bytes, time });
    }
  } finally {
    for (const screen of screens) screen.close();
  }
}

/** What a screen has written so far, in bytes, and the processor time it has used, in milliseconds. */
function usedBy(screen: PtyScreen): { readonly bytes: number; readonly time: number } {
  return { bytes: screen.received.length, time: processorTime(screen.pid) };
}

function* costs(of: {
  readonly screen: PtyScreen;
  readonly name: string;
  readonly most: number;
  readonly idle: number;
  readonly bytes: number;
  readonly time: number;
}): Generator<Line> {
  const { screen, name, most, idle } = of;
  const now = usedBy(screen);
  const written = now.bytes - of.bytes;
  const used = ((now.time - of.time) / (idle * 1_000)) * 100;
  yield {
    name: `G15 ${idle} s of nothing, ${name}`,
    goal: '0 bytes, <= 0.5% CPU',
    figure: `${written} bytes, ${used.toFixed(1)}% CPU`,
    holds: written === 0 && used <= 0.5,
  };
  const memory = residentMegabytes(screen.pid);
  yield {
    name: `G15 memory then, ${name}`,
    goal: `<= ${most} MB`,
    figure: `${memory.toFixed(0)} MB`,
    holds: memory <= most,
  };
}

/** Processor time that a process has used, in milliseconds; Linux alone tells. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
