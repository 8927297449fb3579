// Prints how the screen of the built program holds its goals: each figure with the goal, and times beside what `node -e 0`
// takes in the same rounds.
//
//   node test/bench/screen.ts [--only G3,G5] [--rounds N] [--keys N] [--idle SECONDS]
//
// Linux alone: processes and memory are told by /proc.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { byTests } from './screen/by-tests.ts';
import { checkOutput } from './screen/check-output.ts';
import { flashes } from './screen/flash.ts';
import { idling } from './screen/idle.ts';
import { keys } from './screen/keys.ts';
import type { How, Line, Measure } from './screen/line.ts';
import { changing, storming, suspending } from './screen/outside.ts';
import { firstFrames, withoutTerminal } from './screen/start.ts';

const MEASURES: readonly (readonly [goals: readonly string[], measure: Measure])[] = [
  [['G1', 'G2'], firstFrames],
  [['G3', 'G5', 'G6'], keys],
  [['G4', 'G6'], checkOutput],
  [['G6'], flashes],
  [['G9'], suspending],
  [['G10'], storming],
  [['G11'], changing],
  [['G15'], idling],
  [['G16'], withoutTerminal],
  [['G7', 'G8', 'G9', 'G10', 'G12', 'G13', 'G14', 'G17', 'G18', 'G19'], byTests],
];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    keys: { type: 'string', default: '60' },
    idle: { type: 'string', default: '12' },
  },
});
const only = values.only?.split(',');

function isAsked(goal: string): boolean {
  return only?.includes(goal) ?? true;
}

function row(cells: readonly [string, string, string, string, string]): string {
  const widths = [5, 52, 40, 30, 0];
  return cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('');
}

function rowOf({ name, figure, ratio = '', goal, holds }: Line): string {
  return row([holds === undefined ? '?' : holds ? 'yes' : 'NO', name, figure, ratio, goal]);
}

async function* lines(how: How): AsyncGenerator<Line> {
  for (const [goals, measure] of MEASURES) {
    if (!goals.some(isAsked)) continue;
    try {
      for await (const line of measure(how)) if (isAsked(line.name.split(' ')[0] ?? '')) yield line;
    } catch (error) {
      const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      yield { name: `${goals.join(', ')}`, goal: 'measured', figure: said, holds: undefined };
    }
  }
}

const top = mkdtempSync(join(tmpdir(), 'mikado-screen-bench-'));
try {
  const how = { rounds: Number(values.rounds), keys: Number(values.keys), idle: Number(values.idle), top };
  console.log(
    `120x36, Node ${process.versions.node}, ${process.platform} ${process.arch}; ${how.rounds} rounds`,
  );
  console.log(row(['held', 'what', 'figure', 'of node -e 0', 'goal']));
  let missed = 0;
  for await (const line of lines(how)) {
    console.log(rowOf(line));
    if (line.holds !== true) missed += 1;
  }
  console.log(missed === 0 ? 'All goals are held.' : `${missed} not held, or not measured.`);
} finally {
  rmSync(top, { recursive: true, force: true });
}
