import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WhyNot } from '../why-not.ts';
import { runGit } from './git.ts';

/** A branch that a commit can be added to. */
export interface CommitPlace {
  /** The branch's name without `refs/heads/`. */
  readonly branch: string;
  /** The work tree's own git folder. */
  readonly gitDir: string;
  /** The full id of its last commit. */
  readonly head: string;
}

/** What git leaves in its folder while something is under way that ends in commits of its own. */
const UNDER_WAY: readonly (UnderWay & { readonly name: string })[] = [
  // Picks of a rebase look like a cherry-pick, too.
  { name: 'rebase-merge', what: 'a rebase', end: 'git rebase --continue' },
  { name: 'rebase-apply', what: 'a rebase', end: 'git rebase --continue' },
  { name: 'MERGE_HEAD', what: 'a merge', end: 'git merge --continue' },
  { name: 'CHERRY_PICK_HEAD', what: 'a cherry-pick', end: 'git cherry-pick --continue' },
  { name: 'REVERT_HEAD', what: 'a revert', end: 'git revert --continue' },
];

/** Something that ends in commits of its own. */
export interface UnderWay {
  /** Such as `a rebase`. */
  readonly what: string;
  /** The command that goes on with it. */
  readonly end: string;
}

/** What is under way in a work tree, read without running git; undefined where nothing is. */
export function findUnderWay(gitDir: string): UnderWay | undefined {
  return UNDER_WAY.find(({ name }) => existsSync(path.join(gitDir, name)));
}

/**
 * Finds the branch that a commit made now would be added to, or says why none should be made: no repository, no branch, no
 * commit yet, something under way, or an index that somebody else holds.
 *
 * @param gitDir the work tree's own git folder
 */
export async function findCommitPlace(
  top: string,
  gitDir: string | undefined,
): Promise<CommitPlace | WhyNot> {
  if (gitDir === undefined)
    return { reason: 'there is no git repository here', help: 'git init makes one; or leave --commit out.' };
  const found = findUnderWay(gitDir);
  if (found !== undefined)
    return {
      reason: `${found.what} is under way, and this commit is none of its own`,
      help: `End it: ${found.end}`,
    };
  if (existsSync(path.join(gitDir, 'index.lock')))
    return {
      reason: 'another git process holds the index (index.lock)',
      help: 'Run it again when that has ended; a git that was killed leaves the file behind, to be removed by hand.',
    };
  const branch = (await runGit(top, ['symbolic-ref', '--quiet', '--short', 'HEAD']))?.trim();
  if (branch === undefined)
    return { reason: 'HEAD is detached: a commit would be on no branch', help: 'git switch BRANCH' };
  const head = (await runGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))?.trim();
  if (head === undefined)
    return { reason: `${branch} has no commit yet`, help: 'Make the first commit with git.' };
  const unmerged = await runGit(top, ['ls-files', '--unmerged', '-z']);
  if (unmerged !== '') return { reason: 'the index holds conflicts', help: 'git status lists them.' };
  return { branch, gitDir, head };
}
