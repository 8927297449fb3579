import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeFile } from '../../src/edit/write-file.ts';
import { git, makeRepository, mikado } from '../rig/cli.ts';

const KILLS = Number(process.env.MIKADO_TEST_KILLS ?? 20);
const LONG = { timeout: 1_200_000 };
const SIZE = 60_000;

let root = '';
let workFolder = '';
let card = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mikado-kill-'));
  workFolder = join(root, 'work');
  card = join(root, 'card.md');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Starts a writer of this folder, kills it within some milliseconds of its first word, and answers all it said. */
async function killWriter(
  program: string,
  args: readonly string[],
  withinMs: number,
): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(writer, 'close');
  let printed = '';
  writer.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(writer.stdout, 'data');
  await sleep(Math.random() * withinMs);
  writer.kill('SIGKILL');
  await closed;
  return printed.split('\n').slice(0, -1);
}

test(`a card survives ${KILLS} writers killed at random moments, whole each time`, LONG, async () => {
  writeFileSync(card, 'A'.repeat(SIZE));
  let leftovers = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    await killWriter('rewrite-for-ever.ts', [card, root, workFolder], 20);
    const text = readFileSync(card, 'utf8');
    expect(text === 'A'.repeat(SIZE) || text === 'B'.repeat(SIZE)).toBe(true);
    leftovers += existsSync(workFolder) ? readdirSync(workFolder).length : 0;
  }
  expect((await changeFile(card, { root, workFolder, change: () => 'C' })).kind).toBe('written');
  expect(readdirSync(workFolder)).toEqual([]);
  expect(readdirSync(root).sort()).toEqual(['card.md', 'work']);
  process.stdout.write(`${KILLS} kills: 0 torn cards, ${leftovers} files left behind and swept\n`);
});

test(`no acknowledged edit of two writers is lost in ${KILLS} kills, and no lock stays`, LONG, async () => {
  writeFileSync(card, 'a: 0\nb: 0\n');
  const run = async (name: string, kills: number) => {
    const waits: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const said = await killWriter('count-up.ts', [card, root, name, '1000000'], 60);
      waits.push(...said.map(Number));
    }
    return { kills, waits };
  };
  const [a, b] = await Promise.all([run('a', Math.ceil(KILLS / 2)), run('b', Math.ceil(KILLS / 2))]);
  const counts = /^a: (\d+)\nb: (\d+)\n$/.exec(readFileSync(card, 'utf8'))?.slice(1).map(Number);
  for (const [nth, { kills, waits }] of [a, b].entries()) {
    expect(counts?.[nth]).toBeGreaterThanOrEqual(waits.length);
    // A writer may die between the rename and the word that it is done: one unacknowledged edit for each kill.
    expect(counts?.[nth]).toBeLessThanOrEqual(waits.length + kills);
  }
  expect((await changeFile(card, { root, workFolder, change: () => 'C' })).kind).toBe('written');
  expect(readdirSync(workFolder)).toEqual([]);
  const all = [...a.waits, ...b.waits];
  process.stdout.write(
    `${a.kills + b.kills} kills: ${all.length} acknowledged edits, 0 lost, the longest took ${Math.max(...all)} ms\n`,
  );
});

test(
  'what a killed writer leaves never shows in git or as a card, and the next edit sweeps it',
  LONG,
  async () => {
    const cwd = makeRepository({ 'docs/pack.md': `---\nstatus: planned\n---\n${'A'.repeat(SIZE)}` });
    const work = join(cwd, '.git', 'mikado');
    const left = (): readonly string[] => (existsSync(work) ? readdirSync(work) : []);
    for (let kill = 0; left().length === 0; kill += 1) {
      if (kill === 200) throw new Error('200 killed writers left nothing behind');
      await killWriter('rewrite-for-ever.ts', [join(cwd, 'docs/pack.md'), cwd, work], 20);
    }
    expect(git(cwd, 'status', '--short', '--untracked-files=all').replace(/^ ?M /, '')).toMatch(
      /^(?:docs\/pack\.md)?$/,
    );
    const graph: { cards: { stem: string }[] } = JSON.parse(
      (await mikado(['graph', '--json'], { cwd })).stdout,
    );
    expect(graph.cards.map(({ stem }) => stem)).toEqual(['pack']);
    expect((await mikado(['start', 'pack'], { cwd })).code).toBe(0);
    expect(left()).toEqual([]);
  },
);
