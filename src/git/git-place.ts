import { runGit } from './git.ts';

/** Where a repository stands. */
export interface GitPlace {
  /** The branch's name, or undefined on a detached HEAD. */
  readonly branch: string | undefined;
  /** The full commit id, or undefined before the first commit. */
  readonly commit: string | undefined;
  /** Whether a tracked file differs from the commit. */
  readonly dirty: boolean;
  /** Where the branch is pushed to, and how many of its commits are not there yet, as far as is known here. */
  readonly upstream?: { readonly name: string; readonly ahead: number };
}

/** Reads branch, commit and dirty flag with one git process; undefined outside git or where git is missing. */
export async function readGitPlace(top: string): Promise<GitPlace | undefined> {
  const status = await runGit(top, ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=no']);
  if (status === undefined) return undefined;
  const lines = status.split('\0').filter((line) => line !== '');
  const header = (name: string) =>
    lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const commit = header('oid');
  const branch = header('head');
  const upstream = header('upstream');
  const ahead = Number(/^\+(\d+)/.exec(header('ab') ?? '')?.[1] ?? 0);
  return {
    branch: branch === '(detached)' ? undefined : branch,
    commit: commit === '(initial)' ? undefined : commit,
    dirty: lines.some((line) => !line.startsWith('#')),
    ...(upstream !== undefined && { upstream: { name: upstream, ahead } }),
  };
}

/** The name git records for a person here, or the login name, for saying who judged. */
export async function readPerson(top: string): Promise<string> {
  const name = (await runGit(top, ['config', '--get', 'user.name']))?.trim();
  return name || process.env.USER || process.env.LOGNAME || 'unknown';
}
