import { clip } from '../clip.ts';
import { visible } from '../visible.ts';
import { branchWords } from './branch-words.ts';
import { EVENT_WORDS } from './event-words.ts';
import type { Answer } from './schemas.ts';

type Progress = Answer<'report'>;
type Events = NonNullable<Progress['since']>['events'];

const BAR = 20;
const MAX_TEXT = 120;
const SHORT_LIST = 10;

/** A drawing of the cards, and what it shows and leaves out in words. */
interface Drawing {
  readonly mermaid: string;
  readonly words: string;
}

/** More than this a forge does not take as a comment, in UTF-8 bytes, which are never fewer than its characters. */
const MAX_COMMENT = 65_000;
const FOLDED_LIST = 40;

/**
 * Renders a report as Markdown that reads well raw. Whatever stands in a card is a span of code, which no forge looks
 * into for mentions, images or HTML.
 *
 * @param how `compact` shows the ten first entries of a list, folds up to forty more and the drawing, and stays below
 *   65,000 bytes, since a forge takes 65,536 characters as a comment; what is cut is said
 */
export function reportMarkdown(
  progress: Progress,
  how: { readonly length: 'compact' | 'full'; readonly drawing: Drawing },
): string {
  const isCompact = how.length === 'compact';
  const head = headOf(progress);
  if (progress.counts.known === 0 && progress.since === null) return `${head.join('\n')}\n`;
  const commitUrl = progress.history?.commitUrl ?? null;
  const shown = (lines: readonly string[]) => (isCompact ? foldedList(lines) : lines);
  const parts = [
    head,
    section('Ready', shown(progress.ready.map(readyLine))),
    section('Blocked', shown(progress.blocked.map(blockedLine))),
    section(
      sinceTitle(progress),
      shown((progress.since?.events ?? []).map((event) => eventLine(event, commitUrl))),
    ),
    section('Forecast', [forecastLine(progress.forecast)]),
    section('Evidence', [evidenceLine(progress), ...shown(progress.forcedCloses.map(forcedLine))]),
    section('Problems', shown(progress.diagnostics.map(({ code, path }) => `- ${code} in ${inCode(path)}`))),
    folded('Graph', drawingOf(how.drawing)),
    isCompact ? [] : folded('Known and done, by day (UTC)', burnUpOf(progress)),
  ].filter((lines) => lines.length > 0);
  return isCompact ? fitting(parts) : textOf(parts);
}

function textOf(parts: readonly (readonly string[])[]): string {
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Leaves whole sections out from the end, so that no fence or fold is cut open, and says so. */
function fitting(parts: readonly (readonly string[])[]): string {
  for (let kept = parts.length; kept > 0; kept -= 1) {
    const left = parts.length - kept;
    const note =
      left === 0 ? [] : [[`${left} more ${left === 1 ? 'section does' : 'sections do'} not fit here.`]];
    const text = textOf([...parts.slice(0, kept), ...note]);
    if (Buffer.byteLength(text) <= MAX_COMMENT) return text;
  }
  return 'The report does not fit here.\n';
}

/** The first entries of a list, and more of them to unfold; what is left out is counted. */
function foldedList(lines: readonly string[]): readonly string[] {
  if (lines.length <= SHORT_LIST) return lines;
  const more = lines.slice(SHORT_LIST);
  return [...lines.slice(0, SHORT_LIST), '', ...folded(`and ${more.length} more`, list(more, FOLDED_LIST))];
}

function headOf({ goal, branch, counts, asOf, longestPath, history, chains }: Progress): string[] {
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
  if (branch !== null) {
    const name = inCode(branch.name ?? branch.goal);
    const strip = branch.strip === '' ? '' : ` (${inCode(branch.strip)})`;
    lines.push('', `The branch ${name}${strip} ${branchWords(branch)}.`);
  }
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

/** The event as a sentence, with the commit, linked where its page is known. */
function eventLine(event: Events[number], commitUrl: string | null): string {
  const { kind, stem, from, into, when, author, commit } = event;
  const day = when.slice(0, 10);
  const what = into === null ? EVENT_WORDS[kind] : `was folded into ${inCode(into)}`;
  const was = from === null ? '' : ` from ${inCode(from)}`;
  if (commit === null) return `- ${inCode(stem)} ${what}${was}, not committed yet`;
  const short = commit.slice(0, 7);
  const shown = commitUrl === null ? short : `[${short}](${commitUrl}${commit})`;
  return `- ${inCode(stem)} ${what}${was} on ${day} (${shown}${author === null ? '' : `, ${inCode(author)}`})`;
}

function forecastLine(forecast: Progress['forecast']): string {
  if (forecast.kind === 'none') return `None: ${forecast.reason}.`;
  const { weeks, runs, seed, from } = forecast;
  const said = [weeks.p50, weeks.p85, weeks.p95].map((each) =>
    each === null ? 'not within ten years' : `within ${each} ${each === 1 ? 'week' : 'weeks'}`,
  );
  return `Half of all runs were done ${said[0]}, 85 % ${said[1]}, 95 % ${said[2]} (${runs} runs over ${from} past weeks, seed ${seed}).`;
}

function evidenceLine({ receipts: { fresh, stale, missing } }: Progress): string {
  return `Items with a fresh receipt: ${fresh}, with a stale one: ${stale}, without: ${missing}.`;
}

function forcedLine({ stem, reason, who, when }: Progress['forcedCloses'][number]): string {
  return `- ${inCode(stem)} was closed by force on ${when.slice(0, 10)} by ${inCode(who)}: ${inCode(reason)}`;
}

function drawingOf({ mermaid, words }: Drawing): readonly string[] {
  return ['```mermaid', mermaid.trimEnd(), '```', '', words];
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
