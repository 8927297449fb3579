import { visible } from '../visible.ts';
import { clip } from './clip.ts';
import type { Answer } from './schemas.ts';

type Progress = Answer<'report'>;
type Events = NonNullable<Progress['since']>['events'];

const BAR = 20;
const MAX_TEXT = 120;
const SHORT_LIST = 10;

/** A drawing of the cards, and how many of them it leaves out. */
export interface Drawing {
  readonly mermaid: string;
  readonly left: number;
}

/**
 * Renders a report as Markdown that reads well raw. Whatever stands in a card is a span of code, which no forge looks
 * into for mentions, images or HTML.
 *
 * @param how `compact` cuts lists to ten entries and leaves the drawing out, so that it fits where a forge takes 65,536
 *   characters
 */
export function reportMarkdown(
  progress: Progress,
  how: { readonly length: 'compact' | 'full'; readonly drawing: Drawing },
): string {
  const most = how.length === 'compact' ? SHORT_LIST : Number.POSITIVE_INFINITY;
  const head = headOf(progress);
  if (progress.counts.known === 0 && progress.since === null) return `${head.join('\n')}\n`;
  const parts = [
    head,
    section('Ready', list(progress.ready.map(readyLine), most)),
    section('Blocked', list(progress.blocked.map(blockedLine), most)),
    section(sinceTitle(progress), list((progress.since?.events ?? []).map(eventLine), most)),
    section('Forecast', [forecastLine(progress.forecast)]),
    section('Evidence', [evidenceLine(progress), ...list(progress.forcedCloses.map(forcedLine), most)]),
    section(
      'Problems',
      list(
        progress.diagnostics.map(({ code, path }) => `- ${code} in ${inCode(path)}`),
        most,
      ),
    ),
    how.length === 'compact' ? [] : folded('Graph', drawingOf(how.drawing)),
    how.length === 'compact' ? [] : folded('Known and done, by day (UTC)', burnUpOf(progress)),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headOf({ goal, counts, asOf, longestPath, history, chains }: Progress): string[] {
  const { known, done, ready, blocked } = counts;
  const title = goal === null ? '# Progress' : `# Progress of ${inCode(goal)}`;
  if (known === 0) return [title, '', `No cards yet, as of ${asOf}.`];
  const filled = Math.floor((done / known) * BAR);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  const lines = [
    title,
    '',
    `${bar} ${done} of ${known} cards done, ${ready} ready, ${blocked} blocked, as of ${asOf}.`,
  ];
  if (done === known) lines.push('', 'Everything is done.');
  else if (longestPath.length > 0) {
    const shown = longestPath.slice(0, SHORT_LIST).map(inCode).join(' → ');
    const rest = longestPath.length > SHORT_LIST ? ' → …' : '';
    lines.push(
      '',
      `Longest remaining path, ${longestPath.length} open ${longestPath.length === 1 ? 'card' : 'cards'}: ${shown}${rest}`,
    );
  }
  if (history === null) lines.push('', 'There is no history to tell of: no commit is here.');
  else if (!history.complete)
    lines.push('', 'The history is cut, as this clone is shallow: what is oldest may be older.');
  if (goal === null && chains.length > 0) {
    const rows = chains.map(
      (chain) => `- ${inCode(chain.goal)}: ${chain.done} of ${chain.total} done, ${chain.ready.length} ready`,
    );
    lines.push(
      ...section('Chains', list(rows, SHORT_LIST * 2)).flatMap((line, at) =>
        at === 0 ? ['', line] : [line],
      ),
    );
  }
  return lines;
}

function section(title: string, lines: readonly string[]): string[] {
  return title === '' || lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function list(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `- and ${lines.length - most} more`];
}

function readyLine({ stem, title, reasons }: Progress['ready'][number]): string {
  const why = reasons.length === 0 ? '' : `: ${inCode(reasons.join('; '))}`;
  return `- ${named(stem, title)}${why}`;
}

function blockedLine({ stem, title, blockers }: Progress['blocked'][number]): string {
  const shown = blockers.slice(0, 3).map((blocker) => `${inCode(blocker.stem)} (${blocker.reason})`);
  const more = blockers.length > 3 ? ` and ${blockers.length - 3} more` : '';
  return `- ${named(stem, title)} by ${shown.join(', ')}${more}`;
}

function sinceTitle({ since }: Progress): string {
  if (since === null) return '';
  const { events } = since;
  const count = (kind: string) => events.filter((event) => event.kind === kind).length;
  const said = `${count('discovered')} discovered, ${count('closed')} closed, ${count('reopened')} reopened`;
  return `Since ${inCode(since.asked)}: ${said}`;
}

function eventLine({ kind, stem, from, when, author, commit }: Events[number]): string {
  const was = from === null ? '' : ` from ${inCode(from)}`;
  const by = author === null ? 'not committed' : `${inCode(author)}, ${commit?.slice(0, 10) ?? ''}`;
  return `- ${when.slice(0, 10)} ${inCode(stem)} was ${kind}${was} (${by})`;
}

function forecastLine(forecast: Progress['forecast']): string {
  if (forecast.kind === 'none') return `None: ${forecast.reason}.`;
  const { weeks, runs, seed, from } = forecast;
  const said = [weeks.p50, weeks.p85, weeks.p95].map((each) =>
    each === null ? 'no end in ten years' : `${each} weeks`,
  );
  return `Done within ${said[0]} in half of all runs, ${said[1]} in 85 %, ${said[2]} in 95 % (${runs} runs over ${from} past weeks, seed ${seed}).`;
}

function evidenceLine({ receipts: { fresh, stale, missing } }: Progress): string {
  return `Items with a fresh receipt: ${fresh}, with a stale one: ${stale}, without: ${missing}.`;
}

function forcedLine({ stem, reason, who, when }: Progress['forcedCloses'][number]): string {
  return `- ${inCode(stem)} was closed by force on ${when.slice(0, 10)} by ${inCode(who)}: ${inCode(reason)}`;
}

function drawingOf({ mermaid, left }: Drawing): readonly string[] {
  const note = left === 0 ? [] : ['', `${left} cards are not drawn.`];
  return ['```mermaid', mermaid.trimEnd(), '```', ...note];
}

function burnUpOf({ burnUp }: Progress): readonly string[] {
  if (burnUp.length === 0) return [];
  return [
    '| day | known | done |',
    '| --- | --: | --: |',
    ...burnUp.map(({ day, known, done }) => `| ${day} | ${known} | ${done} |`),
  ];
}

function folded(summary: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

function named(stem: string, title: string): string {
  return title === stem ? inCode(stem) : `${inCode(stem)} ${inCode(title)}`;
}

/** One line of any text as a span of code, cut where it is long. */
function inCode(text: string): string {
  const shown = visible(clip(text, MAX_TEXT)) || ' ';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
