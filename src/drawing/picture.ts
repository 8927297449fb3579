import type { Card } from '../cards/card.ts';
import type { CardState } from '../graph/card-state.ts';
import type { Plan } from '../plan.ts';

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
  /** From the box of a card to that of what it requires, as positions among the boxes; each pair once. */
  readonly arrows: readonly (readonly [from: number, to: number])[];
  /** Finished cards that are folded into the finished card above them. */
  readonly folded: number;
  /** Cards that there is no room for. */
  readonly left: number;
}

/** Up to this many cards are drawn without folding anything. */
const SMALL = 40;
/** More boxes or arrows than this make a drawing that takes seconds and that nobody reads. */
const MOST_BOXES = 800;
const MOST_ARROWS = 1600;

/**
 * Chooses what is drawn of cards. In a large graph a finished card is folded away unless an open one, or none at all,
 * requires it: what lies behind finished work decides nothing any more.
 *
 * @param cards nearest to the goals first: where there are too many, the last are left out
 */
export function pictureOf(plan: Plan, cards: readonly Card[]): Picture {
  const kept = cards.length <= SMALL ? cards : cards.filter((card) => !isInside(plan, card));
  const shown = withinReach(plan, kept);
  const folding =
    kept.length < cards.length ? new Set(cards.filter((card) => isInside(plan, card))) : new Set<Card>();
  const boxes: Box[] = shown.map((card) => ({
    kind: plan.stateOf(card).kind,
    stem: card.stem,
    title: card.title,
    folded: countBelow(plan, card, folding),
  }));
  const at = new Map(shown.map((card, index) => [card, index]));
  const arrows: [number, number][] = [];
  for (const [card, from] of at) {
    const targets = new Set<number>();
    for (const { prerequisite, target, reason } of plan.graph.requirementsOf(card)) {
      if (target === undefined) {
        targets.add(
          boxes.push({ kind: reason, stem: prerequisite.stem, title: prerequisite.stem, folded: 0 }) - 1,
        );
      } else {
        const to = at.get(target);
        if (to !== undefined) targets.add(to);
      }
    }
    for (const to of targets) arrows.push([from, to]);
  }
  return { boxes, arrows, folded: cards.length - kept.length, left: kept.length - shown.length };
}

/** Whether a card is finished work behind finished work: only finished cards require it. */
function isInside(plan: Plan, card: Card): boolean {
  if (plan.stateOf(card).kind !== 'done' || plan.isTroubledBelow(card)) return false;
  const dependents = plan.graph.dependentsOf(card);
  return dependents.length > 0 && dependents.every((each) => plan.stateOf(each).kind === 'done');
}

/** As many of the cards, from the first, as can be drawn with their arrows. */
function withinReach(plan: Plan, cards: readonly Card[]): readonly Card[] {
  let arrows = 0;
  const end = cards.findIndex((card, index) => {
    arrows += plan.graph.requirementsOf(card).length;
    return index >= MOST_BOXES || (index > 0 && arrows > MOST_ARROWS);
  });
  return end === -1 ? cards : cards.slice(0, end);
}

function countBelow(plan: Plan, card: Card, folding: ReadonlySet<Card>): number {
  if (folding.size === 0 || plan.stateOf(card).kind !== 'done') return 0;
  return plan.graph.chainOf(card).filter((each) => folding.has(each)).length;
}
