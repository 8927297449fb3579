import type { Card } from '../cards/card.ts';
import { findCommit } from '../git/find-commit.ts';
import { readCommitUrl } from '../git/forge-url.ts';
import { commitsAtTheEnd, commitsSince, type Walk } from '../git/history.ts';
import { followLives, type Life } from '../history/lives.ts';
import { type Progress, type ProgressSource, progressOf } from '../history/progress.ts';
import { cardsOf, pastGoal, type ReportSubject } from '../history/report-subject.ts';
import { readHistory, stepToday } from '../past/read-history.ts';
import type { Compared } from '../past/read-plan-at.ts';
import { readStanding } from '../past/read-standing.ts';
import type { Plan } from '../plan.ts';
import { UsageError } from '../usage-error.ts';
import type { CardEvidence } from '../verify/evidence.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { askedRoot } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
import type { Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** What a report tells, and the figures for it. */
interface Gathered {
  readonly subject: ReportSubject;
  readonly progress: Progress;
}

/**
 * Works out the figures that a command line asks for, from the cards, their evidence, and the commits behind HEAD.
 *
 * @throws UsageError for a card, a commit or a day that is none, and where the history is not all here
 */
export async function gatherProgress(plan: Plan, input: Input, host: Host): Promise<Gathered> {
  const now = Date.now();
  const asked = input.values.get('since');
  const walk = input.flags.has('full-history') ? 'full' : 'first-parent';
  const since = asked === undefined ? undefined : await sinceOf(plan, asked, walk);
  const root = askedRoot(input);
  const read = await readLives({ plan, root }, now, walk);
  const { lives } = read;
  const subject = subjectOf({ plan, lives }, input.operands[0], host.cwd);
  const progress = progressOf({
    ...{ plan, subject, lives, now },
    evidence: await evidenceOf(cardsOf(plan, subject), openAskedWorkbench(plan, input, host)),
    history: read.history,
    standing: await readStanding(plan, root),
    since: since && withoutEnds(since, read.ends),
  });
  return { subject, progress };
}

/** Every card that ever was, what is said of the history itself, and the commits at which a shallow clone is cut. */
async function readLives(
  compared: Compared,
  now: number,
  walk: Walk,
): Promise<Pick<ProgressSource, 'lives' | 'history'> & { readonly ends: ReadonlySet<string> }> {
  const { plan } = compared;
  const history = await readHistory(compared, now, walk);
  if (history === undefined) return { lives: [], history: null, ends: new Set() };
  const { top } = plan.place;
  const { steps, commits, complete } = history;
  const today = stepToday(history, plan, now);
  return {
    lives: followLives(today === undefined ? steps : [...steps, today], now),
    history: { walk, commits, complete, commitUrl: (await readCommitUrl(top)) ?? null },
    ends: complete ? new Set() : await commitsAtTheEnd(top, walk),
  };
}

/** What a commit holds at which a shallow clone is cut came about before it, nobody knows when. */
function withoutEnds(
  since: NonNullable<ProgressSource['since']>,
  ends: ReadonlySet<string>,
): ProgressSource['since'] {
  const isEnd = (commit: string | null) => commit !== null && ends.has(commit);
  return { ...since, isSince: (event) => !isEnd(event.at.commit) && since.isSince(event) };
}

/** The card that was named, or the last one of that stem that left the graph: a chain is reported on after its end too. */
function subjectOf(
  { plan, lives }: { readonly plan: Plan; readonly lives: readonly Life[] },
  name: string | undefined,
  cwd: string,
): ReportSubject {
  if (name === undefined) return { kind: 'all' };
  const isCard = plan.cards.some(({ stem }) => stem === name);
  const past = isCard ? undefined : pastGoal(lives, name);
  return past === undefined
    ? { kind: 'chain', goal: findCard(plan, name, cwd) }
    : { kind: 'past', goal: past };
}

async function sinceOf(plan: Plan, asked: string, walk: Walk): Promise<ProgressSource['since']> {
  if (/^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(asked)) {
    const start = Date.parse(asked);
    if (Number.isNaN(start))
      throw new UsageError(
        `--since takes a commit or a day, and ${asked} is no day.`,
        'For example: --since 2026-11-01',
      );
    return { asked, isSince: ({ at }) => at.time >= start };
  }
  const { top } = plan.place;
  const commits = await commitsSince(top, { head: 'HEAD', without: await findCommit(top, asked) }, walk);
  return { asked, isSince: ({ at }) => at.commit === null || commits.has(at.commit) };
}

async function evidenceOf(
  cards: readonly Card[],
  workbench: Workbench,
): Promise<ReadonlyMap<Card, CardEvidence>> {
  const evidence = new Map<Card, CardEvidence>();
  for (const card of cards) evidence.set(card, workbench.receipts(card, await workbench.readCard(card)));
  return evidence;
}
