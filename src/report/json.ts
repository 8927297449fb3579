import type { Card } from '../cards/card.ts';
import type { Checklist, ChecklistItem } from '../checklist/checklist.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Chain } from '../graph/chain.ts';
import type { RankedCard } from '../graph/rank-ready.ts';
import type { TreeRow } from '../graph/tree-rows.ts';
import type { Plan } from '../plan.ts';
import { relativePath } from '../read/place.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { Answer } from './schemas.ts';

type Evidence = ReturnType<Workbench['receipts']>;

/** What a card's body adds to its JSON. */
export interface CardDetail {
  readonly mentions: readonly string[];
  readonly checklist: Checklist;
}

/** The whole graph; `details` for each card, unless only headers were read. */
export function graphJson(plan: Plan, details?: ReadonlyMap<Card, CardDetail>): Answer<'graph'> {
  return {
    schemaVersion: 1,
    docs: relativePath(plan.place, plan.place.docs),
    documents: plan.documents.length,
    cards: plan.cards.map((card) => {
      const detail = details?.get(card);
      if (detail === undefined) return cardJson(plan, card);
      return {
        ...cardJson(plan, card),
        mentions: [...detail.mentions],
        checklist: countItems(detail.checklist),
      };
    }),
    chains: plan.chains.map(chainJson),
    diagnostics: diagnosticsJson(plan),
  };
}

/** The chains given, with the plan's diagnostics. */
export function chainsJson(plan: Plan, chains: readonly Chain[]): Answer<'chains'> {
  return { schemaVersion: 1, chains: chains.map(chainJson), diagnostics: diagnosticsJson(plan) };
}

/** The ready cards in the order of their rank. */
export function readyJson(plan: Plan, ranked: readonly RankedCard[]): Answer<'ready'> {
  return {
    schemaVersion: 1,
    ready: ranked.map(({ card, goal, unlocks, distance, score, reasons }) => ({
      stem: card.stem,
      title: card.title,
      path: card.path,
      goal: goal.stem,
      unlocks: unlocks.map((each) => each.stem),
      distance,
      score,
      reasons: [...reasons],
    })),
    diagnostics: diagnosticsJson(plan),
  };
}

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

/** The lines of a tree, without their drawing. */
export function treeJson(plan: Plan, rows: readonly TreeRow[]): Answer<'tree'> {
  return {
    schemaVersion: 1,
    tree: rows.map((row) => ({
      stem: row.stem,
      title: row.card?.title ?? row.stem,
      path: row.card?.path ?? null,
      depth: row.level?.depth ?? 0,
      state: row.card === undefined ? (row.reason ?? 'missing') : plan.stateOf(row.card).kind,
      above: row.pointer,
    })),
    diagnostics: diagnosticsJson(plan),
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

/** What came of an edit of one card. */
export function editJson(
  card: Pick<Card, 'stem' | 'path'>,
  said: {
    readonly done: boolean;
    readonly commit: string | null;
    readonly refusals: readonly Answer<'edit'>['refusals'][number][];
    readonly becameReady: readonly Card[];
    readonly becameBlocked: readonly Card[];
  },
): Answer<'edit'> {
  return {
    schemaVersion: 1,
    stem: card.stem,
    path: card.path,
    done: said.done,
    commit: said.commit,
    refusals: [...said.refusals],
    becameReady: said.becameReady.map((each) => each.stem),
    becameBlocked: said.becameBlocked.map((each) => each.stem),
  };
}

/** What finalizing a chain did, or would do. */
export function finalizeJson(
  goal: string,
  said: Omit<Answer<'finalize'>, 'schemaVersion' | 'goal'>,
): Answer<'finalize'> {
  return { schemaVersion: 1, goal, ...said };
}

/** The files that were written, relative to the top. */
export function initJson(written: readonly string[]): Answer<'init'> {
  return { schemaVersion: 1, written: [...written] };
}

/** What is wrong with the cards, as far as it is told. */
export function checkJson({
  plan,
  diagnostics,
  base,
  known,
  gone,
}: {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  readonly base: { readonly ref: string; readonly commit: string } | undefined;
  readonly known: number;
  readonly gone: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}): Answer<'check'> {
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  return {
    schemaVersion: 1,
    documents: plan.documents.length,
    cards: plan.cards.length,
    base: base === undefined ? null : { ref: base.ref, commit: base.commit },
    errors,
    warnings: diagnostics.length - errors,
    known,
    diagnostics: diagnostics.map(diagnosticJson),
    gone: gone.map(({ code, path, message }) => ({ code, path, message })),
  };
}

/** The state of one card as JSON, without what only its body tells. */
function cardJson(plan: Plan, card: Card): Answer<'graph'>['cards'][number] {
  const state = plan.stateOf(card);
  return {
    stem: card.stem,
    title: card.title,
    path: card.path,
    status: card.status?.value ?? null,
    state: state.kind,
    readable: card.readable,
    requires: card.requires.map(
      (prerequisite, index) => plan.graph.requirementsOf(card)[index]?.target?.stem ?? prerequisite.stem,
    ),
    requiredBy: plan.graph.dependentsOf(card).map((each) => each.stem),
    branch: card.branch?.value ?? null,
    goal: plan.graph.isGoal(card),
    blockers: state.kind === 'blocked' ? state.blockers.map((blocker) => ({ ...blocker })) : [],
    unlocks: plan.unlocksOf(card).map((each) => each.stem),
  };
}

/** How many items of each kind a checklist has. */
function countItems(checklist: Checklist): NonNullable<Answer<'graph'>['cards'][number]['checklist']> {
  const count = (test: (item: ChecklistItem) => boolean) => checklist.filter(test).length;
  return {
    total: checklist.length,
    ticked: count((item) => item.ticked),
    automatic: count((item) => item.kind === 'automatic'),
    assisted: count((item) => item.kind === 'assisted'),
    manual: count((item) => item.kind === 'manual'),
    template: count((item) => item.kind === 'template'),
    waived: count((item) => item.kind === 'waived'),
  };
}

function chainJson({ goal, branch, done, total, ready }: Chain): Answer<'chains'>['chains'][number] {
  return {
    goal: goal.stem,
    title: goal.title,
    branch: branch ?? null,
    done,
    total,
    ready: ready.map((card) => card.stem),
  };
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

function diagnosticsJson(plan: Plan): Answer<'graph'>['diagnostics'] {
  return plan.diagnostics.map(diagnosticJson);
}

function diagnosticJson(diagnostic: Diagnostic): Answer<'check'>['diagnostics'][number] {
  return { ...diagnostic, related: diagnostic.related.map((place) => ({ ...place })) };
}
