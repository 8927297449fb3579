import type { Card } from '../cards/card.ts';
import type { Checklist, ChecklistItem } from '../checklist/checklist.ts';
import type { Plan } from '../plan.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { diagnosticsJson } from './diagnostic-json.ts';
import { type CardDetail, cardJson, countItems } from './plan-json.ts';
import type { Answer } from './schemas.ts';

type Evidence = ReturnType<Workbench['receipts']>;

/** Why one card is or is not ready; `rank` counts from 1 and is null unless it is. */
export function explainJson(
  plan: Plan,
  card: Card,
  said: { rank: number | null; reasons: readonly string[]; hints: readonly string[] },
): Answer<'explain'> {
  const state = plan.stateOf(card);
  return {
    schemaVersion: 1,
    stem: card.stem,
    title: card.title,
    path: card.path,
    state: state.kind,
    blockers: state.kind === 'blocked' ? state.blockers.map((blocker) => ({ ...blocker })) : [],
    rank: said.rank,
    reasons: [...said.reasons],
    hints: [...said.hints],
  };
}

/** One card with everything about it. */
export function showJson(
  plan: Plan,
  card: Card,
  said: CardDetail & { readonly evidence: Evidence; readonly hints: readonly string[] },
): Answer<'show'> {
  return {
    schemaVersion: 1,
    card: { ...cardJson(plan, card), mentions: [...said.mentions], checklist: countItems(said.checklist) },
    tags: [...card.tags],
    modified: card.modified ?? null,
    lastReviewed: card.lastReviewed ?? null,
    hints: [...said.hints],
    items: said.checklist.map((item, at) => ({
      ...itemJson(item),
      receipt: receiptJson(said.evidence.items[at]),
    })),
    receipts: said.evidence.counts,
    forcedClose: forcedCloseJson(said.evidence.forcedClose),
    diagnostics: diagnosticsJson(plan).filter((diagnostic) => diagnostic.path === card.path),
  };
}

/** A checklist, of a card or (with a null stem) of a loose file. */
export function checklistJson(
  stem: string | null,
  read: { checklist: Checklist; diagnostics: Answer<'checklist'>['diagnostics'] },
): Answer<'checklist'> {
  return { schemaVersion: 1, stem, items: read.checklist.map(itemJson), diagnostics: read.diagnostics };
}

function itemJson({
  text,
  line,
  ticked,
  kind,
  commands,
  expectation,
  why,
}: ChecklistItem): Answer<'checklist'>['items'][number] {
  return { text, line, ticked, kind, commands: [...commands], expectation, why };
}

function receiptJson(
  evidence: Evidence['items'][number] | undefined,
): Answer<'show'>['items'][number]['receipt'] {
  if (evidence === undefined || evidence.state === 'missing') return null;
  const { result, judgedBy, when, note, commit, dirty } = evidence.receipt;
  const reason = evidence.state === 'stale' ? evidence.reason : null;
  return { state: evidence.state, reason, result, judgedBy, when, note, commit, dirty };
}

function forcedCloseJson(forced: Evidence['forcedClose']): Answer<'show'>['forcedClose'] {
  if (forced === undefined) return null;
  const { reason, who, when, commit } = forced;
  return { reason, who, when, commit };
}
