import { runGit } from './git.ts';

/** Work that no commit of a branch holds yet, and commits that no remote holds. */
export interface WorkLeft {
  /** Files by how they differ from the last commit; one that is staged and changed again counts in both. */
  readonly staged: number;
  readonly unstaged: number;
  readonly untracked: number;
  /** Commits that the branch has and its upstream has not; null where it was never pushed. */
  readonly unpushed: number | null;
  /** Commits that its upstream had when it was last fetched, and the branch has not; null where it was never pushed. */
  readonly unpulled: number | null;
  /** What was stashed on this branch, newest first. */
  readonly stashes: readonly { readonly name: string; readonly subject: string }[];
}

/** Reads what is left to commit, to push and to take out of the stash, with two processes; undefined outside git. */
export async function readWorkLeft(top: string, branch: string | undefined): Promise<WorkLeft | undefined> {
  const [status, stashed] = await Promise.all([
    runGit(top, ['status', '--porcelain=v2', '--branch', '-z']),
    runGit(top, ['stash', 'list', '--format=%gd%x09%gs']),
  ]);
  if (status === undefined) return undefined;
  const lines = status.split('\0');
  const count = (form: RegExp) => lines.filter((line) => form.test(line)).length;
  const [, ahead, behind] = /^# branch\.ab \+(\d+) -(\d+)$/m.exec(lines.join('\n')) ?? [];
  return {
    staged: count(/^[12u] [^.]/),
    unstaged: count(/^[12u] .[^.]/),
    untracked: count(/^\? /),
    unpushed: ahead === undefined ? null : Number(ahead),
    unpulled: behind === undefined ? null : Number(behind),
    stashes: (stashed ?? '').split('\n').flatMap((line) => {
      const [name = '', subject = ''] = line.split('\t');
      const on = branch === undefined ? '(no branch)' : branch;
      return subject.startsWith(`WIP on ${on}:`) || subject.startsWith(`On ${on}:`)
        ? [{ name, subject }]
        : [];
    }),
  };
}

/** Whether the upstream of the branch that is checked out has nothing that one of these commits has not behind it. */
export async function isUpstreamWithin(top: string, commits: readonly string[]): Promise<boolean> {
  for (const commit of commits) {
    const run = await runGit(top, ['merge-base', '--is-ancestor', '@{upstream}', commit]);
    if (run !== undefined) return true;
  }
  return false;
}
