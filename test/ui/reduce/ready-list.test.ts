import { expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { makeTree } from '../../rig/tree.ts';
import { openModel, press } from '../open-model.ts';

/** A goal over groups of a blocked card with five ready ones each: more ready cards than have room. */
function manyReady(): string {
  const groups = Array.from({ length: 8 }, (_, group) => `group-${group}`);
  const leaves = groups.flatMap((group) => [0, 1, 2, 3, 4].map((leaf) => `${group}-leaf-${leaf}`));
  const card = (requires: readonly string[]): string =>
    `---\nstatus: active\nrequires: [${requires.join(', ')}]\n---\n`;
  return makeTree({
    'docs/goal.md': card(groups),
    ...Object.fromEntries(
      groups.map((group) => [
        `docs/${group}.md`,
        card(leaves.filter((leaf) => leaf.startsWith(`${group}-`))),
      ]),
    ),
    ...Object.fromEntries(leaves.map((leaf) => [`docs/${leaf}.md`, card([])])),
  });
}

function topsWhile(model: Model, key: string, times: number): readonly number[] {
  const tops: number[] = [];
  let next = model;
  for (let pressed = 0; pressed < times; pressed += 1) {
    next = press(next, key);
    tops.push(next.tops.ready);
  }
  return tops;
}

test('the ready cards move seldom while the selection goes down the tree, and stay beside cards that are blocked', async () => {
  const opened = press(await openModel(manyReady(), { size: '120x36', goal: 'goal' }), 'g');
  const tops = topsWhile(opened, 'j', 40);
  const moves = tops.filter((top, index) => index > 0 && top !== tops[index - 1]);
  expect(moves.length).toBeGreaterThan(2);
  expect(moves.length).toBeLessThan(10);
  expect(moves).toEqual(moves.toSorted((a, b) => a - b));
});

test('the ready cards scroll row by row where the keys move over them', async () => {
  const opened = press(await openModel(manyReady(), { size: '120x36', goal: 'goal' }), '2', 'g');
  const tops = topsWhile(opened, 'j', 25);
  const steps = tops.map((top, index) => top - (tops[index - 1] ?? 0));
  expect(new Set(steps)).toEqual(new Set([0, 1]));
});
