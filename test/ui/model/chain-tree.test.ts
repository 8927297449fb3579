import { expect, test } from 'vitest';
import type { TreeRow } from '../../../src/graph/tree-rows.ts';
import { type Plan, readPlan } from '../../../src/plan.ts';
import { NOTHING_FOLDED, treeOf } from '../../../src/ui/model/chain-tree.ts';
import { makeTree } from '../../rig/tree.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

function card(...requires: readonly string[]): string {
  return `---\nstatus: active\nrequires: [${requires.join(', ')}]\n---\n`;
}

async function planOf(files: Readonly<Record<string, string>>): Promise<Plan> {
  return readPlan({ cwd: makeTree(files) });
}

function drawn(rows: readonly TreeRow[]): readonly string[] {
  return rows.map(
    ({ level, stem, pointer, reason }) =>
      `${'  '.repeat(level?.depth ?? 0)}${stem}${pointer ? ' above' : ''}${reason === undefined ? '' : ` ${reason}`}`,
  );
}

function grow(plan: Plan, stem: string, folded = NOTHING_FOLDED): readonly string[] {
  const goal = plan.cards.find((each) => each.stem === stem);
  if (goal === undefined) throw new Error(`no ${stem}`);
  return drawn(treeOf(plan, goal, folded).rows);
}

test('every edge is a row, and a shared card is drawn in full once', async () => {
  expect(grow(await planOf(SAMPLE_CARDS), 'ship-dark-mode')).toEqual([
    'ship-dark-mode',
    '  settings-page-toggle',
    '    store-user-preference',
    '    theme-tokens-everywhere',
    '      remove-inline-colours',
    '  theme-tokens-everywhere above',
  ]);
});

test('a folded card hides what only it requires; what another requires too is then drawn there', async () => {
  const plan = await planOf(SAMPLE_CARDS);
  expect(grow(plan, 'ship-dark-mode', new Set(['docs/settings-page-toggle.md']))).toEqual([
    'ship-dark-mode',
    '  settings-page-toggle',
    '  theme-tokens-everywhere',
    '    remove-inline-colours',
  ]);
});

test('a requirement that no card answers to is a row that says why', async () => {
  const plan = await planOf({
    'docs/goal.md': card('nowhere', 'twice'),
    'docs/a/twice.md': card(),
    'docs/b/twice.md': card(),
  });
  expect(grow(plan, 'goal')).toEqual(['goal', '  nowhere missing', '  twice ambiguous']);
});

test('a cycle is drawn once and ends in a pointer', async () => {
  const plan = await planOf({ 'docs/goal.md': card('a'), 'docs/a.md': card('b'), 'docs/b.md': card('a') });
  expect(grow(plan, 'goal')).toEqual(['goal', '  a', '    b', '      a above']);
});

test('a chain of 10,000 cards below one another is grown without recursion', async () => {
  const files = Array.from({ length: 10_000 }, (_, index) => [
    `docs/s${index}.md`,
    card(...(index < 9_999 ? [`s${index + 1}`] : [])),
  ]);
  const plan = await planOf(Object.fromEntries(files));
  expect(grow(plan, 's0')).toHaveLength(10_000);
});

test('a tree is grown once for a plan and what is folded', async () => {
  const plan = await planOf(SAMPLE_CARDS);
  const goal = plan.chains[0]?.goal;
  if (goal === undefined) throw new Error('no chain');
  const tree = treeOf(plan, goal, NOTHING_FOLDED);
  expect(treeOf(plan, goal, NOTHING_FOLDED)).toBe(tree);
  // As a start does that remembers that nothing was folded.
  expect(treeOf(plan, goal, new Set())).toBe(tree);
  expect(treeOf(plan, goal, NOTHING_FOLDED)).toBe(tree);
});
