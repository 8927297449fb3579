import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { pairsOf } from '../../src/graph/what-if.ts';
import { type Plan, readPlan } from '../../src/plan.ts';
import { makeTree } from '../rig/tree.ts';

const DIAMOND = {
  'docs/ship.md': card('active', 'server', 'web', 'backend'),
  'docs/server.md': card('active', 'client', 'backend'),
  'docs/web.md': card('active', 'client'),
  'docs/client.md': card('active'),
  'docs/backend.md': card('active'),
};

function card(status: string, ...requires: readonly string[]): string {
  return `---\nstatus: ${status}\nrequires: [${requires.join(', ')}]\n---\n`;
}

function cardsOf(plan: Plan, ...stems: readonly string[]): readonly Card[] {
  return plan.cards.filter(({ stem }) => stems.includes(stem));
}

function stemsIn(plan: Plan, kind: string): readonly string[] {
  return plan.cards.filter((each) => plan.stateOf(each).kind === kind).map(({ stem }) => stem);
}

/** What is ready once some cards are done, and is not ready now. */
function freedBy(plan: Plan, done: readonly Card[]): readonly string[] {
  return stemsIn(plan.supposing(done), 'ready').filter((stem) => !stemsIn(plan, 'ready').includes(stem));
}

describe('a plan with some cards supposed to be done', () => {
  test('makes ready what waited for them alone, and leaves the plan it came from as it was', async () => {
    const plan = await readPlan({ cwd: makeTree(DIAMOND) });
    const supposed = plan.supposing(cardsOf(plan, 'client', 'backend'));
    expect(stemsIn(supposed, 'ready')).toEqual(['server', 'web']);
    expect(supposed.rankReady().map(({ distance }) => distance)).toEqual([1, 1]);
    expect(supposed.chains.map(({ done, total }) => [done, total])).toEqual([[2, 5]]);
    expect(stemsIn(plan, 'ready')).toEqual(['backend', 'client']);
  });

  test('frees nothing by a card that is itself blocked', async () => {
    const plan = await readPlan({ cwd: makeTree(DIAMOND) });
    expect(freedBy(plan, cardsOf(plan, 'server', 'web'))).toEqual([]);
  });

  test('takes no card for done that cannot be read', async () => {
    const plan = await readPlan({
      cwd: makeTree({ 'docs/goal.md': card('active', 'torn'), 'docs/torn.md': '---\nrequires: [a\n---\n' }),
    });
    expect(stemsIn(plan.supposing(cardsOf(plan, 'torn')), 'blocked')).toEqual(['goal', 'torn']);
  });

  test('equals the plan that is read once the cards are done', async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.integer({ min: 0, max: 255 }), async (requires, mask) => {
        const isMarked = (index: number): boolean => ((mask >> index) & 1) === 1;
        const write = (done: (index: number) => boolean) =>
          makeTree(
            Object.fromEntries(
              requires.map((below, index) => [
                `docs/c${index}.md`,
                card(done(index) ? 'done' : 'active', ...below.map((each) => `c${each}`)),
              ]),
            ),
          );
        const plan = await readPlan({ cwd: write(() => false) });
        const marked = plan.cards.filter(({ stem }) => isMarked(Number(stem.slice(1))));
        const supposed = plan.supposing(marked);
        const written = await readPlan({ cwd: write(isMarked) });
        expect(supposed.cards.map((each) => supposed.stateOf(each))).toEqual(
          written.cards.map((each) => written.stateOf(each)),
        );
        expect(
          supposed.rankReady().map(({ card: each, distance, score }) => [each.stem, distance, score]),
        ).toEqual(written.rankReady().map(({ card: each, distance, score }) => [each.stem, distance, score]));
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});

const chains = fc
  .integer({ min: 1, max: 8 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc.uniqueArray(fc.integer({ min: Math.min(index + 1, count - 1), max: count - 1 }), { maxLength: 3 }),
      ),
    ),
  )
  .map((all) => all.map((below, index) => below.filter((each) => each > index)));

describe('pairs of ready cards', () => {
  test('are told where they free more together than each alone', async () => {
    const plan = await readPlan({ cwd: makeTree(DIAMOND) });
    expect(
      pairsOf(plan, plan.cards).map(({ pair, frees }) => [
        pair.map(({ stem }) => stem),
        frees.map(({ stem }) => stem),
      ]),
    ).toEqual([
      [
        ['backend', 'client'],
        ['server', 'web'],
      ],
    ]);
  });

  test('are exactly those that supposing both of them done shows', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async (requires) => {
        const plan = await readPlan({
          cwd: makeTree(
            Object.fromEntries(
              requires.map((below, index) => [
                `docs/c${index}.md`,
                card('active', ...below.map((each) => `c${each}`)),
              ]),
            ),
          ),
        });
        const ready = plan.cards.filter((each) => plan.stateOf(each).kind === 'ready');
        const expected = ready.flatMap((one, index) =>
          ready.slice(index + 1).flatMap((other) => {
            const frees = freedBy(plan, [one, other]);
            const alone = freedBy(plan, [one]).length + freedBy(plan, [other]).length;
            return frees.length > alone ? [`${one.stem} ${other.stem}: ${frees.join(' ')}`] : [];
          }),
        );
        const told = pairsOf(plan, plan.cards).map(
          ({ pair, frees }) => `${pair[0].stem} ${pair[1].stem}: ${frees.map(({ stem }) => stem).join(' ')}`,
        );
        expect([...told].sort()).toEqual(expected.sort());
      }),
      { numRuns: 200, seed: 8 },
    );
  });
});
