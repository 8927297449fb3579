import { runGit, runGitBytes } from './git.ts';

/** A commit that is there already, for whoever may want to take it back. */
export interface MadeCommit {
  /** Its full id. */
  readonly commit: string;
  /** Every file that it changed, relative to the top. */
  readonly paths: readonly string[];
  /** True where a branch of a remote has it, as far as is known here. */
  readonly isPushed: boolean;
  /** True where it is the last one of HEAD and another one stands before it. */
  readonly isLast: boolean;
}

/**
 * Finds the commit that brought a text of a file into the history of HEAD; undefined where HEAD has another text of it, or
 * there is no git.
 *
 * @param file its path relative to the top
 * @returns the full id
 */
export async function commitThatWrote(top: string, file: string, text: string): Promise<string | undefined> {
  const hashed = await runGitBytes(top, ['hash-object', `--path=${file}`, '--stdin'], text);
  if (hashed.kind === 'no-git' || hashed.code !== 0) return undefined;
  const committed = await lineOf(top, ['rev-parse', '--verify', '--quiet', `HEAD:${file}`]);
  if (committed === undefined || committed !== hashed.stdout.toString('latin1').trim()) return undefined;
  return lineOf(top, ['log', '-1', '--format=%H', 'HEAD', '--', file]);
}

/** What there is to know of a commit before it is taken back. */
export async function aboutCommit(top: string, commit: string): Promise<MadeCommit> {
  const [last, parent, remotes, changed] = await Promise.all([
    lineOf(top, ['rev-parse', 'HEAD']),
    lineOf(top, ['rev-parse', '--verify', '--quiet', 'HEAD~1']),
    lineOf(top, ['branch', '--remotes', '--contains', commit]),
    runGit(top, ['diff-tree', '--no-commit-id', '--name-only', '-r', '-z', commit]),
  ]);
  return {
    commit,
    paths: (changed ?? '').split('\0').filter((each) => each !== ''),
    isPushed: remotes !== undefined,
    isLast: last === commit && parent !== undefined,
  };
}

async function lineOf(top: string, args: readonly string[]): Promise<string | undefined> {
  const answer = (await runGit(top, args))?.trim();
  return answer === '' ? undefined : answer;
}
