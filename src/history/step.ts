import type { Card } from '../cards/card.ts';
import type { CardState } from '../graph/card-state.ts';
import type { Movement } from '../graph/moving-graph.ts';
import type { Requirement } from '../graph/nodes.ts';
import { byStem } from '../graph/rank-ready.ts';
import type { Plan } from '../plan.ts';

/** When something became so, and by whom. */
export interface Occasion {
  /** The full commit id, or null for what is not committed yet. */
  readonly commit: string | null;
  /** In milliseconds since 1970; never before the occasion before it. */
  readonly time: number;
  readonly author: string | null;
}

/** A card as it was after a step. */
export interface CardThen {
  readonly stem: string;
  /** Relative to the top folder, with `/`. */
  readonly path: string;
  readonly title: string;
  /** What the plan of that step decided. */
  readonly state: CardState['kind'];
  readonly declared: Card['declared'];
  /** Whether its status was the word for work in progress. */
  readonly isStarted: boolean;
  /** False for a page that was a card only because another one required it. */
  readonly isCardItself: boolean;
  /** Whether anything below it, behind whichever done cards, was not done. */
  readonly isTroubled: boolean;
  /** Where its entries led: the path of a card, or the bare stem where no card answered. */
  readonly requires: readonly string[];
}

/** What one commit, or the work tree, changed about the graph. */
export interface Step {
  readonly at: Occasion;
  /** The first line of the commit's message; empty for what is not committed. */
  readonly subject: string;
  /** The cards that are new or not as they were, whether by themselves or by what they require. */
  readonly changed: readonly CardThen[];
  readonly gone: readonly GoneCard[];
  /** For a file that was renamed in this step, by its path now: the path it had. */
  readonly movedFrom: ReadonlyMap<string, string>;
}

/** A path that has no card any more. */
export interface GoneCard {
  readonly path: string;
  /** The path of a card that required it and took over what it required or said; null where none did. */
  readonly into: string | null;
  /** Whether a document is left there. */
  readonly isDocument: boolean;
  /** Whether it had been finished, on the branch that a merge brought in. */
  readonly isFinished: boolean;
}

/** What was decided about cards. */
interface Decided {
  stateOf(card: Card): CardState;
  isTroubledBelow(card: Card): boolean;
  requirementsOf(card: Card): readonly Requirement[];
}

/** What changed about the cards, and how those that changed or went were before. */
export interface Changes extends Pick<Step, 'changed' | 'gone'> {
  readonly was: ReadonlyMap<string, CardThen>;
}

/**
 * Tells what a movement of the graph changed about the cards before it.
 *
 * @param cards the cards before by path, which are brought up to it
 * @param graph the graph after the movement, and its documents
 */
export function changesBy(
  cards: Map<string, CardThen>,
  { touched, gone }: Movement,
  graph: Decided & { hasPage(path: string): boolean },
): Changes {
  const changed = changedAmong(cards, touched, graph);
  const was = new Map<string, CardThen>();
  for (const path of [...gone, ...changed.map((card) => card.path)]) {
    const card = cards.get(path);
    if (card !== undefined) was.set(path, card);
  }
  for (const path of gone) cards.delete(path);
  for (const card of changed) cards.set(card.path, card);
  return {
    changed,
    gone: gone.toSorted().map((path) => goneFrom({ path, isDocument: graph.hasPage(path) })),
    was,
  };
}

/**
 * Tells what a plan changed about the cards before it.
 *
 * @param before the cards by path
 */
export function changesTo(before: ReadonlyMap<string, CardThen>, plan: Plan): Pick<Step, 'changed' | 'gone'> {
  const changed = changedAmong(before, plan.cards, {
    stateOf: (card) => plan.stateOf(card),
    isTroubledBelow: (card) => plan.isTroubledBelow(card),
    requirementsOf: (card) => plan.graph.requirementsOf(card),
  });
  const cards = new Set(plan.cards.map(({ path }) => path));
  const documents = new Set(plan.documents.map(({ path }) => path));
  const gone = [...before.keys()].filter((path) => !cards.has(path)).sort();
  return { changed, gone: gone.map((path) => goneFrom({ path, isDocument: documents.has(path) })) };
}

function goneFrom(at: Pick<GoneCard, 'path' | 'isDocument'>): GoneCard {
  return { ...at, into: null, isFinished: false };
}

function changedAmong(
  before: ReadonlyMap<string, CardThen>,
  cards: readonly Card[],
  decided: Decided,
): readonly CardThen[] {
  const changed: CardThen[] = [];
  for (const card of cards) {
    const was = before.get(card.path);
    if (was !== undefined && isAsBefore(was, card, decided)) continue;
    changed.push(cardThen(card, decided));
  }
  return changed.sort(byStem);
}

/** The cards after a step, by path, as all steps up to it left them. */
export function cardsAfter(steps: readonly Step[], index: number): ReadonlyMap<string, CardThen> {
  const cards = new Map<string, CardThen>();
  for (const { changed, gone } of steps.slice(0, index + 1)) {
    for (const { path } of gone) cards.delete(path);
    for (const card of changed) cards.set(card.path, card);
  }
  return cards;
}

function cardThen(card: Card, decided: Decided): CardThen {
  const { stem, path, title, declared, isStarted } = card;
  return {
    ...{ stem, path, title, state: decided.stateOf(card).kind, declared, isStarted },
    isCardItself: isCardItself(card),
    isTroubled: decided.isTroubledBelow(card),
    requires: decided.requirementsOf(card).map(leadsTo),
  };
}

/** Compares without building anything, since at nearly every step nearly every card is as it was. */
function isAsBefore(was: CardThen, card: Card, decided: Decided): boolean {
  const requirements = decided.requirementsOf(card);
  return (
    was.title === card.title &&
    was.state === decided.stateOf(card).kind &&
    was.declared === card.declared &&
    was.isStarted === card.isStarted &&
    was.isCardItself === isCardItself(card) &&
    was.isTroubled === decided.isTroubledBelow(card) &&
    was.requires.length === requirements.length &&
    requirements.every((each, at) => leadsTo(each) === was.requires[at])
  );
}

function isCardItself({ status, requires, branch }: Card): boolean {
  return status !== undefined || requires.length > 0 || branch !== undefined;
}

function leadsTo({ target, prerequisite }: Requirement): string {
  return target?.path ?? prerequisite.stem;
}
