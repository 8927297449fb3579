import path from 'node:path';
import { TEMP_SUFFIX } from '../edit/lock-file.ts';
import { newMark } from '../edit/owner-mark.ts';
import { GitFailure } from '../git/git-failure.ts';
import { entriesAt, pathsBetween, removeScratchIndex, treeWith } from '../git/index-file.ts';
import { type BranchMove, moveWorkTree } from '../git/move-branch.ts';
import { type Place, workFolder } from '../read/place.ts';
import type { KeptFile } from './kept-files.ts';
import { settleFiles } from './settle-files.ts';

/**
 * Brings index and work tree from one commit to another and leaves the files alone that are edited apart, as if both
 * commits had the same of them. What git had begun when it failed is taken back.
 *
 * @throws GitFailure when uncommitted work is in the way, or git was interrupted
 */
export async function moveBeside(
  place: Place,
  { from, to }: Pick<BranchMove, 'from' | 'to'>,
  kept: readonly KeptFile[],
): Promise<void> {
  const { top } = place;
  const apart = kept.map((each) => each.path);
  try {
    await moveWorkTree(top, { from, to: await treeBeside(place, { from, to }, apart) });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const paths = (await pathsBetween(top, [from, to])).filter((name) => !apart.includes(name));
    await settleFiles(top, { paths, to: from, from: to });
    throw error;
  }
}

/** What to go to: the commit, or its tree with some files as they are in the commit that is left. */
async function treeBeside(
  place: Place,
  { from, to }: Pick<BranchMove, 'from' | 'to'>,
  apart: readonly string[],
): Promise<string> {
  if (apart.length === 0) return to;
  const same = await entriesAt(place.top, from, apart);
  const entries = new Map(apart.map((name) => [name, same.get(name)]));
  const scratch = path.join(workFolder(place), newMark() + TEMP_SUFFIX);
  try {
    return await treeWith(place.top, scratch, { commit: to, entries });
  } finally {
    removeScratchIndex(scratch);
  }
}
