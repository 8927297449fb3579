import { readFileSync } from 'node:fs';
import { setTimeout as elapse } from 'node:timers/promises';
import type { PtyScreen } from '../../rig/pty.ts';
import { cards, writeChain } from './chain.ts';
import { residentMegabytes } from './check-output.ts';
import type { How, Line } from './line.ts';
import { openAt, settled } from './opened.ts';

/** By then what the keys asked for has been read, and what they left behind was collected, in milliseconds. */
const SETTLED_MS = 5_000;
/** A look at everything, as somebody does who then goes away. */
const WALK = [...'jjjjjjjjjjkkkkkGgGgcc??2345611', '/', ...'card-9', '\x15', ...'state:ready', '\r'];
const SIZES = [
  { count: 1_000, most: 120 },
  { count: 10_000, most: 220 },
] as const;

/** G15: what a screen costs that nobody looks at. */
export async function* idling({ top, idle }: How): AsyncGenerator<Line> {
  for (const { count, most } of SIZES) {
    const screen = await openAt(writeChain(top, count));
    try {
      for (const key of WALK) {
        screen.type(key);
        await settled(screen);
      }
      await elapse(SETTLED_MS);
      yield* costs(screen, { name: cards(count), most, idle });
    } finally {
      screen.close();
    }
  }
}

async function* costs(
  screen: PtyScreen,
  { name, most, idle }: { readonly name: string; readonly most: number; readonly idle: number },
): AsyncGenerator<Line> {
  const before = { length: screen.received.length, time: processorTime(screen.pid) };
  await elapse(idle * 1_000);
  const written = screen.received.length - before.length;
  const used = ((processorTime(screen.pid) - before.time) / (idle * 1_000)) * 100;
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
