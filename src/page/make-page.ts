import type { Card } from '../cards/card.ts';
import { burnUpPart } from '../drawing/burn-up-svg.ts';
import { drawGraphPart } from '../drawing/draw-graph.ts';
import type { Plan } from '../plan.ts';
import type { Answer } from '../report/schemas.ts';
import { reportHtml } from './report-html.ts';

/**
 * Makes the page of a report, with its drawings.
 *
 * @param goal the card whose chain is told of, or undefined for every card
 */
export async function makePage(
  plan: Plan,
  goal: Card | undefined,
  progress: Answer<'report'>,
): Promise<string> {
  const cards = goal === undefined ? plan.cards : plan.graph.chainOf(goal);
  return reportHtml({
    progress,
    title: titleOf(goal, progress),
    cards: cards.map((card) => ({
      stem: card.stem,
      path: card.path,
      title: card.title,
      state: plan.stateOf(card).kind,
      requires: card.requires.map(({ stem }) => stem),
      requiredBy: plan.graph.dependentsOf(card).map(({ stem }) => stem),
    })),
    graph: await drawGraphPart(plan, cards),
    chart: progress.burnUp.length < 2 ? undefined : burnUpPart(progress.burnUp),
  });
}

/** Of one chain alone the page has the title, whether that chain was asked for or is all there is. */
function titleOf(goal: Card | undefined, { chains }: Answer<'report'>): string {
  const [only] = chains;
  return goal?.title ?? (chains.length === 1 && only !== undefined ? only.title : 'All chains');
}
