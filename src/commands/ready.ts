import type { Card } from '../cards/card.ts';
import type { RankedCard } from '../graph/rank-ready.ts';
import { blockerSentence, rankSentence, stateSentence } from '../graph/state-sentence.ts';
import type { Plan } from '../plan.ts';
import type { CardText } from '../read/read-card-text.ts';
import { explainJson } from '../report/card-json.ts';
import { paintFor } from '../report/paint.ts';
import { readyJson } from '../report/plan-json.ts';
import { readyText } from '../report/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { endWithDiagnostics, NO_CARDS, printJson } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';
import { readHints } from './read-hints.ts';

/** Lists the ready cards by rank, or of these what `--filter` means; with `--explain` says of one card why it is or is not ready. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const [goalName] = input.operands;
  const goal = goalName === undefined ? undefined : findCard(plan, goalName, host.cwd);
  const asked = input.values.get('explain');
  if (asked !== undefined) return explain(plan, findCard(plan, asked, host.cwd), { input, host });
  const all = plan.rankReady(goal);
  const ranked = await filterReady(all, { plan, input, host });
  if (input.flags.has('json')) printJson(host, readyJson(plan, ranked));
  else
    host.stdout.write(
      ranked.length > 0
        ? readyText(ranked, paintFor(host.stdout))
        : all.length > 0
          ? `None of the ${all.length} ready cards is meant by the filter.\n`
          : nothingReady(plan, goal),
    );
  return endWithDiagnostics(plan.diagnostics, input, host);
}

/** Keeps of the ready cards those that `--filter` means; their order stays. Reads bodies only where it asks about them. */
async function filterReady(
  ranked: readonly RankedCard[],
  { plan, input, host }: { readonly plan: Plan; readonly input: Input; readonly host: Host },
): Promise<readonly RankedCard[]> {
  const asked = input.values.get('filter');
  if (asked === undefined) return ranked;
  const { matches, parseFilter } = await import('../filter/parse-filter.ts');
  const filter = parseFilter(asked);
  if ('message' in filter) throw new UsageError(visible(filter.message), visible(filter.help));
  const texts = new Map<Card, CardText>();
  if (filter.needsText) {
    const { openAskedWorkbench } = await import('./asked-workbench.ts');
    const workbench = openAskedWorkbench(plan, input, host);
    for (const { card } of ranked) texts.set(card, await workbench.readCard(card));
  }
  return ranked.filter(({ card }) => matches(filter, card, { plan, textOf: (each) => texts.get(each) }));
}

function nothingReady(plan: Plan, goal: Card | undefined): string {
  if (plan.cards.length === 0) return NO_CARDS;
  const open = plan.cards.filter((card) => card.declared === 'open').length;
  if (goal !== undefined && plan.stateOf(goal).kind === 'done')
    return `Nothing is ready: ${visible(goal.stem)} is done.\n`;
  if (open === 0) return 'Nothing is ready: every card is done.\n';
  return 'Nothing is ready: every open card is blocked (mikado check says what is wrong).\n';
}

async function explain(
  plan: Plan,
  card: Card,
  { input, host }: { input: Input; host: Host },
): Promise<ExitStatus> {
  const state = plan.stateOf(card);
  const ranked = plan.rankReady();
  const { openAskedWorkbench } = await import('./asked-workbench.ts');
  const workbench = openAskedWorkbench(plan, input, host);
  const hints = await readHints(plan, card, workbench);
  if (input.flags.has('json')) {
    const position = ranked.findIndex((each) => each.card === card);
    const reasons = ranked[position]?.reasons ?? [];
    const rank = position === -1 ? null : position + 1;
    printJson(host, explainJson(plan, card, { rank, reasons, hints }));
    return 0;
  }
  const paint = paintFor(host.stdout);
  const lines = [visible(stateSentence(card, state))];
  if (state.kind === 'blocked') {
    for (const blocker of state.blockers)
      lines.push(`  ${paint('warning', visible(blockerSentence(card, blocker)))}`);
  }
  const rank = rankSentence(ranked, card);
  if (rank !== undefined) lines.push(visible(rank));
  lines.push(...hints.map((hint) => `Hint: ${visible(hint)}.`));
  host.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
