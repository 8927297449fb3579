import type { Card } from '../cards/card.ts';
import { counted } from '../counted.ts';
import { blockerSentence } from '../graph/state-sentence.ts';
import type { Plan } from '../plan.ts';
import { showJson } from '../report/card-json.ts';
import { checklistText } from '../report/checklist-text.ts';
import { diagnosticsText } from '../report/diagnostics-text.ts';
import { inColumns } from '../report/in-columns.ts';
import { type Paint, paintFor, STATE_ROLES, STATE_SIGNS } from '../report/paint.ts';
import { RESULT_ROLES, RESULT_WORDS } from '../report/result-words.ts';
import type { CardEvidence } from '../verify/evidence.ts';
import { visible } from '../visible.ts';
import { printJson } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';
import { readHints } from './read-hints.ts';

/** Shows everything about one card. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const card = findCard(plan, input.operands[0] ?? '', host.cwd);
  const workbench = openAskedWorkbench(plan, input, host);
  const text = await workbench.readCard(card);
  const evidence = workbench.receipts(card, text);
  const hints = await readHints(plan, card, workbench);
  const mentions = [...new Set(text.links.map((link) => link.stem).filter((stem) => stem !== ''))];
  if (input.flags.has('json')) {
    printJson(host, showJson(plan, card, { mentions, checklist: text.checklist, evidence, hints }));
    return 0;
  }
  const paint = paintFor(host.stdout);
  const diagnostics = [...plan.diagnostics.filter((each) => each.path === card.path), ...text.diagnostics];
  host.stdout.write(
    `${headText(plan, card, paint)}\n${inColumns(facts(plan, card, { mentions, evidence, hints }))}`,
  );
  if (text.checklist.length > 0) {
    const notes = text.checklist.map((item, at) =>
      item.kind === 'waived' ? '' : receiptText(evidence.items[at], paint),
    );
    host.stdout.write(`\n${paint('strong', 'Verification')}\n${checklistText(text.checklist, paint, notes)}`);
  }
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
  more: {
    readonly mentions: readonly string[];
    readonly evidence: CardEvidence;
    readonly hints: readonly string[];
  },
): string[][] {
  const state = plan.stateOf(card);
  const why =
    state.kind === 'blocked' ? state.blockers.map((blocker) => visible(blockerSentence(card, blocker))) : [];
  const requires = plan.graph.requirementsOf(card).map(({ prerequisite, target, reason }) => {
    const said = target === undefined ? reason : plan.stateOf(target).kind;
    return `${visible(target?.stem ?? prerequisite.stem)} (${said})`;
  });
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
    ['hint', more.hints.map(visible)],
    ['links to', more.mentions.length === 0 ? [] : [more.mentions.map(visible).join(', ')]],
    ['tags', card.tags.length === 0 ? [] : [card.tags.map(visible).join(', ')]],
    ['modified', card.modified === undefined ? [] : [visible(card.modified)]],
    ['reviewed', card.lastReviewed === undefined ? [] : [visible(card.lastReviewed)]],
    ['receipts', receiptLines(card, more.evidence)],
    ['forced close', forcedCloseLines(more.evidence)],
  ];
  return rows.flatMap(([name, lines]) => lines.map((line, index) => [index === 0 ? name : '', line]));
}

function receiptLines(card: Card, { counts, unreadable }: CardEvidence): readonly string[] {
  const { fresh, stale, missing } = counts;
  const lines = fresh + stale + missing === 0 ? [] : [`${fresh} fresh, ${stale} stale, ${missing} missing`];
  if (unreadable === 0) return lines;
  const count = counted(unreadable, 'line');
  return [...lines, `${count} of .mikado/evidence/${visible(card.stem)}.jsonl cannot be read`];
}

function forcedCloseLines({ forcedClose }: CardEvidence): readonly string[] {
  if (forcedClose === undefined) return [];
  const { when, who, reason } = forcedClose;
  return [`${timeText(when)} by ${visible(who)}: ${visible(reason)}`];
}

/** Says what evidence there is for an item: its result, when, by whom, on which commit, and why it no longer counts. */
function receiptText(evidence: CardEvidence['items'][number] | undefined, paint: Paint): string {
  if (evidence === undefined || evidence.state === 'missing') return paint('quiet', 'no receipt');
  const { result, when, judgedBy, commit, dirty, note } = evidence.receipt;
  const words = [`${RESULT_WORDS[result]} ${timeText(when)}`];
  if (judgedBy !== null) words.push(`by ${visible(judgedBy)}`);
  if (commit !== null)
    words.push(`on ${visible(commit.slice(0, 7))}${dirty === true ? ' with changes' : ''}`);
  const said = `${words.join(' ')}${note === null || note === '' ? '' : `: ${visible(note)}`}`;
  if (evidence.state === 'stale') return paint('warning', `stale, ${evidence.reason}: ${said}`);
  return paint(RESULT_ROLES[result], said);
}

/** A time to the minute, the same words in every time zone. */
function timeText(when: string): string {
  return `${new Date(when).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function namesOf(cards: readonly Card[], none: string | undefined): readonly string[] {
  if (cards.length === 0) return none === undefined ? [] : [none];
  return cards.map((card) => visible(card.stem));
}
