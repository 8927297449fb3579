import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Plan, readPlan } from '../../src/plan.ts';
import { writeFiles } from '../rig/cli.ts';
import { makeTree } from '../rig/tree.ts';

const GOAL = '---\ntitle: Ship it\nstatus: active\nrequires: [build-it]\n---\n';
const BUILD = '---\ntitle: Build it\nstatus: active\nrequires: [test-it]\n---\n';
const BROKEN = '---\ntitle: Build\nstatus: active\nrequires: [test-it\n---\n';

async function readAgain(cwd: string, files: Readonly<Record<string, string>>, before: Plan): Promise<Plan> {
  writeFiles(cwd, files);
  return readPlan({ cwd }, undefined, before);
}

async function open() {
  const cwd = makeTree({
    'docs/ship-it.md': GOAL,
    'docs/build-it.md': BUILD,
    'docs/test-it.md': '---\nstatus: active\n---\n',
  });
  return { cwd, plan: await readPlan({ cwd }) };
}

/** Each card with what it requires and its state. */
function drawn(plan: Plan): readonly string[] {
  return plan.cards.map((card) => {
    const requires = card.requires.map(({ stem }) => stem).join(', ');
    return `${card.stem} (${card.title}): ${plan.stateOf(card).kind}, requires ${requires || 'nothing'}`;
  });
}

test('a card that is broken while it is edited keeps its place, blocks what requires it, and is a problem', async () => {
  const { cwd, plan } = await open();
  const broken = await readAgain(cwd, { 'docs/build-it.md': BROKEN }, plan);
  expect(drawn(broken)).toEqual([
    'build-it (Build it): blocked, requires test-it',
    'ship-it (Ship it): blocked, requires build-it',
    'test-it (test-it): ready, requires nothing',
  ]);
  expect(broken.chains.map(({ goal, total }) => `${goal.stem} ${total}`)).toEqual(['ship-it 3']);
  expect(broken.diagnostics.map(({ code, path }) => `${path} ${code}`)).toEqual([
    'docs/build-it.md frontmatter-invalid',
  ]);
});

test('a card that stays broken keeps its place for as long, until it is read again as it is then', async () => {
  const { cwd, plan } = await open();
  const broken = await readAgain(cwd, { 'docs/build-it.md': BROKEN }, plan);
  const still = await readAgain(cwd, { 'docs/build-it.md': `${BROKEN}\n` }, broken);
  expect(drawn(still)).toEqual(drawn(broken));
  const mended = await readAgain(cwd, { 'docs/build-it.md': '---\nstatus: active\n---\n' }, still);
  expect(drawn(mended)[0]).toBe('build-it (build-it): ready, requires nothing');
});

test('a card that is broken and was never read otherwise requires nothing that is known', async () => {
  const { cwd, plan } = await open();
  const more = await readAgain(cwd, { 'docs/new.md': BROKEN }, plan);
  expect(drawn(more)).toContain('new (new): blocked, requires nothing');
});

test('a card that is gone is gone, whatever was read before', async () => {
  const { cwd, plan } = await open();
  rmSync(join(cwd, 'docs/test-it.md'));
  const left = await readAgain(cwd, { 'docs/build-it.md': BROKEN }, plan);
  expect(left.cards.map(({ stem }) => stem)).toEqual(['build-it', 'ship-it']);
});
