import type { Card } from '../cards/card.ts';
import type { Blocker, CardState } from './card-state.ts';
import type { CycleGroups } from './cycles.ts';
import type { GraphNode, Nodes, Requirement } from './nodes.ts';

/** What was decided for every card of a graph, by the card's index. */
export interface Decision {
  readonly states: readonly CardState[];
  /** For each card: whether something below it, however deep and behind whichever done cards, is not done. */
  readonly troubled: readonly boolean[];
  /** For each card: the index of the one ready card that stands before it, or less than 0. */
  readonly obstacles: readonly number[];
}

/** A decision that later ones are written over. */
export interface GrowingDecision {
  readonly states: CardState[];
  readonly troubled: boolean[];
  readonly obstacles: number[];
}

/** Other than usual in a decision. */
export interface Supposed {
  /** Indexes of cards to look at as if they had declared themselves done. */
  readonly asDone?: ReadonlySet<number>;
  /**
   * What was decided before, which is brought up to date. Only the cards of the groups are decided then, which must be
   * all those whose node is another one now, and all that need one of these.
   */
  readonly onto?: GrowingDecision;
}

const NONE: ReadonlySet<number> = new Set();

/** What keeps a card from being ready, as far as `unlocks` must know: nothing, one ready card, or more than that. */
const CLEAR = -1;
const MORE = -2;

/**
 * Decides done, ready or blocked for every card. Every surface asks this function and no other.
 *
 * Done is what a readable card declares of itself. An open card is ready when every prerequisite, direct or not, is
 * done; else it is blocked by the nearest cards that are not, looking through done ones. It fails closed: a prerequisite
 * that is missing, ambiguous, unreadable or on a cycle blocks whatever it declares.
 */
export function decideStates(
  graph: Nodes,
  cycles: CycleGroups,
  { asDone = NONE, onto = roomFor(graph.cards.length) }: Supposed = {},
): Decision {
  const { states, troubled, obstacles } = onto;
  /** Done cards that were looked behind for the card at hand. */
  const looked = new Set<number>();

  const isDone = (card: Card, index: number): boolean => card.declared === 'done' || asDone.has(index);

  const blocks = (requirement: Requirement): boolean => {
    if (requirement.target === undefined) return true;
    const index = graph.indexOf(requirement.target);
    return cycles.cyclic[index] === true || !isDone(requirement.target, index) || troubled[index] === true;
  };

  for (const group of cycles.groups) {
    for (const index of group) {
      const node = graph.node(index);
      const { card, requirements } = node;
      troubled[index] = requirements.some(blocks);
      obstacles[index] = nearestObstacle(requirements);
      const done = isDone(card, index);
      const blockers = done ? [] : ownTrouble(node);
      if (!done && troubled[index]) blockers.push(...blockersBelow(index));
      const [first, ...rest] = blockers;
      if (done) states[index] = { kind: 'done' };
      else if (first === undefined) states[index] = { kind: 'ready' };
      else states[index] = { kind: 'blocked', blockers: [first, ...rest] };
    }
  }
  return onto;

  /** The one ready card that stands before a card, if there is exactly one and nothing else does. */
  function nearestObstacle(requirements: readonly Requirement[]): number {
    let found = CLEAR;
    for (const requirement of requirements) {
      let each = MORE;
      if (requirement.target !== undefined) {
        const index = graph.indexOf(requirement.target);
        const node = graph.node(index);
        if (cycles.cyclic[index]) each = MORE;
        else if (isDone(node.card, index)) each = obstacles[index] ?? MORE;
        else if (states[index]?.kind === 'ready') each = index;
      }
      if (each === CLEAR || each === found) continue;
      if (each === MORE || found !== CLEAR) return MORE;
      found = each;
    }
    return found;
  }

  /** The blockers of an open card: its own requirements, and what lies behind those of them that are done. */
  function blockersBelow(start: number): readonly Blocker[] {
    const blockers = new Map<string, Blocker>();
    const seen = [start];
    for (const index of seen) {
      for (const requirement of graph.node(index).requirements) {
        if (!blocks(requirement)) continue;
        const stem = requirement.target?.stem ?? requirement.prerequisite.stem;
        const reason = reasonFor(requirement);
        if (reason !== undefined) {
          if (!blockers.has(stem)) blockers.set(stem, { stem, reason });
        } else if (requirement.target !== undefined) {
          const behind = graph.indexOf(requirement.target);
          if (!looked.has(behind)) seen.push(behind);
          looked.add(behind);
        }
      }
    }
    looked.clear();
    return [...blockers.values()];
  }

  /** Why a requirement blocks by itself; undefined for a done card with trouble behind it. */
  function reasonFor(requirement: Requirement): Blocker['reason'] | undefined {
    if (requirement.target === undefined) return requirement.reason;
    const index = graph.indexOf(requirement.target);
    if (cycles.cyclic[index]) return 'cycle';
    if (!requirement.target.readable) return 'unreadable';
    return isDone(requirement.target, index) ? undefined : 'open';
  }
}

/** For a card, the indexes of the cards that become ready when it alone is done. Only a ready card can have any. */
export function unlocksOf(
  graph: Nodes,
  { states, obstacles }: Decision,
): ReadonlyMap<number, readonly number[]> {
  const unlocks = new Map<number, number[]>();
  for (const [index, only] of obstacles.entries()) {
    if (only < 0 || states[index]?.kind !== 'blocked') continue;
    const { card, ambiguous } = graph.node(index);
    if (!card.readable || ambiguous) continue;
    const others = unlocks.get(only);
    if (others === undefined) unlocks.set(only, [index]);
    else others.push(index);
  }
  return unlocks;
}

/** Room for all cards from the start: an array that grows from its end is slow. */
function roomFor(count: number): GrowingDecision {
  return { states: new Array(count), troubled: new Array(count), obstacles: new Array(count) };
}

function ownTrouble({ card, ambiguous }: GraphNode): Blocker[] {
  const blockers: Blocker[] = [];
  if (!card.readable) blockers.push({ stem: card.stem, reason: 'unreadable' });
  if (ambiguous) blockers.push({ stem: card.stem, reason: 'ambiguous' });
  return blockers;
}
