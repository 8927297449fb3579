import type { Card } from '../cards/card.ts';
import type { Checklist, ChecklistItem } from '../checklist/checklist.ts';
import type { Chain } from '../graph/chain.ts';
import type { RankedCard } from '../graph/rank-ready.ts';
import type { TreeRow } from '../graph/tree-rows.ts';
import type { Plan } from '../plan.ts';
import { relativePath } from '../read/place.ts';
import { diagnosticsJson } from './diagnostic-json.ts';
import type { Answer } from './schemas.ts';

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

/** The state of one card as JSON, without what only its body tells. */
export function cardJson(plan: Plan, card: Card): Answer<'graph'>['cards'][number] {
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
export function countItems(checklist: Checklist): NonNullable<Answer<'graph'>['cards'][number]['checklist']> {
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
