import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan.ts';
import { takeTurns } from '../../src/take-turns.ts';
import { makeTree } from '../rig/tree.ts';

const CARDS = makeCards(100);

function makeCards(count: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => `docs/card-${index}.md`);
  return Object.fromEntries(names.map((name) => [name, '---\nstatus: active\n---\n']));
}

test('whoever waits is told how many documents are read, from none to all', async () => {
  const told: (readonly [number, number])[] = [];
  const plan = await readPlan({ cwd: makeTree(CARDS) }, (read, of) => {
    told.push([read, of]);
    return undefined;
  });
  expect(plan.cards).toHaveLength(100);
  expect(told.at(0)).toEqual([0, 100]);
  expect(told.at(-1)).toEqual([100, 100]);
  expect(told.map(([read]) => read)).toEqual(told.map(([read]) => read).sort((a, b) => a - b));
});

test('reading is over when nobody waits for it any more', async () => {
  const cwd = makeTree(CARDS);
  let read = 0;
  const stopped = readPlan({ cwd }, (done) => {
    read = done;
    if (done > 0) throw new Error('nobody waits');
    return undefined;
  });
  await expect(stopped).rejects.toThrow('nobody waits');
  expect(read).toBeLessThan(100);
});

test('long work lets others have their turn before it is over', async () => {
  const meanwhile = takeTurns();
  let others = 0;
  const goOn = (): void => {
    others += 1;
    if (others < 3) setImmediate(goOn);
  };
  setImmediate(goOn);
  const turns: number[] = [];
  // The work is over once others had three turns: it would never be if they had none.
  for (let done = 0; others < 3; done += 1) {
    const had = others;
    await meanwhile(done, Number.POSITIVE_INFINITY);
    if (others > had) turns.push(others);
  }
  expect(turns).toEqual([1, 2, 3]);
});
