import { UsageError } from '../usage-error.ts';
import { runGit, runGitBytes } from './git.ts';
import { PLAIN_NAME, remotesOf } from './remotes.ts';

const OBJECT_NAME = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const SHORT_OBJECT_NAME = /^[0-9a-f]{4,}$/;
const REMOTE_REF = /^(?:refs\/)?remotes\//;

/**
 * Finds the commit that a name stands for, as git does, and then as a branch of a remote, `origin` before others: a clone
 * made by a CI often has no branches of its own.
 *
 * @returns the full commit id
 * @throws UsageError when git is missing, here is no repository, or the commit is not here, with what to fetch
 */
export async function findCommit(top: string, name: string): Promise<string> {
  const asked = await verify(top, name);
  if (asked !== undefined) return asked;
  const remotes = await remotesOf(top);
  for (const remote of remotes) {
    const found = await verify(top, `refs/remotes/${remote}/${name}`);
    if (found !== undefined) return found;
  }
  await refuseWithoutRepository(top);
  if (name === 'HEAD') await refuseUnborn(top);
  throw new UsageError(`There is no commit ${name} here.`, await howToFetch(top, name, remotes));
}

/**
 * Finds the commit at which two histories parted, as `git diff A...B` does.
 *
 * @param name what the user calls the first commit
 * @returns the full commit id
 * @throws UsageError when they have nothing in common here, with what to fetch
 */
export async function mergeBase(
  top: string,
  [one, other]: readonly [string, string],
  name: string,
): Promise<string> {
  const found = (await runGit(top, ['merge-base', one, other]))?.trim();
  if (found !== undefined && found !== '') return found;
  const shallow = await isShallow(top);
  throw new UsageError(
    shallow
      ? `The history that ${name} and this branch share is not here: this clone is shallow.`
      : `${name} and this branch have no commit in common.`,
    shallow
      ? await howToFetch(top, name, await remotesOf(top))
      : 'Name the branch that this one started from.',
  );
}

async function verify(top: string, name: string): Promise<string | undefined> {
  // No name holds a NUL, and no argument can.
  if (name === '' || name.includes('\0')) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  return (await runGit(top, args))?.trim();
}

async function refuseWithoutRepository(top: string): Promise<void> {
  const run = await runGitBytes(top, ['rev-parse', '--is-inside-work-tree']);
  if (run.kind === 'no-git')
    throw new UsageError('git is not installed.', 'Install it, or leave the commit out.');
  if (run.code === 0 && run.stdout.toString('utf8').trim() === 'true') return;
  const why = run.stderr.split('\n', 1)[0]?.replace(/^fatal: /, '') || 'this is no work tree';
  throw new UsageError(`git finds no repository here: ${why}.`, 'Go to a clone of the repository.');
}

async function refuseUnborn(top: string): Promise<void> {
  const branch = (await runGit(top, ['symbolic-ref', '--quiet', '--short', 'HEAD']))?.trim();
  if (branch !== undefined)
    throw new UsageError(`The branch ${branch} has no commit yet.`, 'Make the first one with git.');
}

async function isShallow(top: string): Promise<boolean> {
  return (await runGit(top, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
}

/** The command that brings a commit and its history here, as far as its name tells what it is. */
async function howToFetch(top: string, name: string, remotes: readonly string[]): Promise<string> {
  const plain = name.replace(REMOTE_REF, '');
  const remote = remotes.find((each) => plain.startsWith(`${each}/`)) ?? remotes[0];
  if (remote === undefined) return 'Name a branch, a tag or a commit of this repository: git branch --all';
  const fetch = ['git fetch', ...((await isShallow(top)) ? ['--unshallow'] : []), remote].join(' ');
  if (OBJECT_NAME.test(name)) return `Fetch it: ${fetch} ${name}`;
  const branch = plain.startsWith(`${remote}/`)
    ? plain.slice(remote.length + 1)
    : plain.replace(/^refs\/heads\//, '');
  const isBranch = PLAIN_NAME.test(branch) && branch !== 'HEAD' && !SHORT_OBJECT_NAME.test(branch);
  return `Fetch it: ${fetch}${isBranch ? ` +refs/heads/${branch}:refs/remotes/${remote}/${branch}` : ''}`;
}
