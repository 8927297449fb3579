import type { Timeline } from '../model/model.ts';
import { stepsOf } from './chain-steps.ts';

/** The chain that was worked on last. */
interface LastChain {
  /** Its goal's stem. */
  readonly goal: string;
  /** When the last card of it was closed, in milliseconds since 1970. */
  readonly time: number;
  /** In how many steps of the graph something happened to its cards. */
  readonly steps: number;
}

const remembered = new WeakMap<Timeline, { readonly chain: LastChain | undefined }>();

/** Finds the chain in which a card was closed last; looked for once in each history. */
export function lastChain(timeline: Timeline): LastChain | undefined {
  const known = remembered.get(timeline);
  if (known !== undefined) return known.chain;
  const chain = find(timeline);
  remembered.set(timeline, { chain });
  return chain;
}

function find(timeline: Timeline): LastChain | undefined {
  const steps = stepsOf(timeline, undefined);
  for (const { index, events } of steps.toReversed()) {
    const step = timeline.steps[index];
    const closed = events.find(({ kind }) => kind === 'closed');
    if (step === undefined || closed === undefined) continue;
    // A step before, since the close may have taken the card out of the graph.
    const cards = timeline.cardsAt(Math.max(0, index - 1));
    const goal = above(cards, closed.path);
    const chain = below(cards, goal);
    const touching = steps.filter((each) => each.events.some(({ path }) => chain.has(path)));
    return { goal: cards.get(goal)?.stem ?? closed.stem, time: step.at.time, steps: touching.length };
  }
  return undefined;
}

type Cards = ReturnType<Timeline['cardsAt']>;

/** The first goal over a card. */
function above(cards: Cards, path: string): string {
  const seen = new Set([path]);
  for (const at of seen) {
    const dependents = [...cards.values()].filter(({ requires }) => requires.includes(at));
    if (dependents.length === 0) return at;
    for (const each of dependents) seen.add(each.path);
  }
  return path;
}

/** A card and everything it requires, by their paths. */
function below(cards: Cards, goal: string): ReadonlySet<string> {
  const found = new Set([goal]);
  for (const at of found) for (const entry of cards.get(at)?.requires ?? []) found.add(entry);
  return found;
}
