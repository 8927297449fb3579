import path from 'node:path';
import { counted } from '../counted.ts';
import { findCommitPlace } from '../git/commit-place.ts';
import { runGit } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import { entriesInIndex, pathsBetween } from '../git/index-file.ts';
import { moveBranch, refreshIndex } from '../git/move-branch.ts';
import { readWorkFiles } from '../git/work-files.ts';
import type { RepositoryPlace } from '../read/place.ts';
import { shellWord } from '../shell-word.ts';
import { shortId } from '../short-id.ts';
import type { WhyNot } from '../why-not.ts';
import { type Backup, dropBackup, readBackups, readKept, sweepRecords } from './backups.ts';
import { editApart } from './carry-out.ts';
import { workInTheWay } from './in-the-way.ts';
import { closeJournal, type FoundJournal, openJournal, readJournal } from './journal.ts';
import { readText } from './kept-files.ts';
import { moveBeside } from './move-beside.ts';
import { changedSince, settleFiles } from './settle-files.ts';

/** What taking a discovery back came to, or would come to. */
export type UndoneDiscovery =
  | {
      readonly kind: 'undone';
      readonly branch: string;
      readonly backup: Backup;
      readonly files: readonly string[];
    }
  /** A discovery was interrupted before it had changed anything. */
  | { readonly kind: 'nothing-happened'; readonly branch: string }
  | { readonly kind: 'refused'; readonly refusals: readonly WhyNot[] };

/**
 * Takes the last discovery on the branch that is checked out back: branch, index and work tree are as they were, and the
 * backup is gone. One that was interrupted is taken back from wherever it came to. Refused, with nothing changed, where
 * anything that came afterwards would be lost.
 *
 * @param mode `looked-at` changes nothing and says what would be done
 */
export async function undoDiscovery(
  place: RepositoryPlace,
  mode: 'done' | 'looked-at',
): Promise<UndoneDiscovery> {
  try {
    const { top, gitDir } = place;
    const at = await findCommitPlace(top, gitDir);
    if ('reason' in at) return refused(at);
    const journal = readJournal(gitDir);
    if (journal?.isAlive === true)
      return refused({
        reason: 'a discovery is under way here',
        help: 'Run it again when that has ended.',
      });
    if (journal !== undefined) return await undoInterrupted(place, { journal, at, mode });
    const backup = (await readBackups(top, at.branch)).at(-1);
    if (backup === undefined)
      return refused({
        reason: `there is no discovery on ${at.branch} to take back`,
        help: 'git for-each-ref refs/mikado lists the backups of all branches.',
      });
    return await undoWhole(place, { backup, at, mode });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return refused({ reason: `git says: ${error.message}`, help: 'Run it again once that is mended.' });
  }
}

/** What an undo starts from. */
interface At {
  readonly at: { readonly branch: string; readonly head: string };
  readonly mode: 'done' | 'looked-at';
}

async function undoWhole(
  place: RepositoryPlace,
  { backup, at, mode }: At & { readonly backup: Backup },
): Promise<UndoneDiscovery> {
  const { top, gitDir } = place;
  const { branch, head } = at;
  if (head !== backup.after) return refused(await cameAfter(top, backup, head));
  if (mode === 'done') await refreshIndex(top);
  const { kept, paths, files } = await filesOf(top, backup);
  const blocking = await workInTheWay(top, backup.after, { moved: paths, work: await readWorkFiles(top) });
  if (blocking.length > 0)
    return refused(
      ...blocking.map((each) => ({
        reason: `${each.path} ${each.why}`,
        help: 'Set it aside: git stash push --include-untracked',
      })),
    );
  const undone = { kind: 'undone', branch, backup, files } as const;
  if (mode === 'looked-at') return undone;
  const { number, before, after } = backup;
  const busy = await openJournal(place, { branch, backup: number, before, after });
  if (busy !== undefined) return refused(busy);
  const move = { branch, from: after, to: before };
  if (!(await moveBranch(top, move, 'mikado discover: undo'))) {
    closeJournal(gitDir);
    return refused({ reason: 'somebody moved the branch meanwhile', help: 'Run it again.' });
  }
  try {
    await moveBeside(place, move, kept);
  } catch (error) {
    const back = { branch, from: before, to: after };
    if (error instanceof GitFailure && (await moveBranch(top, back, 'mikado discover: not undone')))
      closeJournal(gitDir);
    throw error;
  }
  await editApart(place, kept, 'before');
  await dropBackup(top, backup);
  closeJournal(gitDir);
  return undone;
}

async function undoInterrupted(
  place: RepositoryPlace,
  { journal, at, mode }: At & { readonly journal: FoundJournal },
): Promise<UndoneDiscovery> {
  const { top, gitDir } = place;
  const { branch, before, after } = journal;
  if (at.branch !== branch)
    return refused({
      reason: `the discovery on ${branch} was interrupted`,
      help: `git switch ${shellWord(branch)}`,
    });
  const backup = (await readBackups(top, branch)).find(({ number }) => number === journal.backup);
  if (at.head !== before && at.head !== after)
    return refused(await cameAfter(top, { before, after, ref: before }, at.head));
  if (backup === undefined) {
    // Without its backup nothing was begun, or everything was taken back.
    if (mode === 'done') {
      await sweepRecords(top, branch);
      closeJournal(gitDir);
    }
    return { kind: 'nothing-happened', branch };
  }
  const { kept, paths, files } = await filesOf(top, backup);
  const unsettled = { paths, to: before, from: after };
  const changed = await changedSince(top, unsettled);
  if (changed.length > 0)
    return refused(
      ...changed.map((name) => ({
        reason: `${name} was changed since`,
        help: 'Copy it to another place, git restore it, and run this again.',
      })),
    );
  const undone = { kind: 'undone', branch, backup, files } as const;
  if (mode === 'looked-at') return undone;
  await settleFiles(top, unsettled);
  await editApart(place, kept, 'before');
  const move = { branch, from: after, to: before };
  if (at.head === after && !(await moveBranch(top, move, 'mikado discover: undo')))
    return refused({ reason: 'somebody moved the branch meanwhile', help: 'Run it again.' });
  await dropBackup(top, backup);
  closeJournal(gitDir);
  return undone;
}

/**
 * The files that going back is about: those whose work of before can be put back, and those that go as any other, since
 * that work was set aside or thrown away meanwhile.
 */
async function filesOf(top: string, backup: Backup) {
  const all = await readKept(top, backup);
  const staged = await entriesInIndex(
    top,
    all.map((each) => each.path),
  );
  const kept = all.filter(({ path: name, index, disk }) => {
    const [text, oid] = [readText(path.join(top, name)), staged.get(name)?.oid];
    const isText = text === disk.before || text === disk.after;
    return isText && (oid === index.before?.oid || oid === index.after?.oid);
  });
  const files = await pathsBetween(top, [backup.after, backup.before]);
  const paths = files.filter((name) => !kept.some((each) => each.path === name));
  return { kept, paths, files };
}

async function cameAfter(
  top: string,
  { before, after, ref }: Pick<Backup, 'before' | 'after' | 'ref'>,
  head: string,
): Promise<WhyNot> {
  const isAfter = (await runGit(top, ['merge-base', '--is-ancestor', after, head])) !== undefined;
  const range = `${shortId(after)}..HEAD`;
  if (!isAfter)
    return {
      reason: 'the branch is not what the discovery left any more',
      help: `git log ${shellWord(ref)} shows what it was; git reset --keep ${shortId(before)} goes there by hand.`,
    };
  const count = Number(await runGit(top, ['rev-list', '--count', range.replace('HEAD', head)]));
  return {
    reason: `${counted(count, 'commit')} came after it and would be lost`,
    help: `See them: git log ${range}; to keep them on the old branch: git rebase --onto ${shellWord(ref)} ${shortId(after)}`,
  };
}

function refused(...refusals: readonly WhyNot[]): UndoneDiscovery {
  return { kind: 'refused', refusals };
}
