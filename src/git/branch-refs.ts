import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runGit } from './git.ts';

/** The branches of a repository and of its remotes. */
export interface BranchRefs {
  /** Full commit ids by the full name of the ref. */
  readonly commits: ReadonlyMap<string, string>;
  /** The names of the remotes that have branches here, `origin` first. */
  readonly remotes: readonly string[];
  /** The branch that the first remote takes for its main one, such as `main`. */
  readonly remoteHead: string | undefined;
  readonly isShallow: boolean;
}

/** Reads the branches, with two processes; undefined outside a repository. */
export async function readBranchRefs(top: string): Promise<BranchRefs | undefined> {
  const format = '--format=%(objectname) %(refname) %(symref)';
  const [listed, shallow] = await Promise.all([
    runGit(top, ['for-each-ref', format, 'refs/heads', 'refs/remotes']),
    runGit(top, ['rev-parse', '--is-shallow-repository']),
  ]);
  if (listed === undefined) return undefined;
  const rows = listed.split('\n').flatMap((line) => {
    const [oid = '', name = '', symref = ''] = line.split(' ');
    return name === '' ? [] : [{ oid, name, symref }];
  });
  const remotes = new Set(
    rows.flatMap(({ name }) => /^refs\/remotes\/([^/]+)\//.exec(name)?.[1] ?? []).sort(byOrigin),
  );
  const [remote = 'origin'] = remotes;
  const head = rows.find(({ name }) => name === `refs/remotes/${remote}/HEAD`)?.symref;
  return {
    commits: new Map(rows.map(({ name, oid }) => [name, oid])),
    remotes: [...remotes],
    remoteHead: head?.slice(`refs/remotes/${remote}/`.length) || undefined,
    isShallow: shallow?.trim() === 'true',
  };
}

/** The full names of branches, here and of the remotes, that HEAD has all commits of; one process. */
export async function readMergedRefs(top: string): Promise<ReadonlySet<string>> {
  const args = ['for-each-ref', '--merged=HEAD', '--format=%(refname)', 'refs/heads', 'refs/remotes'];
  // Before the first commit there is no HEAD that anything could be merged into.
  const listed = (await runGit(top, args)) ?? '';
  return new Set(listed.split('\n').filter((name) => name !== ''));
}

function byOrigin(a: string, b: string): number {
  return Number(b === 'origin') - Number(a === 'origin') || (a < b ? -1 : 1);
}

/**
 * The branch that is checked out, or that is being rebased, read without running git.
 *
 * @param gitDir the git folder of the work tree
 * @returns undefined on a detached HEAD
 */
export function currentBranch(gitDir: string): string | undefined {
  const names = ['HEAD', 'rebase-merge/head-name', 'rebase-apply/head-name'];
  for (const name of names) {
    const file = path.join(gitDir, name);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const found = /^(?:ref: )?refs\/heads\/(.+)$/m.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
