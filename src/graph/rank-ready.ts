import type { Card } from '../cards/card.ts';
import { counted } from '../counted.ts';
import type { CardGraph } from './card-graph.ts';
import type { CycleGroups } from './cycles.ts';
import { type Decision, unlocksOf } from './decide-states.ts';

/** A ready card with what its rank is made of. */
export interface RankedCard {
  readonly card: Card;
  /** The goal at the end of its longest open path; itself when it is a goal. */
  readonly goal: Card;
  /** The cards that become ready when it alone is done, by stem. */
  readonly unlocks: readonly Card[];
  /** Open cards on the longest path from it up to the goal, itself not counted. */
  readonly distance: number;
  /** Open cards that need it at all, directly or not. */
  readonly score: number;
  /** The rank in words, the strongest reason first. */
  readonly reasons: readonly string[];
}

/** Ready cards looked at in one sweep of the graph: the bits of an integer that bitwise operators keep whole. */
const SWEEP = 31;

/**
 * Ranks the ready cards: first how many cards become ready when it alone is done, then the length of the longest open
 * path to its goal, then how many open cards need it at all, then the stem and the path, so that the order is total.
 *
 * @param within when given, only the cards of this goal's chain, and paths towards this goal only
 */
export function rankReady(
  graph: CardGraph,
  cycles: CycleGroups,
  { decision, within }: { readonly decision: Decision; readonly within?: Card | undefined },
): readonly RankedCard[] {
  const inside =
    within === undefined ? undefined : new Set(graph.chainOf(within).map((card) => graph.indexOf(card)));
  const ready: number[] = [];
  for (const [index, state] of decision.states.entries()) {
    if (state.kind === 'ready' && inside?.has(index) !== false) ready.push(index);
  }
  const isOpen = (index: number): boolean => decision.states[index]?.kind !== 'done';
  const routes = longestRoutes(graph, cycles, { inside, isOpen });
  const unlocked = unlocksOf(graph, decision);
  const scores = countDependents(graph, cycles, { of: ready, isOpen });
  const ranked = ready.map((index, position): RankedCard => {
    const card = graph.node(index).card;
    const unlocks = (unlocked.get(index) ?? [])
      .filter((each) => inside?.has(each) !== false)
      .map((each) => graph.node(each).card)
      .sort(byStem);
    const goal = graph.node(routes.goals[index] ?? index).card;
    const facts = {
      card,
      goal,
      unlocks,
      distance: routes.distances[index] ?? 0,
      score: scores[position] ?? 0,
    };
    return { ...facts, reasons: reasonsFor(facts) };
  });
  return ranked.sort(
    (a, b) =>
      b.unlocks.length - a.unlocks.length ||
      b.distance - a.distance ||
      b.score - a.score ||
      byStem(a.card, b.card),
  );
}

/** Orders cards by stem, then by path, by code units: the same on every machine and in every locale. */
export function byStem(a: Pick<Card, 'stem' | 'path'>, b: Pick<Card, 'stem' | 'path'>): number {
  if (a.stem !== b.stem) return a.stem < b.stem ? -1 : 1;
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function reasonsFor(facts: Omit<RankedCard, 'reasons'>): string[] {
  const { card, goal, unlocks, distance, score } = facts;
  if (card === goal) return ['it is the goal, and all it requires is done'];
  const reasons: string[] = [];
  const first = unlocks[0];
  if (first !== undefined) {
    const makes = unlocks.length === 1 ? first.stem : `${unlocks.length} cards (${namesOf(unlocks)})`;
    reasons.push(`closing it makes ${makes} ready`);
  } else {
    reasons.push('closing it alone makes nothing ready yet');
  }
  reasons.push(
    distance === 0
      ? `no open card stands between it and ${goal.stem}`
      : `${counted(distance, 'open card')} on the longest path up to ${goal.stem}`,
  );
  if (score > distance) reasons.push(`${score} open cards need it`);
  return reasons;
}

function namesOf(cards: readonly Card[]): string {
  const names = cards.slice(0, 3).map((card) => card.stem);
  return cards.length > 3 ? `${names.join(', ')}, …` : names.join(', ');
}

/** Tells of a card's index whether it is not done. */
type IsOpen = (index: number) => boolean;

/** For each card index the longest open path up to a goal, and the index of that goal. */
interface Routes {
  readonly distances: Int32Array;
  readonly goals: Int32Array;
}

/** Finds the longest open path from every card up to a goal; a card on a cycle ends at the cycle's other cards. */
function longestRoutes(
  graph: CardGraph,
  cycles: CycleGroups,
  { inside, isOpen }: { readonly inside: ReadonlySet<number> | undefined; readonly isOpen: IsOpen },
): Routes {
  const distances = new Int32Array(graph.cards.length).fill(-1);
  const goals = new Int32Array(graph.cards.length);
  const stemOf = (index: number) => graph.node(index).card;
  for (let position = cycles.groups.length - 1; position >= 0; position -= 1) {
    for (const index of cycles.groups[position] ?? []) {
      let distance = 0;
      let goal = index;
      for (const dependent of graph.dependents(index)) {
        const above = distances[dependent] ?? -1;
        if (above === -1 || dependent === index || inside?.has(dependent) === false) continue;
        const length = above + (isOpen(dependent) ? 1 : 0);
        const end = goals[dependent] ?? index;
        const isFirst = goal === index;
        if (isFirst || length > distance || (length === distance && byStem(stemOf(end), stemOf(goal)) < 0)) {
          distance = length;
          goal = end;
        }
      }
      distances[index] = distance;
      goals[index] = goal;
    }
  }
  return { distances, goals };
}

/**
 * Counts for each given card the open cards that need it, walking upwards once for every 31 of them.
 *
 * Bits are pushed from a group of cards that require one another to the groups above it, so that a card with very many
 * prerequisites costs nothing where few of them are counted.
 */
function countDependents(
  graph: CardGraph,
  cycles: CycleGroups,
  { of, isOpen }: { readonly of: readonly number[]; readonly isOpen: IsOpen },
): number[] {
  const counts: number[] = new Array(of.length).fill(0);
  const groupOf = new Int32Array(graph.cards.length);
  for (const [position, group] of cycles.groups.entries())
    for (const index of group) groupOf[index] = position;
  const needs = new Int32Array(cycles.groups.length);
  const sweptIn = new Int32Array(cycles.groups.length).fill(-1);
  for (let from = 0; from < of.length; from += SWEEP) {
    const above: number[] = [];
    const reach = (group: number, bits: number): void => {
      if (sweptIn[group] !== from) {
        sweptIn[group] = from;
        needs[group] = 0;
        above.push(group);
      }
      needs[group] = (needs[group] ?? 0) | bits;
    };
    const swept = of.slice(from, from + SWEEP);
    for (const [position, index] of swept.entries()) reach(groupOf[index] ?? 0, 1 << position);
    for (const group of above) {
      for (const index of cycles.groups[group] ?? []) {
        for (const dependent of graph.dependents(index)) reach(groupOf[dependent] ?? 0, 0);
      }
    }
    // A dependent's group comes after the groups of all it requires, so each is met when its bits are complete.
    for (const group of above.sort((a, b) => a - b)) {
      const bits = needs[group] ?? 0;
      for (const index of cycles.groups[group] ?? []) {
        if (!swept.includes(index) && isOpen(index)) addBits(counts, from, bits);
        for (const dependent of graph.dependents(index)) {
          const next = groupOf[dependent] ?? 0;
          if (next !== group) needs[next] = (needs[next] ?? 0) | bits;
        }
      }
    }
  }
  return counts;
}

function addBits(counts: number[], from: number, mask: number): void {
  for (let rest = mask; rest !== 0; rest &= rest - 1) {
    const position = from + 31 - Math.clz32(rest & -rest);
    counts[position] = (counts[position] ?? 0) + 1;
  }
}
