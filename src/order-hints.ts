import type { Card } from './cards/card.ts';
import { linksToDoFirst } from './cards/prerequisite-links.ts';
import type { WikiLink } from './cards/wiki-link.ts';
import type { Plan } from './plan.ts';
import type { CardText } from './read/read-card-text.ts';

/** A card that speaks of another one as something to do first, without requiring it. */
export interface OrderHint {
  readonly first: Card;
  readonly then: Card;
  /** The link that says so, in the file of `then`. */
  readonly link: WikiLink;
}

/**
 * Finds what the texts of ready cards say about the order among them. A hint never changes what is ready: who means it
 * writes it into `requires`.
 *
 * @param textOf the text of a card, or undefined where it was not read or cannot be
 */
export function orderHints(
  plan: Plan,
  ready: readonly Card[],
  textOf: (card: Card) => Pick<CardText, 'body' | 'bodyLine' | 'links'> | undefined,
): readonly OrderHint[] {
  const byStem = new Map(ready.map((card) => [card.stem, card]));
  return ready.flatMap((then) => {
    const text = textOf(then);
    if (text === undefined) return [];
    return [...linksByStem(text)].flatMap(([stem, link]) => {
      const first = byStem.get(stem);
      return first === undefined || plan.graph.chainOf(then).includes(first) ? [] : [{ first, then, link }];
    });
  });
}

/** A screen asks again for every frame. */
const remembered = new WeakMap<object, ReadonlyMap<string, WikiLink>>();

/** The links of a text to something to do first, each stem by its first one. */
function linksByStem(text: Pick<CardText, 'body' | 'bodyLine' | 'links'>): ReadonlyMap<string, WikiLink> {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const links = linksToDoFirst(text.body, text.bodyLine, text.links);
  const byStem = new Map(links.toReversed().map((link) => [link.stem, link]));
  remembered.set(text, byStem);
  return byStem;
}

/** What a hint says, from the side of one of its two cards. */
export function hintSentence({ first, then }: OrderHint, card: Card): string {
  return card === first
    ? `${then.stem} speaks of it as something to do first, and does not require it`
    : `it speaks of ${first.stem} as something to do first, and does not require it`;
}
