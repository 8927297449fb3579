import type { BranchStanding, BranchStep } from '../../branch/branch-standing.ts';
import { subjectFor } from '../../branch/subject.ts';
import { counted } from '../../counted.ts';
import type { DiscoveryOutcome } from '../../discover/carry-out.ts';
import type { CarriedFile, Discovery, LeftBehind } from '../../discover/discovery.ts';
import { bringBack } from '../../discover/left-behind.ts';
import type { Paint } from '../../report/paint.ts';
import { shellWord } from '../../shell-word.ts';
import { shortId } from '../../short-id.ts';
import { visible } from '../../visible.ts';
import type { AskedCard } from '../write-card.ts';

/** Files that are named; more are counted. */
const NAMED = 5;
/** The column at which what is said of a word begins. */
const INDENT = 11;

/** What a discovery would do: where it goes back to, what it plans, what holds on top, and what becomes of all else. */
export function planText(discovery: Discovery, paint: Paint): string {
  const { wish, standing, resetPoint, replayed, left, work } = discovery;
  const rows: (readonly [word: string, lines: readonly string[]])[] = [
    ['back to', [`${shortId(resetPoint.commit)} ${visible(resetPoint.subject ?? 'where the branch began')}`]],
    ['plan', [visible(discovery.subject), ...fileLines(discovery)]],
    ['replay', replayed.map(({ step }) => stepText(step))],
    ['leave out', left.flatMap(leftLines)],
    ['afterwards', left.length === 0 ? [] : bringBack(left).map(visible)],
    ['uncommitted', workLines(work)],
    ['pushed', pushedLines(discovery)],
    ['backup', [`refs/mikado/backup/${visible(standing.branch)}/ keeps the branch as it is now`]],
  ];
  const title = `${visible(standing.branch)}: ${visible(wish.stem)}, which ${visible(wish.card.stem)} requires`;
  const body = rows.filter(([, lines]) => lines.length > 0).map(([word, lines]) => rowText(word, lines));
  return `${paint('strong', title)}\n\n${body.join('')}`;
}

function rowText(word: string, [first = '', ...rest]: readonly string[]): string {
  const lines = [`${word.padEnd(INDENT)} ${first}`, ...rest.map((line) => `${' '.repeat(INDENT)} ${line}`)];
  return lines.map((line) => `  ${line}\n`).join('');
}

/** Where no work was begun, a discovery is a new card like any other. */
export function nothingText({ branch, goal }: BranchStanding, stem: string): string {
  const name = visible(branch ?? goal);
  return `No work was begun on ${name}, so nothing has to be replayed: ${visible(stem)} is planned on top.\n`;
}

/** What a discovery did. */
export function doneText(
  discovery: Discovery,
  { commits, backup }: Extract<DiscoveryOutcome, { kind: 'done' }>,
  paint: Paint,
): string {
  const { wish, replayed, left, edit } = discovery;
  const what =
    edit.added === undefined
      ? `${wish.card.stem} now requires ${wish.stem} (${edit.cardPath}).`
      : `Planned ${wish.stem}, which ${wish.card.stem} now requires (${edit.added.path}).`;
  const lines = [
    visible(what),
    `Committed ${commits[0]?.slice(0, 7) ?? ''}  ${visible(discovery.subject)}`,
    ...(replayed.length === 0 ? [] : [`Replayed ${counted(replayed.length, 'commit')} on top of it.`]),
    ...(left.length === 0 ? [] : ['Left out:', ...left.flatMap(leftLines).map((line) => `  ${line}`)]),
    ...(left.length === 0 ? [] : ['Afterwards:', ...bringBack(left).map((line) => `  ${visible(line)}`)]),
    ...pushedLines(discovery),
    `The branch as it was: ${visible(backup)}; ${paint('strong', 'mikado discover --undo')} goes back to it.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The subject of the plan commit. */
export function planSubject(goal: string, { stem, neededBy, isThere }: AskedCard): string {
  return subjectFor(goal, 'plan', isThere ? `${neededBy?.stem} requires ${stem}` : `add ${stem}`);
}

/** How what was pushed is pushed anew; undefined where nothing was. */
export function pushCommand({ pushed, standing }: Discovery): string | undefined {
  if (pushed === undefined) return undefined;
  return `git push --force-with-lease ${shellWord(pushed.remote)} ${shellWord(standing.branch)}`;
}

function fileLines({ edit, wish }: Discovery): readonly string[] {
  const line = visible(`${edit.cardPath} (requires ${wish.stem})`);
  if (edit.added === undefined) return [line];
  const { path, isOnDisk } = edit.added;
  return [`${visible(path)} (${isOnDisk ? 'as it is on the disk' : 'new'})`, line];
}

function stepText({ commit }: BranchStep): string {
  return `${shortId(commit.commit ?? '')} ${visible(commit.subject)}`;
}

function leftLines({ step, why }: LeftBehind): readonly string[] {
  return [stepText(step), ...(why === undefined ? [] : [`  ${visible(why)}`])];
}

/** A line for each file, those first that get the edit of the plan; what only stays as it is, is counted when it is much. */
function workLines(work: readonly CarriedFile[]): readonly string[] {
  const edited = work.filter(({ becomes }) => becomes === 'edited');
  const stays = work.filter(({ becomes }) => becomes === 'stays');
  const named = stays.slice(0, NAMED);
  const more = stays.length - named.length;
  return [
    ...edited.map((file) => `${visible(file.path)} (${stateOf(file)}) goes on top of the plan`),
    ...named.map((file) => `${visible(file.path)} (${stateOf(file)}) stays as it is`),
    ...(more === 0 ? [] : [`${counted(more, 'more stays as it is', 'more stay as they are')}`]),
  ];
}

function stateOf({ isStaged, isUnstaged, isUntracked }: CarriedFile): string {
  if (isUntracked) return 'untracked';
  return [...(isStaged ? ['staged'] : []), ...(isUnstaged ? ['changed'] : [])].join(' and ');
}

function pushedLines(discovery: Discovery): readonly string[] {
  const { pushed } = discovery;
  if (pushed === undefined) return [];
  const are = pushed.count === 1 ? 'is' : 'are';
  return [
    `${counted(pushed.count, 'commit')} of the old ${are} on ${visible(pushed.name)}; afterwards: ${visible(pushCommand(discovery) ?? '')}`,
  ];
}
