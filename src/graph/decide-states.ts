import type { Card } from '../cards/card.ts';
import type { CardGraph, Requirement } from './card-graph.ts';
import type { Blocker, CardState } from './card-state.ts';
import type { CycleGroups } from './cycles.ts';

/** What was decided for every card of a graph, by the card's index. */
export interface Decision {
  readonly states: readonly CardState[];
  /**
   * For a card, the indexes of the cards that become ready when it alone is done. Only a ready card can have any.
   */
  readonly unlocks: ReadonlyMap<number, readonly number[]>;
  /** For each card: whether something below it, however deep and behind whichever done cards, is not done. */
  readonly troubled: readonly boolean[];
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
 *
 * @param asDone indexes of cards to look at as if they had declared themselves done; none unless given
 */
export function decideStates(
  graph: CardGraph,
  cycles: CycleGroups,
  asDone: ReadonlySet<number> = NONE,
): Decision {
  const count = graph.cards.length;
  const troubled: boolean[] = new Array(count).fill(false);
  const obstacle = new Int32Array(count).fill(CLEAR);
  const states: CardState[] = new Array(count);
  const unlocks = new Map<number, number[]>();
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
      const { card, requirements, ambiguous } = graph.node(index);
      troubled[index] = requirements.some(blocks);
      obstacle[index] = nearestObstacle(requirements);
      const done = isDone(card, index);
      const blockers = done ? [] : ownTrouble(card, ambiguous);
      if (!done && troubled[index]) blockers.push(...blockersBelow(index));
      const [first, ...rest] = blockers;
      if (done) states[index] = { kind: 'done' };
      else if (first === undefined) states[index] = { kind: 'ready' };
      else states[index] = { kind: 'blocked', blockers: [first, ...rest] };
      const only = obstacle[index] ?? MORE;
      if (only >= 0 && !done && card.readable && !ambiguous && !cycles.cyclic[index]) {
        const others = unlocks.get(only);
        if (others === undefined) unlocks.set(only, [index]);
        else others.push(index);
      }
    }
  }
  return { states, unlocks, troubled };

  /** The one ready card that stands before a card, if there is exactly one and nothing else does. */
  function nearestObstacle(requirements: readonly Requirement[]): number {
    let found = CLEAR;
    for (const requirement of requirements) {
      let each = MORE;
      if (requirement.target !== undefined) {
        const index = graph.indexOf(requirement.target);
        const node = graph.node(index);
        if (cycles.cyclic[index]) each = MORE;
        else if (isDone(node.card, index)) each = obstacle[index] ?? MORE;
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

function ownTrouble(card: Card, ambiguous: boolean): Blocker[] {
  const blockers: Blocker[] = [];
  if (!card.readable) blockers.push({ stem: card.stem, reason: 'unreadable' });
  if (ambiguous) blockers.push({ stem: card.stem, reason: 'ambiguous' });
  return blockers;
}
