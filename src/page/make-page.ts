import type { Card } from '../cards/card.ts';
import { burnUpPart } from '../drawing/burn-up-svg.ts';
import { drawGraphPart } from '../drawing/draw-graph.ts';
import type { Plan } from '../plan.ts';
import type { Answer } from '../report/schemas.ts';
import { reportHtml } from './report-html.ts';

/**
 * Makes the page of a report, with its drawings.
 *
 * @param cards those of the graph that it is about
 */
export async function makePage(
  plan: Plan,
  cards: readonly Card[],
  progress: Answer<'report'>,
): Promise<string> {
  return reportHtml({
    progress,
    title: titleOf(progress),
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
function titleOf({ title, chains }: Answer<'report'>): string {
  const [only] = chains;
  return title ?? (chains.length === 1 && only !== undefined ? only.title : 'All chains');
}
