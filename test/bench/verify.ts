// Prints what running checklists costs, each figure beside a peer measured in the same rounds.
//
//   node test/bench/verify.ts [--rounds N]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MIKADO, NODE, testEnvironment, writeFiles } from '../rig/cli.ts';
import { compare, type Probe } from './measure.ts';

const ITEMS = 100;
const SLEEPERS = 4;

/** A card whose checklist runs a command a number of times. */
function cardOf(command: string, count: number): string {
  const items = Array.from({ length: count }, (_, at) => `- [ ] ${at}: \`${command}\` <!-- check: run -->\n`);
  return `---\nstatus: active\n---\n\n# A chore\n\n## Verification\n\n${items.join('')}`;
}

const CARDS: Readonly<Record<string, string>> = {
  'docs/many.md': cardOf('true', ITEMS),
  'docs/one.md': cardOf('true', 1),
  ...Object.fromEntries(
    Array.from({ length: SLEEPERS }, (_, at) => [`docs/sleeper-${at}.md`, cardOf('sleep 1', 1)]),
  ),
};

/** Where it runs: in a repository, whose state is part of each receipt. */
function makePlace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mikado-bench-'));
  writeFiles(folder, CARDS);
  timed(folder, 'git', ['init', '--quiet']);
  return folder;
}

function timed(cwd: string, program: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, args, {
    cwd,
    env: testEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

/** Verifies cards whose boxes are all open again. */
function verify(folder: string, ...args: readonly string[]): Probe {
  return () => {
    rmSync(join(folder, '.mikado'), { recursive: true, force: true });
    writeFiles(folder, CARDS);
    return timed(folder, NODE, [MIKADO, 'verify', ...args, '--trust-all']);
  };
}

function shellLoop(folder: string): Probe {
  const loop = `i=0; while [ $i -lt ${ITEMS} ]; do sh -c true; i=$((i + 1)); done`;
  return () => timed(folder, 'sh', ['-c', loop]);
}

/** A shell loop that keeps the rules which verifying keeps: a session and a time limit for each, and a line of evidence. */
function carefulLoop(folder: string): Probe {
  const one = 'timeout -k 2 600 setsid -w sh -c true </dev/null >output 2>&1 && sha256sum output >>evidence';
  const loop = `i=0; while [ $i -lt ${ITEMS} ]; do ${one}; i=$((i + 1)); done`;
  return () => timed(folder, 'sh', ['-c', loop]);
}

/** A program that only starts as many shells and waits for each: no program on Node can be faster. */
function nodeLoop(folder: string): Probe {
  const program = `
    const { spawn } = require('node:child_process');
    const next = (left) => {
      if (left === 0) return;
      const options = { detached: true, stdio: ['ignore', 'pipe', 'pipe'] };
      spawn('/bin/sh', ['-c', 'true'], options).once('close', () => next(left - 1));
    };
    next(${ITEMS});`;
  return () => timed(folder, NODE, ['-e', program]);
}

/** The time of one probe less that of another, measured one after the other. */
function without(own: Probe, base: Probe): Probe {
  return async () => (await own()) - (await base());
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new RangeError(`--rounds takes a number from 1, not ${values.rounds}`);

const folder = makePlace();
try {
  const many = verify(folder, 'many');
  const sleepers = Array.from({ length: SLEEPERS }, (_, at) => `sleeper-${at}`);
  const figures = [
    {
      name: `${ITEMS} items of \`true\` / a careful shell loop`,
      goal: '<= 1.5x',
      own: many,
      peer: carefulLoop(folder),
    },
    {
      name: 'the same without start and end / a bare one',
      goal: 'none',
      own: without(many, verify(folder, 'one')),
      peer: shellLoop(folder),
    },
    {
      name: 'the same / a loop on Node',
      goal: 'none',
      own: without(many, verify(folder, 'one')),
      peer: without(nodeLoop(folder), () => timed(folder, NODE, ['-e', '0'])),
    },
    {
      name: `${SLEEPERS} sleeping cards, ${SLEEPERS} jobs / one`,
      goal: '<= 1.2x',
      own: verify(folder, ...sleepers, '--jobs', String(SLEEPERS)),
      peer: verify(folder, 'sleeper-0'),
    },
  ];
  console.log(`medians of ${rounds}, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
  for (const { name, goal, own, peer } of figures) {
    const pair = await compare(own, peer, rounds);
    const shown = [pair.own, pair.peer].map((value) => `${value.toFixed(1).padStart(9)} ms`);
    console.log(
      `${name.padEnd(44)}${shown.join('')}${(pair.own / pair.peer).toFixed(2).padStart(8)}x   ${goal}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
