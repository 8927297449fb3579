import path from 'node:path';
import { refuse } from '../edit/refusal.ts';
import { changeFile, writePlaceOf } from '../edit/write-file.ts';
import { findCommitPlace } from '../git/commit-place.ts';
import { GitFailure } from '../git/git-failure.ts';
import { type Entry, entriesInIndex, putEntries } from '../git/index-file.ts';
import { signsCommits } from '../git/make-commit.ts';
import { createRefs, moveBranch, type NamedCommit, refreshIndex } from '../git/move-branch.ts';
import type { Place, RepositoryPlace } from '../read/place.ts';
import type { WhyNot } from '../why-not.ts';
import { backupRefs, dropBackup, nextNumber, writeRecord } from './backups.ts';
import type { Discovery } from './discovery.ts';
import { closeJournal, openJournal, readJournal } from './journal.ts';
import { type KeptFile, readText } from './kept-files.ts';
import { bringBack } from './left-behind.ts';
import { moveBeside } from './move-beside.ts';
import { makeGrafts } from './replay.ts';

/** How a discovery came out. */
export type DiscoveryOutcome =
  | {
      readonly kind: 'done';
      /** The plan commit and those replayed on top of it, full ids. */
      readonly commits: readonly string[];
      /** The ref that keeps the branch as it was. */
      readonly backup: string;
      /** Files that somebody changed meanwhile, so that they did not get the edit on the disk. */
      readonly unedited: readonly string[];
    }
  | { readonly kind: 'changed-meanwhile'; readonly message: string }
  | ({ readonly kind: 'refused' } & WhyNot);

type NotDone = Exclude<DiscoveryOutcome, { kind: 'done' }>;

const CHANGED: NotDone = {
  kind: 'changed-meanwhile',
  message: 'somebody committed, switched the branch or edited a file meanwhile; run it again',
};

/**
 * Carries a discovery out, in an order that loses nothing wherever it is interrupted: the journal, the backup, the branch,
 * index and work tree, the files that are edited apart. Until the branch moves nothing has happened; from then on
 * `undoDiscovery` puts everything back, from whichever step.
 */
export async function carryOut(place: RepositoryPlace, discovery: Discovery): Promise<DiscoveryOutcome> {
  try {
    return await carryOutSteps(place, discovery);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const isHalfway = readJournal(place.gitDir) !== undefined;
    const help = isHalfway ? 'mikado discover --undo puts everything back.' : 'Nothing was changed.';
    return { kind: 'refused', reason: `git says: ${error.message}`, help };
  }
}

async function carryOutSteps(place: RepositoryPlace, discovery: Discovery): Promise<DiscoveryOutcome> {
  const { top, gitDir } = place;
  const { standing, wish, kept } = discovery;
  const { branch, head: before } = standing;
  const how = (await signsCommits(top)) ? 'signed' : 'as-is';
  const grafts = [discovery.plan, ...discovery.replayed.map(({ graft }) => graft)];
  const commits = await makeGrafts(top, grafts, how);
  const after = commits.at(-1) ?? '';
  const number = await nextNumber(top, branch);
  const names = backupRefs(branch, number);
  const commands = bringBack(discovery.left);
  const about = { stem: wish.stem, neededBy: wish.card.stem, after, commands };
  const refs = [
    { ref: names.backup, commit: before },
    { ref: names.record, commit: await writeRecord(top, about, kept) },
  ];
  const busy = await openJournal(place, { branch, backup: number, before, after });
  if (busy !== undefined) return { kind: 'refused', ...busy };
  const changed = await whyNotAsPlanned(place, discovery);
  if (changed !== undefined) {
    closeJournal(gitDir);
    return changed;
  }
  const moved = await moveAll(place, discovery, { after, refs });
  if (moved !== undefined) {
    await dropBackup(top, { refs });
    closeJournal(gitDir);
    return moved;
  }
  const unedited = await editApart(place, kept, 'after');
  closeJournal(gitDir);
  return { kind: 'done', commits, backup: names.backup, unedited };
}

/** What changed since the discovery was worked out. Whoever made one meanwhile has moved the branch, and has his own backup. */
async function whyNotAsPlanned(
  { top, gitDir }: RepositoryPlace,
  { standing, kept }: Discovery,
): Promise<NotDone | undefined> {
  await refreshIndex(top);
  const at = await findCommitPlace(top, gitDir);
  if ('reason' in at) return { kind: 'refused', ...at };
  const isSame = at.branch === standing.branch && at.head === standing.head;
  return isSame && (await isAsKept(top, kept)) ? undefined : CHANGED;
}

/**
 * Moves the branch, then index and work tree; where these cannot follow, the branch goes back.
 *
 * @returns undefined when all is moved, else why nothing is
 */
async function moveAll(
  place: RepositoryPlace,
  { standing, kept, subject }: Discovery,
  { after, refs }: { readonly after: string; readonly refs: readonly NamedCommit[] },
): Promise<NotDone | undefined> {
  const { top } = place;
  const { branch, head: before } = standing;
  const move = { branch, from: before, to: after };
  try {
    await createRefs(top, refs);
    if (!(await moveBranch(top, move, `mikado discover: ${subject}`))) return CHANGED;
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { kind: 'refused', reason: `git says: ${error.message}`, help: 'Nothing was changed.' };
  }
  try {
    await moveBeside(place, move, kept);
    return undefined;
  } catch (error) {
    const back = { branch, from: after, to: before };
    if (!(error instanceof GitFailure) || !(await moveBranch(top, back, 'mikado discover: not done')))
      throw error;
    const help = 'Nothing was changed. Commit the work that is in the way, or stash it.';
    return { kind: 'refused', reason: `git says: ${error.message}`, help };
  }
}

/** Whether files that are edited apart still are what the edit was worked out for. */
async function isAsKept(top: string, kept: readonly KeptFile[]): Promise<boolean> {
  const paths = kept.map((each) => each.path);
  const staged = await entriesInIndex(top, paths);
  return kept.every(
    (each) =>
      staged.get(each.path)?.oid === each.index.before?.oid &&
      readText(path.join(top, each.path)) === each.disk.before,
  );
}

/**
 * Gives files that have work of their own the edit, or takes it back: in the index, then on the disk.
 *
 * @returns those that somebody changed meanwhile, which are left as they are on the disk
 */
export async function editApart(
  place: Place,
  kept: readonly KeptFile[],
  to: 'before' | 'after',
): Promise<readonly string[]> {
  const entries = new Map<string, Entry | undefined>(kept.map((each) => [each.path, each.index[to]]));
  await putEntries(place.top, entries);
  const unedited: string[] = [];
  for (const { path: name, disk } of kept) {
    const outcome = await changeFile(path.join(place.top, name), {
      ...writePlaceOf(place),
      change: (text) =>
        text === disk.before || text === disk.after ? disk[to] : refuse('it was changed meanwhile'),
    });
    if (outcome.kind !== 'written' && outcome.kind !== 'unchanged') unedited.push(name);
  }
  return unedited;
}
