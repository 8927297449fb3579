import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { graphFile, graphPart, pictureWords } from './graph-svg.ts';
import { layOut } from './lay-out.ts';
import type { Markup } from './markup.ts';
import { pictureOf } from './picture.ts';

/** Draws cards and what they require as a file of SVG. */
export async function drawGraphFile(plan: Plan, cards: readonly Card[]): Promise<string> {
  const picture = pictureOf(plan, nearestFirst(plan, cards));
  return graphFile(picture, await layOut(picture));
}

/** Draws cards and what they require for a page, with what the drawing leaves out in words. */
export async function drawGraphPart(
  plan: Plan,
  cards: readonly Card[],
): Promise<{ readonly svg: Markup; readonly words: string }> {
  const picture = pictureOf(plan, nearestFirst(plan, cards));
  return { svg: graphPart(picture, await layOut(picture)), words: pictureWords(picture) };
}

function nearestFirst(plan: Plan, cards: readonly Card[]): readonly Card[] {
  const asked = new Set(cards);
  const inChains = plan.chains.flatMap(({ goal }) =>
    plan.graph.chainOf(goal).filter((card) => asked.has(card)),
  );
  return [...new Set([...inChains, ...cards])];
}
