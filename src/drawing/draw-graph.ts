import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { graphFile, graphPart } from './graph-svg.ts';
import { layOut } from './lay-out.ts';
import type { Markup } from './markup.ts';
import { pictureOf } from './picture.ts';
import { pictureWords } from './picture-words.ts';

/** What Graphviz lays out within a second. */
const LIMITS = { small: 40, many: 120, boxes: 800, arrows: 1600 } as const;

/** Draws cards and what they require as a file of SVG. */
export async function drawGraphFile(plan: Plan, cards: readonly Card[]): Promise<string> {
  const picture = pictureOf(plan, cards, LIMITS);
  return graphFile(picture, await layOut(picture));
}

/** Draws cards and what they require for a page, with what the drawing leaves out in words. */
export async function drawGraphPart(
  plan: Plan,
  cards: readonly Card[],
): Promise<{ readonly svg: Markup; readonly words: string }> {
  const picture = pictureOf(plan, cards, LIMITS);
  return { svg: graphPart(picture, await layOut(picture)), words: pictureWords(picture) };
}
