import type { Card } from '../../cards/card.ts';
import type { Chain } from '../../graph/chain.ts';
import type { RankedCard } from '../../graph/rank-ready.ts';
import type { Plan } from '../../plan.ts';

const cardsByPath = new WeakMap<Plan, ReadonlyMap<string, Card>>();
const chainsByGoal = new WeakMap<Plan, ReadonlyMap<Card, Chain>>();
const chains = new WeakMap<Plan, Map<Card, readonly Card[]>>();
const ranked = new WeakMap<Plan, Map<Card, readonly RankedCard[]>>();

/** The card of a plan that was read from a path. */
export function findCard(plan: Plan, path: string): Card | undefined {
  let cards = cardsByPath.get(plan);
  if (cards === undefined) {
    cards = new Map(plan.cards.map((card) => [card.path, card]));
    cardsByPath.set(plan, cards);
  }
  return cards.get(path);
}

/** The card of a later plan that is the same one: by its path, else, when the file was moved, by its stem. */
export function findAgain(
  plan: Plan,
  card: { readonly path: string; readonly stem: string },
): Card | undefined {
  return findCard(plan, card.path) ?? plan.cards.find((each) => each.stem === card.stem);
}

/** The chain of a goal, counted. */
export function chainOf(plan: Plan, goal: Card): Chain | undefined {
  let chains = chainsByGoal.get(plan);
  if (chains === undefined) {
    chains = new Map(plan.chains.map((chain) => [chain.goal, chain]));
    chainsByGoal.set(plan, chains);
  }
  return chains.get(goal);
}

/** The cards of a goal's chain, nearest first; walked once for each plan. */
export function cardsIn(plan: Plan, goal: Card): readonly Card[] {
  let byGoal = chains.get(plan);
  if (byGoal === undefined) {
    byGoal = new Map();
    chains.set(plan, byGoal);
  }
  const cards = byGoal.get(goal) ?? plan.graph.chainOf(goal);
  byGoal.set(goal, cards);
  return cards;
}

/** The ready cards of a goal's chain, best first; ranked once for each plan. */
export function readyIn(plan: Plan, goal: Card): readonly RankedCard[] {
  let byGoal = ranked.get(plan);
  if (byGoal === undefined) {
    byGoal = new Map();
    ranked.set(plan, byGoal);
  }
  const known = byGoal.get(goal);
  if (known !== undefined) return known;
  const ready = plan.rankReady(goal);
  byGoal.set(goal, ready);
  return ready;
}
