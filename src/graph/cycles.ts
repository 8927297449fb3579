import type { CardGraph } from './card-graph.ts';
import type { Nodes } from './nodes.ts';

/** The graph cut into groups of cards that require one another; a group of one is a card in no cycle, or a self-loop. */
export interface CycleGroups {
  /** Groups of card indexes, prerequisites before dependents. */
  readonly groups: readonly (readonly number[])[];
  /** For each card index: whether it lies on a cycle. */
  readonly cyclic: readonly boolean[];
}

/** At most this many cycles are named for one group; more would not help anybody. */
const MAX_CYCLES = 20;

/**
 * Finds the strongly connected components, in an order where every card comes after what it requires.
 *
 * Tarjan's algorithm with its own stack, since a chain may be 200,000 cards long.
 *
 * @param without edges to leave out, as `from>to` of card indexes
 */
export function findCycleGroups(graph: Nodes, without: ReadonlySet<string> = new Set()): CycleGroups {
  const all = graph.cards.keys();
  const cyclic: boolean[] = new Array(graph.cards.length).fill(false);
  const start = new Int32Array(graph.cards.length).fill(UNSEEN);
  return search(graph, { without, start, roots: all, cyclic });
}

/**
 * Finds the groups again among some cards, which must be all that need one of those that require other cards now.
 *
 * @param cyclic what was known of all cards, which is brought up to date
 */
export function findGroupsAmong(graph: Nodes, among: ReadonlySet<number>, cyclic: boolean[]): CycleGroups {
  const start = new Int32Array(graph.cards.length).fill(OUTSIDE);
  for (const index of among) {
    start[index] = UNSEEN;
    cyclic[index] = false;
  }
  return search(graph, { without: new Set(), start, roots: among, cyclic });
}

/** A card in no order yet, and one that is never looked at. */
const UNSEEN = -1;
const OUTSIDE = -2;

interface Search {
  readonly without: ReadonlySet<string>;
  /** The order in which cards were come to. */
  readonly start: Int32Array;
  readonly roots: Iterable<number>;
  readonly cyclic: boolean[];
}

function search(graph: Nodes, { without, start: order, roots, cyclic }: Search): CycleGroups {
  const count = order.length;
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const position = new Int32Array(count);
  const groups: number[][] = [];
  const open: number[] = [];
  const path: number[] = [];
  let clock = 0;
  const skips = (from: number, to: number) => without.size > 0 && without.has(`${from}>${to}`);

  for (const root of roots) {
    if (order[root] !== UNSEEN) continue;
    path.push(root);
    while (path.length > 0) {
      const card = path[path.length - 1] ?? 0;
      if (order[card] === UNSEEN) {
        order[card] = clock;
        low[card] = clock;
        clock += 1;
        open.push(card);
        onStack[card] = 1;
      }
      const prerequisites = graph.prerequisites(card);
      let next = position[card] ?? 0;
      let descended = false;
      while (next < prerequisites.length) {
        const prerequisite = prerequisites[next] ?? 0;
        next += 1;
        if (skips(card, prerequisite)) continue;
        if (prerequisite === card) cyclic[card] = true;
        if (order[prerequisite] === UNSEEN) {
          path.push(prerequisite);
          descended = true;
          break;
        }
        if (onStack[prerequisite] === 1) low[card] = Math.min(low[card] ?? 0, order[prerequisite] ?? 0);
      }
      position[card] = next;
      if (descended) continue;
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[card] ?? 0);
      if (low[card] === order[card]) groups.push(takeGroup(card, open, onStack));
    }
  }
  for (const group of groups) if (group.length > 1) for (const card of group) cyclic[card] = true;
  return { groups, cyclic };
}

function takeGroup(root: number, open: number[], onStack: Uint8Array): number[] {
  const group: number[] = [];
  for (;;) {
    const member = open.pop();
    if (member === undefined) return group;
    onStack[member] = 0;
    group.push(member);
    if (member === root) return group;
  }
}

/**
 * Names the cycles of a graph, each as the card indexes along it, starting at the card whose stem sorts first.
 *
 * One cycle a group would hide a second one that shares a card with it, so after each find the cycle's closing edge
 * is taken out and the rest is searched again, up to 20 times. Self-loops are not in the answer.
 */
export function findCycles(graph: CardGraph, groups: CycleGroups): readonly (readonly number[])[] {
  const cycles: (readonly number[])[] = [];
  const removed = new Set<string>();
  let pending = groups.groups.filter((group) => group.length > 1);
  while (pending.length > 0 && cycles.length < MAX_CYCLES) {
    for (const group of pending.slice(0, MAX_CYCLES - cycles.length)) {
      const cycle = shortestCycle(graph, group, removed);
      cycles.push(cycle);
      removed.add(`${cycle[cycle.length - 1]}>${cycle[0]}`);
    }
    pending = findCycleGroups(graph, removed).groups.filter((group) => group.length > 1);
  }
  return cycles;
}

/** The shortest cycle through the group's first card in the order of stems; breadth first, so linear in the group. */
function shortestCycle(graph: CardGraph, group: readonly number[], removed: ReadonlySet<string>): number[] {
  const members = new Set(group);
  const stem = (index: number) => graph.node(index).card.stem;
  const start = group.reduce((first, each) => (stem(each) < stem(first) ? each : first));
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const card of queue) {
    for (const prerequisite of graph.prerequisites(card)) {
      if (!members.has(prerequisite) || removed.has(`${card}>${prerequisite}`)) continue;
      if (prerequisite === start && card !== start) return pathTo(card, cameFrom);
      if (prerequisite === start || cameFrom.has(prerequisite)) continue;
      cameFrom.set(prerequisite, card);
      queue.push(prerequisite);
    }
  }
  return [start];
}

function pathTo(end: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const path = [end];
  for (let card = cameFrom.get(end); card !== undefined; card = cameFrom.get(card)) path.push(card);
  return path.reverse();
}
