import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE, testEnvironment } from '../rig/cli.ts';

/** Something to measure: returns one figure, in milliseconds or bytes. */
export type Probe = () => Promise<number> | number;

/** Two figures from the same rounds. */
export interface Pair {
  readonly own: number;
  readonly peer: number;
}

/**
 * Measures two things by turns, so that whatever else the machine does meets both, and gives their medians.
 *
 * @param rounds how many times each, from 1; one more round is thrown away first, to warm the caches
 */
export async function compare(own: Probe, peer: Probe, rounds: number): Promise<Pair> {
  const figures: { own: number[]; peer: number[] } = { own: [], peer: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const [first, second] = [await own(), await peer()];
    if (round === 0) continue;
    figures.own.push(first);
    figures.peer.push(second);
  }
  return { own: median(figures.own), peer: median(figures.peer) };
}

function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The figure below which a share of them lies: 0.5 for the median, 0.95 for what is slow. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

function runNode(args: readonly string[]): void {
  const { status, stderr } = spawnSync(NODE, args, {
    cwd: tmpdir(),
    env: testEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
}

/** The time from starting Node with these arguments until it has ended, in milliseconds. */
export function duration(...args: readonly string[]): Probe {
  return () => {
    const start = performance.now();
    runNode(args);
    return performance.now() - start;
  };
}

/** The most memory that Node with these arguments held at once, in bytes. */
export function peakMemory(...args: readonly string[]): Probe {
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'mikado-memory-'));
    const [preload, answer] = [join(folder, 'preload.cjs'), join(folder, 'answer')];
    const tell = `require('node:fs').writeFileSync(${JSON.stringify(answer)}, String(process.resourceUsage().maxRSS))`;
    writeFileSync(preload, `process.on('exit', () => ${tell});\n`);
    try {
      runNode(['--require', preload, ...args]);
      return Number(readFileSync(answer, 'utf8')) * 1024;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}
