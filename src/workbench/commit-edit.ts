import type { LoggedChange } from '../git/branch-log.ts';
import { findCommitPlace } from '../git/commit-place.ts';
import { GitFailure } from '../git/git-failure.ts';
import { type Place, separateDocs } from '../read/place.ts';
import { shellWord } from '../shell-word.ts';
import type { WhyNot } from '../why-not.ts';
import { type CommitOutcome, carryOutCommit } from './carry-out-commit.ts';
import { type CommitEdit, type EditedVersions, editVersions } from './edited-versions.ts';

/** What is to be committed. */
export interface CommitRequest {
  readonly place: Place;
  /** The first line of its message. */
  readonly subject: (branch: string) => string;
  readonly edits: readonly CommitEdit[];
  /** Files that belong to the edits and are committed as they lie on the disk then, where git does not ignore them. */
  readonly whole: readonly string[];
  /** Files that the edits speak of, and that have to be in the last commit. */
  readonly known?: readonly string[];
}

/** A commit that can be made once the edit is on the disk. */
export interface PreparedCommit {
  readonly branch: string;
  readonly subject: string;
  /** What it does to each file that it edits. */
  readonly changes: readonly LoggedChange[];
  /** Makes it; the edits stay on the disk when git or a hook refuses. */
  commit(): Promise<CommitOutcome>;
}

/**
 * Works out a commit that holds nothing but these edits, and writes nothing yet but objects: whatever else is changed or
 * staged, in the same files too, stays as it is.
 *
 * @returns why no such commit can be made, found before anything is edited
 */
export async function prepareCommit(request: CommitRequest): Promise<PreparedCommit | WhyNot> {
  const { place, edits, known = [], whole } = request;
  const { top } = place;
  const at = await findCommitPlace(top, place.gitDir);
  if ('reason' in at) return at;
  const separate = separateDocs(place);
  if (separate !== undefined)
    return {
      reason: `${separate} is a repository of its own, and this one does not hold its files`,
      help: `Go there: cd ${shellWord(separate)}`,
    };
  try {
    const versions = await editVersions(top, at.head, { edits, known });
    if ('reason' in versions) return versions;
    const subject = request.subject(at.branch);
    const commit = () => carryOutCommit({ place, at, versions, whole, subject });
    return { branch: at.branch, subject, changes: changesOf(versions), commit };
  } catch (error) {
    if (error instanceof GitFailure)
      return { reason: `git says: ${error.message}`, help: 'Nothing was changed.' };
    throw error;
  }
}

function changesOf({ head, before }: EditedVersions): readonly LoggedChange[] {
  return [...head].map(([name, { oid }]) => ({
    path: name,
    from: undefined,
    before: before.get(name)?.oid,
    after: oid,
    sides: [],
  }));
}
