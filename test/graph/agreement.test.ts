import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowKey } from '../../src/graph/tree-rows.ts';
import { readPlan } from '../../src/plan.ts';
import { graphJson } from '../../src/report/plan-json.ts';
import { NOTHING_FOLDED, treeOf } from '../../src/ui/model/chain-tree.ts';
import { readyIn } from '../../src/ui/model/look-up.ts';
import { makeTree } from '../rig/tree.ts';

interface Sketch {
  readonly done: boolean;
  readonly requires: readonly number[];
}

/** Graphs without cycles: a card requires cards of higher numbers only. */
const graphs: fc.Arbitrary<readonly Sketch[]> = fc
  .array(fc.record({ done: fc.boolean(), requires: fc.uniqueArray(fc.nat(7), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) =>
    all.map(({ done, requires }, index) => ({
      done,
      requires: requires.filter((each) => each > index && each < all.length),
    })),
  );

function filesOf(all: readonly Sketch[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    all.map(({ done, requires }, index) => [
      `docs/c${index}.md`,
      `---\nstatus: ${done ? 'done' : 'active'}\nrequires: [${requires.map((each) => `c${each}`).join(', ')}]\n---\n`,
    ]),
  );
}

test('the list, the chains, the tree of the screen and the JSON agree on what is ready, and every edge is a row', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (all) => {
      const plan = await readPlan({ cwd: makeTree(filesOf(all)) });
      const ready = plan.cards.filter((card) => plan.stateOf(card).kind === 'ready').map(({ stem }) => stem);
      expect(
        plan
          .rankReady()
          .map(({ card }) => card.stem)
          .sort(),
      ).toEqual(ready);
      const json = graphJson(plan);
      expect(json.cards.filter(({ state }) => state === 'ready').map(({ stem }) => stem)).toEqual(ready);
      const inChains = new Set(plan.chains.flatMap((chain) => chain.ready.map(({ stem }) => stem)));
      expect([...inChains].sort()).toEqual(ready);
      for (const { goal, ready: own } of plan.chains) {
        expect(
          readyIn(plan, goal)
            .map(({ card }) => card.stem)
            .sort(),
        ).toEqual(own.map(({ stem }) => stem));
        const tree = treeOf(plan, goal, NOTHING_FOLDED);
        for (const card of plan.graph.chainOf(goal)) {
          expect(tree.indexByPath.get(card.path)).toBeDefined();
          for (const below of plan.graph.prerequisitesOf(card))
            expect(tree.indexByKey.get(rowKey(card, below))).toBeDefined();
        }
      }
    }),
    { numRuns: 1_000, seed: 18 },
  );
});
