import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growTree, narrowTree, type Tree } from '../../src/graph/tree-rows.ts';
import { readPlan } from '../../src/plan.ts';
import { makeTree } from '../rig/tree.ts';

const WHOLE = { direction: 'down', maxDepth: Number.POSITIVE_INFINITY, folded: new Set<string>() } as const;

/** What each card requires: others, itself, cards on a cycle with it, and one that is not there. */
const graphs = fc.array(fc.uniqueArray(fc.nat(8), { maxLength: 4 }), { minLength: 1, maxLength: 8 });

function filesOf(graph: readonly (readonly number[])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    graph.map((requires, index) => [
      `docs/c${index}.md`,
      `---\nstatus: active\nrequires: [${requires.map((each) => `c${each}`).join(', ')}]\n---\n`,
    ]),
  );
}

/** Every row with the indexes under which it is found. */
function found({ rows, indexByKey, indexByPath }: Tree) {
  return rows.map((row) => [row, indexByKey.get(row.key), indexByPath.get(row.card?.path ?? '')]);
}

test('a tree that is narrowed to some cards and all that need them is the tree that is grown with only these', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.uniqueArray(fc.nat(7), { minLength: 1 }), async (graph, chosen) => {
      const plan = await readPlan({ cwd: makeTree(filesOf(graph)) });
      const start = plan.cards[0];
      if (start === undefined) throw new Error('no card was read');
      const inReach = new Set(plan.graph.chainOf(start));
      const meant = plan.cards.filter((card, index) => chosen.includes(index) && inReach.has(card));
      fc.pre(meant.length > 0);
      const kept = new Set(plan.graph.withAllDependents(meant).map(({ path }) => path));
      const grown = growTree(plan.graph, start, { ...WHOLE, only: kept });
      const narrowed = narrowTree(growTree(plan.graph, start, WHOLE), ({ path }) => kept.has(path));
      expect(found(narrowed)).toEqual(found(grown));
      for (const card of plan.cards)
        if (!kept.has(card.path)) expect(narrowed.indexByPath.get(card.path)).toBeUndefined();
    }),
    { numRuns: 500, seed: 5 },
  );
});
