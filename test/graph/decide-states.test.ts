import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { CardGraph } from '../../src/graph/card-graph.ts';
import { findCycleGroups } from '../../src/graph/cycles.ts';
import { decideStates, unlocksOf } from '../../src/graph/decide-states.ts';
import type { GraphNode } from '../../src/graph/nodes.ts';
import { rankReady } from '../../src/graph/rank-ready.ts';

interface Sketch {
  readonly done: boolean;
  readonly readable: boolean;
  /** Indexes of cards, or -1 for a stem that no card has. */
  readonly requires: readonly number[];
}

function card(index: number, { done, readable }: Pick<Sketch, 'done' | 'readable'>): Card {
  const stem = `c${index}`;
  return {
    stem,
    path: `docs/${stem}.md`,
    title: stem,
    status: undefined,
    declared: done && readable ? 'done' : 'open',
    isStarted: false,
    readable,
    requires: [],
    branch: undefined,
    tags: [],
    modified: undefined,
    lastReviewed: undefined,
  };
}

function graphOf(sketches: readonly Sketch[]): CardGraph {
  const cards = sketches.map((sketch, index) => card(index, sketch));
  const nodes = sketches.map((sketch, index): GraphNode => {
    const own = cards[index] ?? card(index, sketch);
    const requirements = sketch.requires.map((each) => {
      const target = cards[each];
      const stem = target?.stem ?? 'nowhere';
      const prerequisite = {
        stem,
        folder: '',
        written: { value: stem, line: 1, column: 1, endColumn: 2, offset: 0 },
      };
      return target === undefined
        ? ({ prerequisite, target, reason: 'missing' } as const)
        : ({ prerequisite, target, reason: undefined } as const);
    });
    return { card: own, requirements, ambiguous: false };
  });
  return new CardGraph(nodes);
}

const decide = (graph: CardGraph) => decideStates(graph, findCycleGroups(graph));

/** The rule in its plainest form: walk everything below a card, and look at each thing there. */
function isReadyByTheBook(sketches: readonly Sketch[], start: number): boolean {
  const below = new Set<number>();
  const pending = [...(sketches[start]?.requires ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (below.has(next)) continue;
    below.add(next);
    pending.push(...(sketches[next]?.requires ?? []));
  }
  const onCycle = (index: number): boolean => {
    const seen = new Set<number>();
    const stack = [...(sketches[index]?.requires ?? [])];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next === index) return true;
      if (!seen.has(next)) {
        seen.add(next);
        stack.push(...(sketches[next]?.requires ?? []));
      }
    }
    return false;
  };
  const own = sketches[start];
  if (own === undefined || own.done || !own.readable) return false;
  return [...below].every((index) => {
    const sketch = sketches[index];
    return sketch?.done && sketch.readable && !onCycle(index);
  });
}

const sketches = fc
  .integer({ min: 1, max: 9 })
  .chain((count) =>
    fc.array(
      fc.record({
        done: fc.boolean(),
        readable: fc.integer({ max: 9, min: 0 }).map((chance) => chance > 0),
        requires: fc.uniqueArray(fc.integer({ min: -1, max: count - 1 }), { maxLength: 3 }),
      }),
      { minLength: count, maxLength: count },
    ),
  )
  // An unreadable card is open whatever it says.
  .map((all) => all.map((each) => ({ ...each, done: each.done && each.readable })));

describe('done, ready and blocked', () => {
  it('equal the plain rule on any graph, cycles and missing cards included', () => {
    fc.assert(
      fc.property(sketches, (all) => {
        const graph = graphOf(all);
        const { states } = decide(graph);
        for (const [index, sketch] of all.entries()) {
          const expected = sketch.done ? 'done' : isReadyByTheBook(all, index) ? 'ready' : 'blocked';
          expect(states[index]?.kind).toBe(expected);
        }
      }),
      { numRuns: 5_000, seed: 1 },
    );
  });

  it('name for each card exactly the cards that become ready when it alone is done', () => {
    fc.assert(
      fc.property(sketches, (all) => {
        const graph = graphOf(all);
        const before = decide(graph);
        const unlocks = unlocksOf(graph, before);
        for (const [index, sketch] of all.entries()) {
          if (before.states[index]?.kind !== 'ready') {
            expect(unlocks.get(index)).toBeUndefined();
            continue;
          }
          const after = all.map((each, other) => (other === index ? { ...each, done: true } : each));
          const newly = decide(graphOf(after)).states.flatMap((state, other) =>
            state.kind === 'ready' && before.states[other]?.kind !== 'ready' ? [other] : [],
          );
          expect([...(unlocks.get(index) ?? [])].sort()).toEqual(newly);
          expect(sketch.done).toBe(false);
        }
      }),
      { numRuns: 2_000, seed: 2 },
    );
  });

  it('an open card behind a done one still blocks what is above', () => {
    const { states } = decide(
      graphOf([
        { done: false, readable: true, requires: [1] },
        { done: true, readable: true, requires: [2] },
        { done: false, readable: true, requires: [] },
      ]),
    );
    expect(states[0]).toEqual({ kind: 'blocked', blockers: [{ stem: 'c2', reason: 'open' }] });
  });
});

describe('the rank of a ready card', () => {
  it('counts the open cards that need it on any graph', () => {
    fc.assert(
      fc.property(sketches, (all) => {
        const graph = graphOf(all);
        const cycles = findCycleGroups(graph);
        for (const ranked of rankReady(graph, cycles, { decision: decideStates(graph, cycles) })) {
          const needing = graph
            .dependentsClosure(ranked.card)
            .filter((each) => each !== ranked.card && each.declared === 'open');
          expect(ranked.score).toBe(needing.length);
        }
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it('counts them for more ready cards than are counted at once', () => {
    const leaves = Array.from({ length: 100 }, (_, index) => index + 2);
    const graph = graphOf([
      { done: false, readable: true, requires: [1, 50] },
      { done: false, readable: true, requires: leaves },
      ...leaves.map(() => ({ done: false, readable: true, requires: [] })),
    ]);
    const cycles = findCycleGroups(graph);
    const ranked = rankReady(graph, cycles, { decision: decideStates(graph, cycles) });
    expect(ranked.map((each) => each.score)).toEqual(leaves.map(() => 2));
  });
});

describe('large graphs', () => {
  const open = { done: false, readable: true };

  it('a chain of 200,000 cards has one ready card at its end', () => {
    const count = 200_000;
    const graph = graphOf(
      Array.from({ length: count }, (_, index) => ({
        ...open,
        requires: index + 1 < count ? [index + 1] : [],
      })),
    );
    const cycles = findCycleGroups(graph);
    const decision = decideStates(graph, cycles);
    const [best, ...rest] = rankReady(graph, cycles, { decision });
    expect(rest).toEqual([]);
    expect(best).toMatchObject({
      distance: count - 1,
      score: count - 1,
      unlocks: [{ stem: `c${count - 2}` }],
    });
  });

  it('a star of 100,000 cards ranks them all, each needed by one', () => {
    const count = 100_000;
    const leaves = Array.from({ length: count }, (_, index) => index + 1);
    const graph = graphOf([{ ...open, requires: leaves }, ...leaves.map(() => ({ ...open, requires: [] }))]);
    const cycles = findCycleGroups(graph);
    const ranked = rankReady(graph, cycles, { decision: decideStates(graph, cycles) });
    expect(ranked.length).toBe(count);
    expect(ranked.every((each) => each.score === 1 && each.distance === 1)).toBe(true);
  });

  it('a ladder of 1,000 diamonds is walked once, not along each of its paths', () => {
    const rungs = 1_000;
    const all: Sketch[] = [];
    for (let rung = 0; rung < rungs; rung += 1) {
      const top = rung * 3;
      all.push(
        { ...open, requires: [top + 1, top + 2] },
        { ...open, requires: [top + 3] },
        { ...open, requires: [top + 3] },
      );
    }
    all.push({ ...open, requires: [] });
    const graph = graphOf(all);
    const cycles = findCycleGroups(graph);
    const [best] = rankReady(graph, cycles, { decision: decideStates(graph, cycles) });
    expect(best).toMatchObject({ distance: rungs * 2, score: rungs * 3 });
  });
});
