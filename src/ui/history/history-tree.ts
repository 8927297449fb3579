import type { Card } from '../../cards/card.ts';
import { CardGraph } from '../../graph/card-graph.ts';
import type { CardState } from '../../graph/card-state.ts';
import { findCycleGroups } from '../../graph/cycles.ts';
import { decideStates } from '../../graph/decide-states.ts';
import type { GraphNode } from '../../graph/nodes.ts';
import { growTree, type Tree } from '../../graph/tree-rows.ts';
import { NOTHING_FOLDED } from '../model/chain-tree.ts';
import type { Timeline } from '../model/model.ts';

type CardThen = ReturnType<Timeline['cardsAt']> extends ReadonlyMap<string, infer Each> ? Each : never;

/** A chain as it was after one step. */
interface Then {
  /** What its cards were, by their paths. */
  readonly cards: ReadonlyMap<string, CardThen>;
  /** How many cards each of them waited for, by their paths. */
  readonly waits: ReadonlyMap<string, number>;
  /** Undefined where the goal was not there yet, or no longer. */
  readonly tree: Tree | undefined;
}

const NOTHING: Then = { cards: new Map(), waits: new Map(), tree: undefined };

const remembered = new WeakMap<Timeline, { readonly key: string; readonly then: Then }>();

/** What a step looked like; remembered for the step that was asked about last. */
export function thenAt(timeline: Timeline, index: number, goal: Card | undefined): Then {
  const key = `${index}\n${goal?.path ?? ''}`;
  const known = remembered.get(timeline);
  if (known?.key === key) return known.then;
  const cards = timeline.cardsAt(index);
  const root = goal === undefined ? undefined : (cards.get(goal.path) ?? withStem(cards, goal.stem));
  const then = root === undefined ? NOTHING : chainThen(cards, root.path);
  remembered.set(timeline, { key, then });
  return then;
}

function withStem(cards: ReadonlyMap<string, CardThen>, stem: string): CardThen | undefined {
  return [...cards.values()].find((card) => card.stem === stem);
}

function chainThen(cards: ReadonlyMap<string, CardThen>, root: string): Then {
  const byPath = new Map([...cards.values()].map((card) => [card.path, cardOf(card)]));
  const nodes = [...cards.values()].map((card): GraphNode => {
    const own = byPath.get(card.path) ?? cardOf(card);
    return {
      card: own,
      requirements: card.requires.map((entry) => requirement(byPath, entry)),
      ambiguous: false,
    };
  });
  const start = byPath.get(root);
  if (start === undefined) return NOTHING;
  const graph = new CardGraph(nodes);
  const { states } = decideStates(graph, findCycleGroups(graph));
  const chain = graph.chainOf(start);
  const shape = { direction: 'down', maxDepth: Number.POSITIVE_INFINITY, folded: NOTHING_FOLDED } as const;
  return {
    cards: new Map(chain.flatMap(({ path }) => entryOf(cards, path))),
    waits: new Map(chain.map((card) => [card.path, blockersOf(states[graph.indexOf(card)])])),
    tree: growTree(graph, start, shape),
  };
}

function entryOf(
  cards: ReadonlyMap<string, CardThen>,
  path: string,
): readonly (readonly [string, CardThen])[] {
  const card = cards.get(path);
  return card === undefined ? [] : [[path, card]];
}

function blockersOf(state: CardState | undefined): number {
  return state?.kind === 'blocked' ? state.blockers.length : 0;
}

function requirement(byPath: ReadonlyMap<string, Card>, entry: string): GraphNode['requirements'][number] {
  const target = byPath.get(entry);
  const prerequisite = {
    stem: target?.stem ?? entry,
    folder: '',
    written: { value: entry, line: 1, column: 1, endColumn: 1, offset: 0 },
  };
  return target === undefined
    ? { prerequisite, target, reason: 'missing' }
    : { prerequisite, target, reason: undefined };
}

function cardOf({ stem, path, title, declared, isStarted }: CardThen): Card {
  return {
    stem,
    path,
    title,
    status: undefined,
    isStarted,
    declared,
    readable: true,
    requires: [],
    branch: undefined,
    tags: [],
    modified: undefined,
    lastReviewed: undefined,
  };
}
