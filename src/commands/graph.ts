import type { Card } from '../cards/card.ts';
import { DOT_LIMITS, dotText } from '../drawing/dot.ts';
import { MERMAID_LIMITS, mermaidText } from '../drawing/mermaid.ts';
import { pictureOf } from '../drawing/picture.ts';
import type { Plan } from '../plan.ts';
import { type CardDetail, graphJson } from '../report/plan-json.ts';
import { endWithDiagnostics, printJson } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Prints the whole graph, or one chain of it. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const [name] = input.operands;
  const within = name === undefined ? undefined : new Set(plan.graph.chainOf(findCard(plan, name, host.cwd)));
  const format = input.flags.has('json') ? 'json' : (input.values.get('format') ?? 'json');
  const cards = plan.cards.filter((card) => within?.has(card) !== false);
  if (format === 'mermaid') host.stdout.write(mermaidText(pictureOf(plan, cards, MERMAID_LIMITS)));
  else if (format === 'dot') host.stdout.write(dotText(pictureOf(plan, cards, DOT_LIMITS)));
  else if (format === 'svg') {
    const { drawGraphFile } = await import('../drawing/draw-graph.ts');
    host.stdout.write(await drawGraphFile(plan, cards));
  } else
    printJson(
      host,
      within === undefined
        ? await wholeGraph(plan, input, host)
        : ofChain(await wholeGraph(plan, input, host), within),
    );
  return endWithDiagnostics(plan.diagnostics, input, host);
}

type Graph = ReturnType<typeof graphJson>;

async function wholeGraph(plan: Plan, input: Input, host: Host): Promise<Graph> {
  if (input.flags.has('headers-only')) return graphJson(plan);
  const workbench = openAskedWorkbench(plan, input, host);
  const details = new Map<Card, CardDetail>();
  for (const card of plan.cards) {
    const { links, checklist } = await workbench.readCard(card);
    const mentions = [...new Set(links.map((link) => link.stem).filter((stem) => stem !== ''))];
    details.set(card, { mentions, checklist });
  }
  return graphJson(plan, details);
}

function ofChain(graph: Graph, within: ReadonlySet<Card>): Graph {
  const paths = new Set([...within].map((card) => card.path));
  const stems = new Set([...within].map((card) => card.stem));
  return {
    ...graph,
    cards: graph.cards.filter((card) => paths.has(card.path)),
    chains: graph.chains.filter((chain) => stems.has(chain.goal)),
    diagnostics: graph.diagnostics.filter((diagnostic) => paths.has(diagnostic.path)),
  };
}
