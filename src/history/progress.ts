import type { BranchStanding } from '../branch/branch-standing.ts';
import { stripText } from '../branch/strip.ts';
import type { Card } from '../cards/card.ts';
import { longestOpenPath } from '../graph/longest-open-path.ts';
import type { Plan } from '../plan.ts';
import { chainsJson } from '../report/plan-json.ts';
import type { Answer } from '../report/schemas.ts';
import type { CardEvidence } from '../verify/evidence.ts';
import { burnUp, weeksUntil } from './burn-up.ts';
import { forecast } from './forecast.ts';
import type { Life, LifeEvent } from './lives.ts';
import { cardsOf, goalOf, livesOf, type ReportSubject } from './report-subject.ts';

/** All figures of a report; every format is made from these alone. */
export type Progress = Answer<'report'>;

/** What a report is made of. */
export interface ProgressSource {
  readonly plan: Plan;
  readonly subject: ReportSubject;
  readonly evidence: ReadonlyMap<Card, CardEvidence>;
  /** Every card that ever was; none where there is no history. */
  readonly lives: readonly Life[];
  readonly history: Progress['history'];
  /** Where the branch that is checked out stands; undefined on a branch for no goal. */
  readonly standing: BranchStanding | undefined;
  readonly since: { readonly asked: string; readonly isSince: (event: LifeEvent) => boolean } | undefined;
  /** The time of the report, in milliseconds since 1970. */
  readonly now: number;
}

/** Works out the figures of a report. Of a chain, only the cards that are in it now are looked at. */
export function progressOf(source: ProgressSource): Progress {
  const { plan, subject, evidence, now, since } = source;
  const cards = cardsOf(plan, subject);
  const inChain = new Set(cards.map(({ path }) => path));
  const lives = livesOf(plan, source.lives, subject);
  const goal = subject.kind === 'chain' ? subject.goal : undefined;
  const count = (kind: string) => cards.filter((card) => plan.stateOf(card).kind === kind).length;
  const counts = {
    known: cards.length,
    done: count('done'),
    ready: count('ready'),
    blocked: count('blocked'),
  };
  const { chains, diagnostics } = chainsJson(
    plan,
    plan.chains.filter((chain) => subject.kind === 'all' || chain.goal === goal),
  );
  const events = lives.flatMap((life) => life.events).sort((a, b) => a.at.time - b.at.time);
  return {
    schemaVersion: 1,
    asOf: new Date(now).toISOString(),
    goal: goalOf(subject)?.stem ?? null,
    title: goalOf(subject)?.title ?? null,
    branch: branchJson(source),
    counts,
    chains,
    longestPath: longestOpenPath(plan.graph, cards).map(({ stem }) => stem),
    ready: (subject.kind === 'past' ? [] : plan.rankReady(goal)).map(({ card, reasons }) => ({
      stem: card.stem,
      title: card.title,
      reasons: [...reasons],
    })),
    blocked: cards.flatMap((card) => blockedJson(plan, card)),
    receipts: sumOf(cards, evidence),
    forcedCloses: cards.flatMap((card) => forcedJson(card, evidence.get(card))),
    cards: lives.map((life) => lifeJson(plan, life)),
    history: source.history,
    since: since === undefined ? null : sinceJson(since.asked, events.filter(since.isSince)),
    burnUp: burnUp(lives, now).map((day) => ({ ...day })),
    forecast: forecast(counts.known - counts.done, weeksUntil(lives, now)),
    diagnostics: diagnostics.filter((each) => subject.kind === 'all' || inChain.has(each.path)),
  };
}

function branchJson({ subject, standing }: ProgressSource): Progress['branch'] {
  const goal = goalOf(subject);
  if (standing === undefined || (goal !== undefined && goal.stem !== standing.goal)) return null;
  const { branch, place, next, steps, violations } = standing;
  return {
    name: branch ?? null,
    goal: standing.goal,
    place,
    next: [...next],
    strip: stripText(steps),
    violations: violations.length,
  };
}

function blockedJson(plan: Plan, card: Card): Progress['blocked'] {
  const state = plan.stateOf(card);
  if (state.kind !== 'blocked') return [];
  const blockers = state.blockers.map((blocker) => ({ ...blocker }));
  return [{ stem: card.stem, title: card.title, blockers }];
}

function sumOf(cards: readonly Card[], evidence: ReadonlyMap<Card, CardEvidence>): Progress['receipts'] {
  const sum = { fresh: 0, stale: 0, missing: 0 };
  for (const card of cards) {
    const counts = evidence.get(card)?.counts;
    sum.fresh += counts?.fresh ?? 0;
    sum.stale += counts?.stale ?? 0;
    sum.missing += counts?.missing ?? 0;
  }
  return sum;
}

/** A card that was reopened since is not closed by force any more. */
function forcedJson(card: Card, evidence: CardEvidence | undefined): Progress['forcedCloses'] {
  if (evidence?.forcedClose === undefined || card.declared === 'open') return [];
  const { reason, who, when, commit } = evidence.forcedClose;
  return [{ stem: card.stem, reason, who, when, commit }];
}

function sinceJson(asked: string, events: readonly LifeEvent[]): NonNullable<Progress['since']> {
  const count = (kind: string) => events.filter((event) => event.kind === kind && event.into === null).length;
  const counts = {
    discovered: count('discovered'),
    started: count('started'),
    closed: count('closed'),
    reopened: count('reopened'),
    renamed: count('renamed'),
    returned: count('returned'),
    deleted: count('deleted'),
    finalized: count('finalized'),
    abandoned: count('abandoned'),
    dropped: count('dropped'),
    folded: events.filter(({ into }) => into !== null).length,
  };
  return { asked, counts, events: events.map(eventJson) };
}

function lifeJson(plan: Plan, { card, isInGraph, events, times }: Life): Progress['cards'][number] {
  const now = plan.cards.find(({ path }) => path === card.path);
  const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);
  return {
    stem: card.stem,
    path: card.path,
    title: card.title,
    inGraph: isInGraph,
    state: isInGraph && now !== undefined ? plan.stateOf(now).kind : null,
    seconds: {
      open: seconds(times.ready + times.blocked),
      ready: seconds(times.ready),
      blocked: seconds(times.blocked),
      done: seconds(times.done),
    },
    events: events.map(eventJson),
  };
}

function eventJson({
  kind,
  stem,
  path,
  from,
  into,
  at,
}: LifeEvent): Progress['cards'][number]['events'][number] {
  const { commit, time, author } = at;
  return { kind, stem, path, from, into, when: new Date(time).toISOString(), commit, author };
}
