import { counted } from '../counted.ts';
import { branchWords } from './branch-words.ts';
import { folded, inCode, inText, list, named, section, table } from './markdown-text.ts';
import {
  byReason,
  EVENT_WORDS,
  eventCounts,
  howItLeft,
  inDays,
  lastDone,
  minuteText,
  nothingWords,
  WALK_WORDS,
  whatLeft,
} from './report-words.ts';
import type { Answer } from './schemas.ts';

type Progress = Answer<'report'>;
type Events = NonNullable<Progress['since']>['events'];

const BAR = 20;
const SHORT_LIST = 10;
const FEW_BLOCKERS = 3;
/** More than this a forge does not take as a comment, in UTF-8 bytes, which are never fewer than its characters. */
const MAX_COMMENT = 65_000;
const FOLDED_LIST = 40;

/** A drawing of the cards, and what it shows and leaves out in words. */
interface Drawing {
  readonly mermaid: string;
  readonly words: string;
}

/** How long a report is to be. */
type Length = 'compact' | 'full';

/**
 * Renders a report as Markdown that reads well raw. Whatever stands in a card is plain words or a span of code, which no
 * forge looks into for mentions, images or HTML.
 *
 * @param how `compact` shows the ten first entries of a list, folds up to forty more and the drawing, leaves tables out,
 *   and stays below 65,000 bytes, since a forge takes 65,536 characters as a comment; what is cut is said
 */
export function reportMarkdown(
  progress: Progress,
  how: { readonly length: Length; readonly drawing: Drawing },
): string {
  const isCompact = how.length === 'compact';
  const head = headOf(progress);
  const isEmpty = progress.counts.known === 0;
  const shown = (lines: readonly string[]) => (isCompact ? foldedList(lines) : lines);
  const few = isCompact ? FEW_BLOCKERS : Number.POSITIVE_INFINITY;
  const parts = [
    head,
    section('Chains', shown(chainsOf(progress))),
    sinceOf(progress, shown),
    section('Ready, best first', shown(progress.ready.map(readyLine))),
    section('Blocked', shown(progress.blocked.map((card) => blockedLine(card, few)))),
    isEmpty ? [] : section('Forecast', [forecastLine(progress.forecast)]),
    isEmpty
      ? []
      : section('Evidence', [evidenceLine(progress), ...shown(progress.forcedCloses.map(forcedLine))]),
    section('Problems', shown(progress.diagnostics.map(problemLine))),
    isEmpty ? [] : folded('Graph', drawingOf(how.drawing)),
    ...(isCompact ? [] : tablesOf(progress)),
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
      left === 0 ? [] : [[`${counted(left, 'more section does', 'more sections do')} not fit here.`]];
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

function headOf(progress: Progress): readonly string[] {
  const { goal, title, branch, counts, asOf, history } = progress;
  const { known, done, ready, blocked } = counts;
  const heading =
    goal === null ? '# Progress' : `# Progress of ${named({ stem: goal, title: title ?? goal })}`;
  const when = `As of ${minuteText(asOf)}${historyWords(history)}`;
  if (known === 0) return [heading, '', noCardOf(progress), '', when];
  const filled = Math.floor((done / known) * BAR);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  const lines = [
    `${bar} ${done} of ${counted(known, 'card')} done, ${ready} ready, ${blocked} blocked.`,
    wayOf(progress),
  ];
  if (branch !== null) {
    const name = inCode(branch.name ?? branch.goal);
    const strip = branch.strip === '' ? '' : ` (${inCode(branch.strip)})`;
    lines.push(`The branch ${name}${strip} ${branchWords(branch)}.`);
  }
  return [heading, ...[...lines, when].filter((line) => line !== '').flatMap((line) => ['', line])];
}

function noCardOf(progress: Progress): string {
  const left = whatLeft(progress);
  return left === '' ? 'No cards yet.' : `No card is left to work on: ${left}.`;
}

function wayOf(progress: Progress): string {
  const { counts, longestPath } = progress;
  const last = lastDone(progress)?.slice(0, 10);
  if (counts.done === counts.known) return `Everything is done${last === undefined ? '' : ` since ${last}`}.`;
  if (longestPath.length === 0) return '';
  const shown = longestPath.slice(0, SHORT_LIST).map(inCode).join(' → ');
  const rest = longestPath.length > SHORT_LIST ? ' → …' : '';
  return `Longest remaining path, ${counted(longestPath.length, 'open card')}: ${shown}${rest}`;
}

function historyWords(history: Progress['history']): string {
  if (history === null) return '. No commit is here, so there is no history to tell of.';
  const commits = `${counted(history.commits, 'commit')} that touched documents, ${WALK_WORDS[history.walk]}`;
  const cut = history.complete ? '' : ' This clone is shallow: what is oldest may be older.';
  return `, from ${commits}.${cut}`;
}

function chainsOf({ goal, chains }: Progress): readonly string[] {
  if (goal !== null || chains.length < 2) return [];
  return chains.map(
    ({ goal: stem, title, done, total, ready }) =>
      `- ${named({ stem, title })}: ${done} of ${total} done, ${ready.length} ready`,
  );
}

function readyLine(card: Progress['ready'][number]): string {
  const why = card.reasons.map(inText).join('; ');
  return `- ${named(card)}${why === '' ? '' : `: ${why}`}`;
}

function blockedLine(card: Progress['blocked'][number], few: number): string {
  const shown = byReason(card.blockers.slice(0, few)).map(
    ({ reason, stems }) => `${stems.map(inCode).join(', ')} (${reason})`,
  );
  const left = card.blockers.length - few;
  return `- ${named(card)} waits for ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function sinceOf(
  { since, history }: Progress,
  shown: (lines: readonly string[]) => readonly string[],
): readonly string[] {
  if (since === null) return [];
  const counts = eventCounts(since).map(([kind, count]) => `${count} ${kind}`);
  const title = `Since ${inCode(since.asked)}: ${counts.join(', ')}`;
  if (since.events.length === 0) return section(title, [nothingWords(history)]);
  const commits = new Set(since.events.flatMap(({ commit }) => commit ?? []));
  const names = shortNames(commits);
  const link = history?.commitUrl ?? null;
  const mark = (commit: string) => (link === null ? names.get(commit) : `[${names.get(commit)}]`) ?? commit;
  const lines = shown(since.events.map((event) => eventLine(event, mark)));
  if (link === null) return section(title, lines);
  // The addresses stand below the list, where they are in nobody's way who reads the text as it is.
  const told = lines.join('\n');
  const addresses = [...commits].filter((commit) => told.includes(`(${mark(commit)}`));
  return section(title, [...lines, '', ...addresses.map((commit) => `${mark(commit)}: ${link}${commit}`)]);
}

/** The beginning of each commit's id that no other one of them has, 7 characters at least. */
function shortNames(commits: ReadonlySet<string>): ReadonlyMap<string, string> {
  let length = 7;
  while (new Set([...commits].map((commit) => commit.slice(0, length))).size < commits.size) length += 1;
  return new Map([...commits].map((commit) => [commit, commit.slice(0, length)]));
}

/** The event as a sentence, with the mark of its commit. */
function eventLine(event: Events[number], mark: (commit: string) => string): string {
  const { kind, stem, from, into, when, author, commit } = event;
  const day = when.slice(0, 10);
  const what = into === null ? EVENT_WORDS[kind] : `was folded into ${inCode(into)}`;
  const was = from === null ? '' : ` from ${inCode(from)}`;
  if (commit === null) return `- ${inCode(stem)} ${what}${was}, not committed yet`;
  const by = author === null ? '' : `, ${inText(author)}`;
  return `- ${inCode(stem)} ${what}${was} on ${day} (${mark(commit)}${by})`;
}

function forecastLine(forecast: Progress['forecast']): string {
  if (forecast.kind === 'none') return `None: ${forecast.reason}.`;
  const { weeks, runs, seed, from } = forecast;
  const said = [weeks.p50, weeks.p85, weeks.p95].map((each) =>
    each === null ? 'not within ten years' : `within ${counted(each, 'week')}`,
  );
  return `Half of all runs were done ${said[0]}, 85 % ${said[1]}, 95 % ${said[2]} (${runs} runs over ${from} past weeks, seed ${seed}).`;
}

function evidenceLine({ receipts: { fresh, stale, missing } }: Progress): string {
  return `Items with a fresh receipt: ${fresh}, with a stale one: ${stale}, without: ${missing}.`;
}

function forcedLine({ stem, reason, who, when }: Progress['forcedCloses'][number]): string {
  return `- ${inCode(stem)} was closed by force on ${when.slice(0, 10)} by ${inText(who)}: ${inText(reason)}`;
}

function problemLine({ severity, code, path, line, message }: Progress['diagnostics'][number]): string {
  return `- ${severity} ${code} in ${inCode(`${path}:${line}`)}: ${inText(message)}`;
}

function drawingOf({ mermaid, words }: Drawing): readonly string[] {
  return ['```mermaid', mermaid.trimEnd(), '```', '', words];
}

function tablesOf({ cards, burnUp }: Progress): readonly (readonly string[])[] {
  const days = (name: string) => ({ name, kind: 'number' }) as const;
  const words = (name: string) => ({ name, kind: 'words' }) as const;
  const rows = cards.map((card) => {
    const { open, ready, blocked, done } = card.seconds;
    return [inCode(card.stem), card.state ?? howItLeft(card), ...[open, ready, blocked, done].map(inDays)];
  });
  return [
    folded(
      'Cards, and the days they were open, ready, blocked and done',
      table([words('card'), words('state'), ...['open', 'ready', 'blocked', 'done'].map(days)], rows),
    ),
    folded(
      'Known and done, by day (UTC)',
      table(
        [words('day'), days('known'), days('done')],
        burnUp.map(({ day, known, done }) => [day, known, done]),
      ),
    ),
  ];
}
