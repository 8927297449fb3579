import type { Card } from '../cards/card.ts';
import type { CardState } from '../graph/card-state.ts';
import type { Plan } from '../plan.ts';
import { type Arrow, withoutImplied } from './implied-arrows.ts';

/** What a box of the drawing stands for: a card by its state, or an entry of `requires` that no card answers to. */
export type BoxKind = CardState['kind'] | 'missing' | 'ambiguous';

/** One box of the drawing. */
export interface Box {
  readonly kind: BoxKind;
  readonly stem: string;
  readonly title: string;
  /** Finished cards below this one that are not drawn. */
  readonly folded: number;
}

/** What is drawn of a graph, before anything has a place. */
export interface Picture {
  readonly boxes: readonly Box[];
  /** From the box of a card to that of what it requires; each pair once. */
  readonly arrows: readonly Arrow[];
  /** Arrows that are left out, since others lead the same way. */
  readonly implied: number;
  /** Finished cards that are folded into the cards above them. */
  readonly folded: number;
  /** Cards that there is no room for. */
  readonly left: number;
}

/** How much a drawing may hold. */
export interface PictureLimits {
  /** Up to this many cards are drawn without folding anything. */
  readonly small: number;
  /** With more boxes than this nobody finds the open cards among the finished ones. */
  readonly many: number;
  /** More boxes or arrows than this make a drawing that takes seconds or that nobody reads. */
  readonly boxes: number;
  readonly arrows: number;
}

/**
 * Chooses what is drawn of cards. In a large graph a finished card is folded away unless an open one, or none at all,
 * requires it: what lies behind finished work decides nothing any more. Where that is still too much to read, every
 * finished card is folded away that another one requires. In both, arrows that others imply are left out. Where there
 * are too many cards still, the open ones nearest to the goals stay.
 */
export function pictureOf(plan: Plan, cards: readonly Card[], limits: PictureLimits): Picture {
  const isLarge = cards.length > limits.small;
  const kept = isLarge ? keptOf(plan, nearestFirst(plan, cards), limits) : nearestFirst(plan, cards);
  const shown = withinReach(plan, kept, limits);
  const keeps = new Set(kept);
  const folding = new Set(cards.filter((card) => !keeps.has(card)));
  const boxes: Box[] = shown.map((card) => ({
    kind: plan.stateOf(card).kind,
    stem: card.stem,
    title: card.title,
    folded: countBelow(plan, card, folding),
  }));
  const arrows = arrowsOf(plan, shown, boxes);
  const drawn = isLarge ? withoutImplied(arrows) : arrows;
  return {
    boxes,
    arrows: drawn,
    implied: arrows.length - drawn.length,
    folded: folding.size,
    left: kept.length - shown.length,
  };
}

/** The arrows between cards that are shown; an entry that no card answers to gets a box of its own. */
function arrowsOf(plan: Plan, shown: readonly Card[], boxes: Box[]): readonly Arrow[] {
  const at = new Map(shown.map((card, index) => [card, index]));
  return shown.flatMap((card, from) => {
    const targets = new Set<number>();
    for (const { prerequisite, target, reason } of plan.graph.requirementsOf(card)) {
      const { stem } = prerequisite;
      const to =
        target === undefined
          ? boxes.push({ kind: reason, stem, title: stem, folded: 0 }) - 1
          : at.get(target);
      if (to !== undefined) targets.add(to);
    }
    return [...targets].map((to): Arrow => [from, to]);
  });
}

function nearestFirst(plan: Plan, cards: readonly Card[]): readonly Card[] {
  const asked = new Set(cards);
  const inChains = plan.chains.flatMap(({ goal }) =>
    plan.graph.chainOf(goal).filter((card) => asked.has(card)),
  );
  return [...new Set([...inChains, ...cards])];
}

function keptOf(plan: Plan, cards: readonly Card[], { many }: PictureLimits): readonly Card[] {
  const kept = cards.filter((card) => !isInside(plan, card));
  return kept.length <= many
    ? kept
    : cards.filter((card) => !isSound(plan, card) || plan.graph.dependentsOf(card).length === 0);
}

function isSound(plan: Plan, card: Card): boolean {
  return plan.stateOf(card).kind === 'done' && !plan.isTroubledBelow(card);
}

/** Whether a card is finished work behind finished work: only finished cards require it. */
function isInside(plan: Plan, card: Card): boolean {
  if (!isSound(plan, card)) return false;
  const dependents = plan.graph.dependentsOf(card);
  return dependents.length > 0 && dependents.every((each) => plan.stateOf(each).kind === 'done');
}

/** As many of the cards, open ones before finished ones, as can be drawn with their arrows. */
function withinReach(plan: Plan, cards: readonly Card[], limits: PictureLimits): readonly Card[] {
  const isOpen = ({ declared }: Card) => declared === 'open';
  const shown = new Set<Card>();
  const isShown = (card: Card | undefined) => card === undefined || shown.has(card);
  let arrows = 0;
  for (const card of [...cards.filter(isOpen), ...cards.filter((each) => !isOpen(each))]) {
    arrows += plan.graph.requirementsOf(card).filter(({ target }) => isShown(target)).length;
    arrows += plan.graph.dependentsOf(card).filter(isShown).length;
    if (shown.size >= limits.boxes || (shown.size > 0 && arrows > limits.arrows)) break;
    shown.add(card);
  }
  return cards.filter(isShown);
}

/** How many folded cards are below a card, looking on behind folded ones alone. */
function countBelow(plan: Plan, card: Card, folding: ReadonlySet<Card>): number {
  const found = new Set([card]);
  for (const each of found)
    for (const { target } of plan.graph.requirementsOf(each))
      if (target !== undefined && folding.has(target)) found.add(target);
  return found.size - 1;
}
