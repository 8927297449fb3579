import { runGit, runGitBytes, runUsersGit } from './git.ts';
import { GitFailure, outputOf, reasonOf } from './git-failure.ts';

/** A branch that goes from one commit to another: full ids. */
export interface BranchMove {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Lets a branch name another commit, unless it is not where it is expected; index and work tree stay as they are.
 *
 * @param why what the reflog says
 * @returns whether it was moved: not when somebody else moved it before
 */
export async function moveBranch(
  top: string,
  { branch, from, to }: BranchMove,
  why: string,
): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const run = await runUsersGit(top, ['update-ref', '-m', why, ref, to, from]);
  if (run.kind === 'ended' && run.code === 0) return true;
  // Whoever ends git by a signal may do so after it was done; otherwise somebody else has made the same commit.
  const isInterrupted = run.kind === 'ended' && run.code === null;
  const now = (await runGit(top, ['rev-parse', '--verify', '--quiet', ref]))?.trim();
  if (now !== from) return isInterrupted && now === to;
  throw new GitFailure(run.kind === 'no-git' ? 'git is not installed' : reasonOf(run.stderr));
}

/**
 * Brings index and work tree from one commit to another, as `git switch` does: what is staged, changed or untracked stays
 * where the two commits agree, and git refuses before it touches anything where they do not.
 *
 * @throws GitFailure with git's words when it refused
 */
export async function moveWorkTree(
  top: string,
  { from, to }: Pick<BranchMove, 'from' | 'to'>,
): Promise<void> {
  await outputOf(runUsersGit(top, ['read-tree', '-m', '-u', from, to]));
}

/** Lets git look again at files whose time alone changed, so that it does not take them for edited. */
export async function refreshIndex(top: string): Promise<void> {
  // The exit status says that some file is edited, which is no failure.
  await runUsersGit(top, ['update-index', '-q', '--refresh']);
}

/**
 * Writes files as the index has them, over what is there.
 *
 * @throws GitFailure when one could not be written
 */
export async function checkOutFiles(top: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const input = paths.map((name) => `${name}\0`).join('');
  await outputOf(runUsersGit(top, ['checkout-index', '--force', '--index', '-z', '--stdin'], { input }));
}

/** A ref with what it names: a full id. */
export interface NamedCommit {
  readonly ref: string;
  readonly commit: string;
}

/** Creates refs, all or none. Throws a `GitFailure` when one is there already. */
export async function createRefs(top: string, refs: readonly NamedCommit[]): Promise<void> {
  const input = refs.map(({ ref, commit }) => `create ${ref} ${commit}\n`).join('');
  await outputOf(runUsersGit(top, ['update-ref', '--stdin'], { input }));
}

/** Deletes refs that name these commits, all or none; what is gone already is no failure. */
export async function deleteRefs(top: string, refs: readonly NamedCommit[]): Promise<void> {
  if (refs.length === 0) return;
  const input = refs.map(({ ref, commit }) => `delete ${ref} ${commit}\n`).join('');
  await runUsersGit(top, ['update-ref', '--stdin'], { input });
}

/** The refs below a folder of refs, with the message of the commit that each names, by one process. */
export async function readRefs(
  top: string,
  folders: readonly string[],
): Promise<readonly (NamedCommit & { readonly message: string })[]> {
  const format = '--format=%(refname)%00%(objectname)%00%(contents)%00';
  const words = (await outputOf(runGitBytes(top, ['for-each-ref', format, ...folders])))
    .toString('utf8')
    .split('\0');
  const refs: (NamedCommit & { message: string })[] = [];
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [ref = '', commit = '', message = ''] = words.slice(at, at + 3);
    refs.push({ ref: ref.trimStart(), commit, message });
  }
  return refs;
}
