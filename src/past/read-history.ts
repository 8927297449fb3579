import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  commitsBehind,
  type FileChange,
  type HistoryCommit,
  readFileHistory,
  readHead,
  type Walk,
} from '../git/history.ts';
import { VersionReader } from '../git/read-versions.ts';
import { openTree } from '../git/tree-at.ts';
import { cardsAfter, changesTo, type Step } from '../history/step.ts';
import type { Plan } from '../plan.ts';
import { GITIGNORE } from '../read/find-documents.ts';
import { CONFIG_FILE, relativePath, sharedGitDir } from '../read/place.ts';
import { MAX_CARD_BYTES } from '../read/read-document.ts';
import { UsageError } from '../usage-error.ts';
import { isRead, type TreeSource } from './document-tree.ts';
import { HistoryCache, type KnownHistory } from './history-cache.ts';
import { HistoryWalk, StraightStory } from './history-walk.ts';
import { withMergedFinishes } from './merged-finishes.ts';
import type { Compared } from './read-plan-at.ts';
import { inOrderOfTime, WovenStory } from './woven-story.ts';

/** What the cards and the choice of documents depend on. */
const PATTERNS = ['*.md', CONFIG_FILE, GITIGNORE, `*/${GITIGNORE}`];

/** The graph at every commit that changed it. */
export interface CardHistory {
  /** Oldest first; commits that changed nothing about the graph are left out. */
  readonly steps: readonly Step[];
  /** Commits that touched a document or what decides about documents. */
  readonly commits: number;
  /** False in a shallow clone: what the first step holds may be older than that. */
  readonly complete: boolean;
}

/** What is to be read. */
interface Asked {
  readonly compared: Compared;
  readonly walk: Walk;
}

/**
 * Reads the cards at every commit on the way from the first one to HEAD, or at every commit behind HEAD, from git's objects
 * and with the code that reads those on the disk: a few git processes however many commits there are, nothing checked out
 * and nothing fetched. What an earlier run read is kept in the git folder, and only later commits are read then.
 *
 * @param now the time that no commit can be later than, in milliseconds since 1970
 * @returns undefined outside a repository and before the first commit
 * @throws UsageError when the clone lacks files of the history, with what to fetch
 */
export async function readHistory(
  compared: Compared,
  now: number,
  walk: Walk = 'first-parent',
): Promise<CardHistory | undefined> {
  const { place, config } = compared.plan;
  const shared = sharedGitDir(place);
  if (shared === undefined) return undefined;
  const { rules: _, ...settings } = config;
  const key = JSON.stringify([walk, compared.root, relativePath(place, place.docs), settings]);
  const cache = new HistoryCache(place, key);
  // Where a shallow clone begins may be moved at any time.
  const complete = !existsSync(path.join(shared, 'shallow'));
  const known = complete ? cache.read() : undefined;
  const whole = await wholeHistory({ compared, walk }, known);
  if (whole === undefined) return undefined;
  if (complete && whole !== known) cache.write(whole);
  return { steps: notAfter(now, whole.steps), commits: whole.commits.length, complete };
}

async function wholeHistory(
  asked: Asked,
  known: KnownHistory | undefined,
): Promise<KnownHistory | undefined> {
  const { top } = asked.compared.plan.place;
  if (known !== undefined) {
    const head = await readHead(top);
    if (head === undefined) return undefined;
    if (head === known.head) return known;
    const from = await whereToGoOn(asked, head, known);
    const more = from === undefined ? undefined : await walked(asked, head, from);
    if (more !== undefined) return more;
  }
  try {
    return await walked(asked, 'HEAD', undefined);
  } catch (error) {
    // To ask first would take another process each time.
    if (error instanceof UsageError && (await readHead(top)) === undefined) return undefined;
    throw error;
  }
}

function notAfter(now: number, steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => (step.at.time <= now ? step : { ...step, at: { ...step.at, time: now } }));
}

/** What is known of the history up to its `head`, as far as that is behind another commit; undefined where that is no help. */
async function whereToGoOn(
  { compared, walk }: Asked,
  commit: string,
  known: KnownHistory,
): Promise<KnownHistory | undefined> {
  if (walk === 'full') return known;
  const way = await commitsBehind(compared.plan.place.top, commit, walk);
  const shared = known.commits.findLastIndex((each) => way.has(each));
  const head = known.commits[shared];
  if (head === undefined) return undefined;
  const commits = known.commits.slice(0, shared + 1);
  const kept = new Set(commits);
  const steps = known.steps.filter(({ at }) => at.commit !== null && kept.has(at.commit));
  return { head, commits, steps };
}

/**
 * Walks from what is known to a commit, or from the first one.
 *
 * @returns undefined where what is known is no start: the cards there are others, or some of the commits do not come after it
 */
async function walked(
  { compared, walk }: Asked,
  commit: string,
  known: KnownHistory | undefined,
): Promise<KnownHistory | undefined> {
  const { top } = compared.plan.place;
  const after = known?.head;
  const versions = new VersionReader(top, MAX_CARD_BYTES);
  try {
    const start = after === undefined ? [] : [await firstAt(top, after)];
    versions.ask(start.flatMap(oidsOf));
    const log = readFileHistory(top, { commit, walk, patterns: PATTERNS, after, versions });
    const source = { compared, versions, memory: walk === 'full' ? new Map() : undefined };
    const { story, commits } = await storyOf(walk, source, { start, log });
    if (story === undefined) return undefined;
    const history = new HistoryWalk(story);
    for (const each of start) {
      await versions.wait(oidsOf(each));
      await history.advance(each);
    }
    const steps = known?.steps ?? [];
    if (!isDeepStrictEqual(history.cards, cardsAfter(steps, steps.length - 1))) return undefined;
    return await stepsOf(history, {
      ...{ compared, walk, commits, versions },
      known: known ?? { head: commit, commits: [], steps },
    });
  } finally {
    await versions.end();
  }
}

async function storyOf(
  walk: Walk,
  source: TreeSource,
  { start, log }: { readonly start: readonly HistoryCommit[]; readonly log: AsyncIterable<HistoryCommit> },
) {
  if (walk === 'first-parent') return { story: new StraightStory(source), commits: log };
  const all: HistoryCommit[] = [];
  for await (const each of log) all.push(each);
  const commits = inOrderOfTime(all);
  const here = new Set([...start, ...commits].map((each) => each.commit));
  const isAfter = ({ parents }: HistoryCommit) =>
    parents.length > 0 && parents.every((each) => here.has(each));
  const goesOn = commits.length > 0 && commits.every(isAfter);
  if (start.length > 0 && !goesOn) return { story: undefined, commits };
  return { story: new WovenStory(source, [...start, ...commits]), commits };
}

async function stepsOf(
  history: HistoryWalk,
  {
    compared,
    walk,
    commits,
    versions,
    known,
  }: Asked & {
    readonly commits: AsyncIterable<HistoryCommit> | Iterable<HistoryCommit>;
    readonly versions: VersionReader;
    readonly known: KnownHistory;
  },
): Promise<KnownHistory> {
  const touching = [...known.commits];
  const steps = [...known.steps];
  const unclear: Step[] = [];
  let { head } = known;
  let time = steps.at(-1)?.at.time ?? Number.NEGATIVE_INFINITY;
  for await (const each of commits) {
    const { commit, author, authored, subject } = each;
    head = commit;
    await versions.wait(oidsOf(each));
    const { isTouching, isUndressing, ...change } = await history.advance(each);
    if (isTouching) touching.push(commit);
    if (change.changed.length + change.gone.length === 0) continue;
    // A rebase leaves the date of the author, who may have written it before what it now stands on.
    time = Math.max(time, authored);
    const step = { at: { commit, time, author }, subject, ...change };
    steps.push(step);
    if (isUndressing && walk === 'first-parent' && each.parents.length > 1) unclear.push(step);
  }
  if (unclear.length === 0) return { head, commits: touching, steps };
  const { top } = compared.plan.place;
  const all = (await readHistory(compared, Number.POSITIVE_INFINITY, 'full'))?.steps ?? [];
  const clear = new Map(
    (await withMergedFinishes(unclear, { top, all })).map((step) => [step.at.commit, step]),
  );
  return { head, commits: touching, steps: steps.map((step) => clear.get(step.at.commit) ?? step) };
}

function oidsOf({ changes }: HistoryCommit): readonly string[] {
  return changes.flatMap(({ oid }) => oid ?? []);
}

/** A commit with all files that matter, as if they had just come. */
async function firstAt(top: string, commit: string): Promise<HistoryCommit> {
  const { files } = await openTree(top, commit);
  const changes = [...files.values()].flatMap(({ path, oid }): FileChange[] =>
    isRead(path) ? [{ path, oid, from: undefined }] : [],
  );
  return { commit, parents: [], authored: 0, author: '', subject: '', changes };
}

/** The step from the last commit to the work tree; undefined where nothing about the graph differs. */
export function stepToday({ steps }: Pick<CardHistory, 'steps'>, plan: Plan, now: number): Step | undefined {
  const { changed, gone } = changesTo(cardsAfter(steps, steps.length - 1), plan);
  if (changed.length + gone.length === 0) return undefined;
  return { at: { commit: null, time: now, author: null }, subject: '', changed, gone, movedFrom: new Map() };
}
