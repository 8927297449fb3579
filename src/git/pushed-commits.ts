import { runGit } from './git.ts';

/** Commits of a branch that a remote has. */
export interface PushedCommits {
  readonly remote: string;
  /** The remote's branch as git shows it, such as `origin/topic`. */
  readonly name: string;
  readonly count: number;
}

/**
 * Counts the commits after one commit that a remote has too, by what was last fetched or pushed: at the branch's
 * upstream, else at a remote's branch of its name. Undefined where there are none.
 */
export async function readPushedCommits(
  top: string,
  branch: string,
  { after, head }: { readonly after: string; readonly head: string },
): Promise<PushedCommits | undefined> {
  const found = await remoteBranch(top, branch);
  if (found === undefined) return undefined;
  const count = async (...without: readonly string[]) =>
    Number(await runGit(top, ['rev-list', '--count', head, '--not', after, ...without]));
  const pushed = (await count()) - (await count(found.ref));
  if (!(pushed > 0)) return undefined;
  return { remote: found.remote, name: found.ref.replace(/^refs\/remotes\//, ''), count: pushed };
}

async function remoteBranch(
  top: string,
  branch: string,
): Promise<{ readonly ref: string; readonly remote: string } | undefined> {
  const format = '--format=%(upstream) %(upstream:remotename)';
  const [upstream = '', remote = ''] =
    (await runGit(top, ['for-each-ref', format, `refs/heads/${branch}`]))?.trim().split(' ') ?? [];
  if (upstream.startsWith('refs/remotes/') && remote !== '') return { ref: upstream, remote };
  const listed = await runGit(top, ['for-each-ref', '--format=%(refname)', 'refs/remotes']);
  for (const ref of listed?.split('\n') ?? []) {
    const name = ref.slice('refs/remotes/'.length);
    if (name.endsWith(`/${branch}`)) return { ref, remote: name.slice(0, -branch.length - 1) };
  }
  return undefined;
}
