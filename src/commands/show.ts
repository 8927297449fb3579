import type { Card } from '../cards/card.ts';
import { openWorkbench } from '../open-workbench.ts';
import type { Plan } from '../plan.ts';
import { diagnosticsText } from '../report/diagnostics-text.ts';
import { showJson } from '../report/json.ts';
import { type Paint, paintFor, STATE_ROLES, STATE_SIGNS } from '../report/paint.ts';
import { blockerSentence, table } from '../report/plan-text.ts';
import { checklistText } from '../report/verify-text.ts';
import { visible } from '../visible.ts';
import type { ReceiptCount } from '../workbench.ts';
import { printJson, readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Shows everything about one card. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const card = findCard(plan, input.operands[0] ?? '', host.cwd);
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const [text, receipts] = await Promise.all([workbench.readCard(card), workbench.receipts(card)]);
  const mentions = [...new Set(text.links.map((link) => link.stem).filter((stem) => stem !== ''))];
  if (input.flags.has('json')) {
    printJson(host, showJson(plan, card, { mentions, checklist: text.checklist, receipts }));
    return 0;
  }
  const paint = paintFor(host.stdout);
  const diagnostics = [...plan.diagnostics.filter((each) => each.path === card.path), ...text.diagnostics];
  host.stdout.write(`${headText(plan, card, paint)}\n${table(facts(plan, card, { mentions, receipts }))}`);
  if (text.checklist.length > 0)
    host.stdout.write(`\n${paint('strong', 'Verification')}\n${checklistText(text.checklist, paint)}`);
  if (diagnostics.length > 0) host.stdout.write(`\n${diagnosticsText(diagnostics, paint)}`);
  return 0;
}

function headText(plan: Plan, card: Card, paint: Paint): string {
  const { kind } = plan.stateOf(card);
  const title = card.title === card.stem ? '' : `  ${visible(card.title)}`;
  return `${paint(STATE_ROLES[kind], `${STATE_SIGNS[kind]} ${kind}`)}  ${paint('strong', visible(card.stem))}${title}`;
}

function facts(
  plan: Plan,
  card: Card,
  more: { readonly mentions: readonly string[]; readonly receipts: ReceiptCount },
): string[][] {
  const state = plan.stateOf(card);
  const why =
    state.kind === 'blocked' ? state.blockers.map((blocker) => visible(blockerSentence(card, blocker))) : [];
  const requires = plan.graph.requirementsOf(card).map(({ prerequisite, target, reason }) => {
    const said = target === undefined ? reason : plan.stateOf(target).kind;
    return `${visible(target?.stem ?? prerequisite.stem)} (${said})`;
  });
  const { fresh, stale, missing } = more.receipts;
  const rows: [string, readonly string[]][] = [
    ['file', [visible(card.path)]],
    ['status', [visible(card.status?.value ?? 'none, which means done')]],
    ['branch', card.branch === undefined ? [] : [visible(card.branch.value)]],
    ['blocked by', why],
    ['requires', requires.length === 0 ? ['nothing'] : requires],
    [
      'needed by',
      namesOf(plan.graph.dependentsOf(card), plan.graph.isGoal(card) ? 'nothing: it is a goal' : 'nothing'),
    ],
    ['makes ready', namesOf(plan.unlocksOf(card), undefined)],
    ['links to', more.mentions.length === 0 ? [] : [more.mentions.map(visible).join(', ')]],
    ['tags', card.tags.length === 0 ? [] : [card.tags.map(visible).join(', ')]],
    ['modified', card.modified === undefined ? [] : [visible(card.modified)]],
    ['reviewed', card.lastReviewed === undefined ? [] : [visible(card.lastReviewed)]],
    ['receipts', fresh + stale + missing === 0 ? [] : [`${fresh} fresh, ${stale} stale, ${missing} missing`]],
  ];
  return rows.flatMap(([name, lines]) => lines.map((line, index) => [index === 0 ? name : '', line]));
}

function namesOf(cards: readonly Card[], none: string | undefined): readonly string[] {
  if (cards.length === 0) return none === undefined ? [] : [none];
  return cards.map((card) => visible(card.stem));
}
