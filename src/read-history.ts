import {
  type FileChange,
  firstParentsOf,
  type HistoryCommit,
  readFileHistory,
  readHistoryHead,
} from './git/history.ts';
import { readVersions } from './git/read-versions.ts';
import { openTree } from './git/tree-at.ts';
import { withFolds } from './history/folded.ts';
import { type CardThen, cardsAfter, changesTo, type Step } from './history/step.ts';
import { HistoryCache, type KnownHistory } from './history-cache.ts';
import { HistoryWalk } from './history-walk.ts';
import type { Plan } from './plan.ts';
import { GITIGNORE } from './read/find-documents.ts';
import { CONFIG_FILE, relativePath } from './read/place.ts';
import { MAX_CARD_BYTES } from './read/read-document.ts';
import type { Compared } from './read-plan-at.ts';

/** What the cards and the choice of documents depend on. */
const PATTERNS = ['*.md', CONFIG_FILE, GITIGNORE, `*/${GITIGNORE}`];
type Read = Pick<KnownHistory, 'commits' | 'steps'>;
const NOTHING: Read = { commits: [], steps: [] };

/** The graph at every commit that changed it. */
export interface CardHistory {
  /** Oldest first; commits that changed nothing about the graph are left out. */
  readonly steps: readonly Step[];
  /** Commits that touched a document or what decides about documents. */
  readonly commits: number;
  /** False in a shallow clone: what the first step holds may be older than that. */
  readonly complete: boolean;
}

/**
 * Reads the cards at every commit on the way from the first one to HEAD, from git's objects and with the code that reads
 * those on the disk: a few git processes however many commits there are, nothing checked out and nothing fetched. What
 * an earlier run read is kept in the git folder, and only later commits are read then.
 *
 * @param now the time that no commit can be later than, in milliseconds since 1970
 * @returns undefined outside a repository and before the first commit
 * @throws UsageError when the clone lacks files of the history, with what to fetch
 */
export async function readHistory(compared: Compared, now: number): Promise<CardHistory | undefined> {
  const { place, config } = compared.plan;
  const head = place.gitDir === undefined ? undefined : await readHistoryHead(place.top);
  if (head === undefined) return undefined;
  const { rules: _, ...settings } = config;
  const key = JSON.stringify([compared.root, relativePath(place, place.docs), settings]);
  const cache = new HistoryCache(place, key);
  // Where a shallow clone begins may be moved at any time.
  const known = head.complete ? cache.read() : undefined;
  if (known?.head === head.commit) return historyOf(known, head.complete, now);
  const read =
    (await continued(compared, head.commit, known)) ?? (await walked(compared, head.commit, NOTHING));
  const whole: KnownHistory = { head: head.commit, ...read };
  if (head.complete) cache.write(whole);
  return historyOf(whole, head.complete, now);
}

function historyOf({ steps, commits }: KnownHistory, complete: boolean, now: number): CardHistory {
  const passed = steps.map((step) =>
    step.at.time <= now ? step : { ...step, at: { ...step.at, time: now } },
  );
  return { steps: passed, commits: commits.length, complete };
}

/** Goes on from what is known, as far as it is on the way to a commit; undefined where that is no help. */
async function continued(
  compared: Compared,
  commit: string,
  known: KnownHistory | undefined,
): Promise<Read | undefined> {
  if (known === undefined) return undefined;
  const way = await firstParentsOf(compared.plan.place.top, commit);
  const shared = known.commits.findLastIndex((each) => way.has(each));
  if (shared === -1) return undefined;
  const commits = known.commits.slice(0, shared + 1);
  const kept = new Set(commits);
  return walked(compared, commit, {
    commits,
    steps: known.steps.filter(({ at }) => at.commit !== null && kept.has(at.commit)),
  });
}

/** Walks from what is known to a commit, or from the first one where the cards there are not the ones that are known. */
async function walked(compared: Compared, commit: string, known: Read): Promise<Read> {
  const { top } = compared.plan.place;
  const after = known.commits.at(-1);
  const start = after === undefined ? [] : await filesAt(top, after);
  const commits = await readFileHistory(top, commit, { patterns: PATTERNS, after });
  const changes = [...start, ...commits.flatMap((each) => each.changes)];
  const oids = new Set(changes.flatMap(({ oid }) => oid ?? []));
  const walk = new HistoryWalk(compared, await readVersions(top, oids, MAX_CARD_BYTES));
  const cards = new Map(cardsAfter(known.steps, known.steps.length - 1));
  if (after !== undefined) {
    const { changed, gone } = changesTo(cards, await walk.advance(start));
    if (changed.length + gone.length > 0) return walked(compared, commit, NOTHING);
  }
  const steps = await stepsOf(walk, commits, { cards, time: known.steps.at(-1)?.at.time });
  return {
    commits: [...known.commits, ...commits.map((each) => each.commit)],
    steps: [...known.steps, ...steps],
  };
}

/** All files of a commit that matter, as if they had just come. */
async function filesAt(top: string, commit: string): Promise<readonly FileChange[]> {
  const { files } = await openTree(top, commit);
  const matters = (path: string) =>
    path.endsWith('.md') || path === CONFIG_FILE || path === GITIGNORE || path.endsWith(`/${GITIGNORE}`);
  return [...files.values()].flatMap(({ path, oid }) =>
    matters(path) ? [{ path, oid, from: undefined }] : [],
  );
}

async function stepsOf(
  walk: HistoryWalk,
  commits: readonly HistoryCommit[],
  from: { readonly cards: Map<string, CardThen>; readonly time: number | undefined },
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let time = from.time ?? Number.NEGATIVE_INFINITY;
  let last: Plan | undefined;
  for (const { commit, author, authored, subject, changes } of commits) {
    const deletes = changes.some(({ oid }) => oid === undefined);
    const was = deletes ? new Map(from.cards) : undefined;
    const before = new Map(deletes ? changes.map(({ path }) => [path, walk.textOf(path)]) : []);
    const plan = await walk.advance(changes);
    const isSame = plan === last;
    last = plan;
    if (isSame) continue;
    const { changed, gone } = changesTo(from.cards, plan);
    const movedFrom = new Map(
      changes.flatMap(({ path, from: was }) => (was === undefined ? [] : [[path, was]])),
    );
    if (changed.length + gone.length === 0) continue;
    // A rebase leaves the date of the author, who may have written it before what it now stands on.
    time = Math.max(time, authored);
    const texts = { before: (path: string) => before.get(path), after: (path: string) => walk.textOf(path) };
    const folds = was === undefined ? gone : withFolds({ gone, movedFrom }, { was, now: from.cards }, texts);
    steps.push({ at: { commit, time, author }, subject, changed, gone: folds, movedFrom });
  }
  return steps;
}

/** The step from the last commit to the work tree; undefined where nothing about the graph differs. */
export function stepToday({ steps }: Pick<CardHistory, 'steps'>, plan: Plan, now: number): Step | undefined {
  const { changed, gone } = changesTo(new Map(cardsAfter(steps, steps.length - 1)), plan);
  if (changed.length + gone.length === 0) return undefined;
  return { at: { commit: null, time: now, author: null }, subject: '', changed, gone, movedFrom: new Map() };
}
