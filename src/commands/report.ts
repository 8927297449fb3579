import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { mermaidText } from '../drawing/mermaid.ts';
import { pictureOf } from '../drawing/picture.ts';
import { pictureWords } from '../drawing/picture-words.ts';
import { writeReport } from '../edit/write-report.ts';
import { findCommit } from '../git/find-commit.ts';
import { readCommitUrl } from '../git/forge-url.ts';
import { commitsAtTheEnd, commitsSince, type Walk } from '../git/history.ts';
import { followLives, type Life } from '../history/lives.ts';
import { type Progress, type ProgressSource, progressOf } from '../history/progress.ts';
import { cardsOf, pastGoal, type ReportSubject } from '../history/report-subject.ts';
import { readHistory, stepToday } from '../past/read-history.ts';
import { readStanding } from '../past/read-standing.ts';
import type { Plan } from '../plan.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import { UsageError } from '../usage-error.ts';
import type { CardEvidence } from '../verify/evidence.ts';
import { visible } from '../visible.ts';
import { openWorkbench } from '../workbench/open-workbench.ts';
import { endWithDiagnostics, readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** More makes a drawing that nobody reads in the middle of a text, or one that is too long for a comment. */
const DRAWN = {
  full: { small: 40, many: 60, boxes: 60, arrows: 200 },
  compact: { small: 20, many: 30, boxes: 30, arrows: 100 },
} as const;

/** Writes how far the work is and how it came there. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const out = input.values.get('out');
  if (formatOf(input) === 'html' && out === undefined && host.stdout.isTerminal)
    throw new UsageError(
      'A page is for a browser, and this is a terminal.',
      'Name a file: mikado report --format html --out report.html',
    );
  const plan = await readAskedPlan(input, host);
  const now = Date.now();
  const asked = input.values.get('since');
  const walk = input.flags.has('full-history') ? 'full' : 'first-parent';
  const since = asked === undefined ? undefined : await sinceOf(plan, asked, walk);
  const root = input.values.has('docs') ? 'asked' : 'configured';
  const history = await readHistory({ plan, root }, now, walk);
  const ends = history?.complete === false ? await commitsAtTheEnd(plan.place.top, walk) : new Set<string>();
  const today = history === undefined ? undefined : stepToday(history, plan, now);
  const lives = followLives([...(history?.steps ?? []), ...(today === undefined ? [] : [today])], now);
  const subject = subjectOf({ plan, lives }, input.operands[0], host.cwd);
  const progress = progressOf({
    plan,
    subject,
    evidence: await evidenceOf(cardsOf(plan, subject), () =>
      openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan),
    ),
    lives,
    history:
      history === undefined
        ? null
        : {
            walk,
            commits: history.commits,
            complete: history.complete,
            commitUrl: (await readCommitUrl(plan.place.top)) ?? null,
          },
    standing: await readStanding(plan, root),
    since: since && withoutEnds(since, ends),
    now,
  });
  const text = await render(input, { plan, subject, progress });
  if (out === undefined) host.stdout.write(text);
  else {
    const refusal = writeReport(path.resolve(host.cwd, out), text);
    if (refusal !== undefined) {
      host.stderr.write(`The report could not be written to ${visible(out)}: ${visible(refusal.refused)}.\n`);
      return 5;
    }
  }
  // The report tells of the problems itself, and a report of cards with problems is a good report.
  endWithDiagnostics(formatOf(input) === 'json' ? [] : plan.diagnostics, input, host);
  return 0;
}

function formatOf(input: Input): string {
  return input.flags.has('json') ? 'json' : (input.values.get('format') ?? 'markdown');
}

async function render(
  input: Input,
  report: { readonly plan: Plan; readonly subject: ReportSubject; readonly progress: Progress },
): Promise<string> {
  const { plan, subject, progress } = report;
  const format = formatOf(input);
  if (format === 'json') return `${JSON.stringify(progress, undefined, 2)}\n`;
  if (format === 'html') {
    const { makePage } = await import('../page/make-page.ts');
    return makePage(plan, cardsOf(plan, subject), progress);
  }
  const length = input.flags.has('compact') ? 'compact' : 'full';
  const picture = pictureOf(plan, cardsOf(plan, subject), DRAWN[length]);
  const drawing = { mermaid: mermaidText(picture), words: pictureWords(picture) };
  return reportMarkdown(progress, { length, drawing });
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
  open: () => ReturnType<typeof openWorkbench>,
): Promise<ReadonlyMap<Card, CardEvidence>> {
  const workbench = open();
  const evidence = new Map<Card, CardEvidence>();
  for (const card of cards) evidence.set(card, workbench.receipts(card, await workbench.readCard(card)));
  return evidence;
}
