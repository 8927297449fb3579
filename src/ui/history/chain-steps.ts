import type { Card } from '../../cards/card.ts';
import type { Timeline } from '../model/model.ts';

type TimelineStep = Timeline['steps'][number];
type CardThen = TimelineStep['changed'][number];

/** A step of the history with what happened in it to the cards that are told of. */
export interface ToldStep {
  /** Where it stands among all steps of the timeline. */
  readonly index: number;
  readonly events: TimelineStep['events'];
}

const remembered = new WeakMap<
  Timeline,
  { readonly goal: string | undefined; readonly steps: readonly ToldStep[] }
>();

/**
 * The steps in which something happened to a card of a chain, or, without a goal, to any card. A card belongs to the chain
 * while the goal requires it, directly or not: before the step or after it.
 */
export function stepsOf(timeline: Timeline | undefined, goal: Card | undefined): readonly ToldStep[] {
  if (timeline === undefined) return [];
  const known = remembered.get(timeline);
  if (known !== undefined && known.goal === goal?.path) return known.steps;
  const all = timeline.steps.map(({ events }, index) => ({ index, events }));
  const told = goal === undefined ? all : ofChain(timeline, goal);
  const steps = told.filter(({ events }) => events.length > 0);
  remembered.set(timeline, { goal: goal?.path, steps });
  return steps;
}

function ofChain(timeline: Timeline, goal: Card): readonly ToldStep[] {
  const cards = new Map<string, CardThen>();
  let members: ReadonlySet<string> = new Set();
  return timeline.steps.map(({ changed, events }, index) => {
    const before = members;
    const isOther = changed.some((card) => {
      const concerns = members.has(card.path) || card.path === goal.path || card.stem === goal.stem;
      return concerns && !isSame(cards.get(card.path)?.requires, card.requires);
    });
    for (const card of changed) cards.set(card.path, card);
    if (isOther) members = membersOf(cards, goal);
    return { index, events: events.filter(({ path }) => before.has(path) || members.has(path)) };
  });
}

function isSame(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one?.length === other.length && one.every((entry, index) => entry === other[index]);
}

/** The paths of a goal, wherever its file was then, and of everything that it required. */
function membersOf(cards: ReadonlyMap<string, CardThen>, goal: Card): ReadonlySet<string> {
  const root = cards.has(goal.path)
    ? goal.path
    : [...cards.values()].find(({ stem }) => stem === goal.stem)?.path;
  const found = new Set(root === undefined ? [] : [root]);
  for (const path of found) for (const entry of cards.get(path)?.requires ?? []) found.add(entry);
  return found;
}
