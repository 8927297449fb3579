import { readFileSync } from 'node:fs';
import { setTimeout as elapse } from 'node:timers/promises';
import { MIKADO, NODE } from '../../rig/cli.ts';
import { openPty, type PtyScreen } from '../../rig/pty.ts';
import { duration } from '../measure.ts';
import type { Times } from './line.ts';

/** The window that figures are for. */
export const SIZE = { columns: 120, rows: 36 };
/** A frame has settled when nothing was written for this long, in milliseconds. */
const QUIET_MS = 20;
const PATIENCE_MS = 30_000;
/** Keys between two looks at how long Node takes just now. */
const KEYS_A_BASE = 10;

/** What Node takes to do nothing, in milliseconds. */
export const base = duration('-e', '0');

/** Opens the built screen in a window of 120 by 36 and waits until it shows the cards and nothing more comes. */
export async function openAt(
  cwd: string,
  how: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<PtyScreen> {
  const screen = openPty(NODE, [MIKADO, ...(how.args ?? [])], { ...SIZE, cwd, env: how.env ?? {} });
  await until(screen, (shown) => shown.includes('READY'));
  await settled(screen);
  return screen;
}

/** Looks at a screen every millisecond until it is as wanted, and tells when that was, as `performance.now()` counts. */
export async function until(screen: PtyScreen, holds: (shown: string) => boolean): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds(screen.text())) {
    if (performance.now() > end) throw new Error(`not what was waited for:\n${screen.text()}`);
    await elapse(1);
  }
  return performance.now();
}

/** Waits for quiet, and tells when the last byte came, as `performance.now()` counts. */
export async function settled(screen: PtyScreen): Promise<number> {
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

/** What pressing keys took, and the bytes that each brought. */
export interface Pressed extends Times {
  readonly busy: readonly number[];
  readonly bytes: readonly number[];
}

/** Presses keys one after the other, each once the frame before has settled. Keys that change nothing are left out. */
export async function pressing(screen: PtyScreen, keys: readonly string[]): Promise<Pressed> {
  const pressed = {
    own: [] as number[],
    base: [] as number[],
    busy: [] as number[],
    bytes: [] as number[],
  };
  for (const [index, key] of keys.entries()) {
    if (index % KEYS_A_BASE === 0) pressed.base.push(await base());
    const before = screen.received.length;
    const busy = busyTime(screen.pid);
    const start = performance.now();
    screen.type(key);
    while (screen.received.length === before && performance.now() - start < 1_000) await elapse(1);
    const end = await settled(screen);
    if (screen.received.length === before) continue;
    pressed.own.push(end - start);
    pressed.busy.push(busyTime(screen.pid) - busy);
    pressed.bytes.push(Buffer.byteLength(screen.received.slice(before)));
  }
  return pressed;
}

/** Processor time that the first thread of a process has used, which draws, in milliseconds; Linux alone tells. */
function busyTime(pid: number): number {
  const [spent] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
  return Number(spent) / 1_000_000;
}
