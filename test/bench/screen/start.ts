import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { MIKADO, NODE, testEnvironment } from '../../rig/cli.ts';
import { openPty } from '../../rig/pty.ts';
import { duration } from '../measure.ts';
import { cards, writeChain } from './chain.ts';
import { type How, type Line, multipleLine, type Times, timesLine } from './line.ts';
import { base, SIZE, until } from './opened.ts';

/** What a start came to: when the first frame said something, and when the cards stood there, in milliseconds. */
interface Start {
  readonly first: number;
  readonly complete: number;
}

async function start(cwd: string): Promise<Start> {
  const began = performance.now();
  const screen = openPty(NODE, [MIKADO], { ...SIZE, cwd });
  const isComplete = (shown: string): boolean => shown.includes('goal') && shown.includes('READY');
  try {
    const first = await until(screen, (shown) => shown.includes('Reading the cards') || isComplete(shown));
    const complete = await until(screen, isComplete);
    return { first: first - began, complete: complete - began };
  } finally {
    screen.close();
  }
}

/** Makes the system forget what it holds of every file; tells whether it did. */
function forgetFiles(): boolean {
  try {
    spawnSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

async function starts(
  cwd: string,
  rounds: number,
  before: () => void = () => undefined,
): Promise<{ readonly first: Times; readonly complete: Times }> {
  const [first, complete, peer]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= rounds; round += 1) {
    before();
    const taken = await start(cwd);
    const nothing = await base();
    if (round === 0) continue;
    first.push(taken.first);
    complete.push(taken.complete);
    peer.push(nothing);
  }
  return { first: { own: first, base: peer }, complete: { own: complete, base: peer } };
}

/** G1, G2: how soon the first frame says something, and how soon the cards are there. */
export async function* firstFrames({ top, rounds }: How): AsyncGenerator<Line> {
  const few = await starts(writeChain(top, 5), rounds);
  yield multipleLine(`G1 first frame, ${cards(5)}`, few.first, 7);
  const some = await starts(writeChain(top, 1_000), rounds);
  yield multipleLine(`G2 first frame, ${cards(1_000)}`, some.first, 9);
  const folder = writeChain(top, 10_000);
  const many = await starts(folder, rounds);
  yield multipleLine(`G2 first frame, ${cards(10_000)}`, many.first, 9);
  yield timesLine(`G2 complete, ${cards(10_000)}`, many.complete, { median: 1_500 });
  const name = `G2 complete, ${cards(10_000)}, files not in memory`;
  if (forgetFiles()) {
    const cold = await starts(folder, Math.ceil(rounds / 3), forgetFiles);
    yield timesLine(name, cold.complete, { median: 1_500 });
  } else {
    const figure = 'only the superuser can have files forgotten';
    yield { name, goal: '<= 1500 ms', figure, holds: undefined };
  }
}

/** G16: what is printed where there is no terminal. */
export async function* withoutTerminal({ top, rounds }: How): AsyncGenerator<Line> {
  const folder = writeChain(top, 5);
  const status = duration(MIKADO, '--docs', `${folder}/docs`);
  const times = { own: [] as number[], base: [] as number[] };
  for (let round = 0; round <= rounds * 3; round += 1) {
    const [own, peer] = [await status(), await base()];
    if (round > 0) times.own.push(own);
    if (round > 0) times.base.push(peer);
  }
  yield multipleLine(`G16 without a terminal, ${cards(5)}`, times, 3);
  const ends = [[], ['--plain'], ['no-such-card']].flatMap((args) =>
    (['pipe', 'ignore'] as const).map((stdin) => {
      const stdio = [stdin, 'pipe', 'pipe'] as const;
      const env = testEnvironment({ TERM: undefined });
      return spawnSync(NODE, [MIKADO, ...args], { cwd: folder, env, stdio: [...stdio], encoding: 'utf8' });
    }),
  );
  const wrong = ends.filter(
    ({ status: code, stderr }) => (code !== 0 && code !== 2) || /^ +at /m.test(stderr),
  );
  yield {
    name: 'G16 pipe, closed input, no TERM',
    goal: 'ends with 0 or 2, no trace',
    figure: `${ends.length - wrong.length} of ${ends.length} ways`,
    holds: wrong.length === 0,
  };
}
