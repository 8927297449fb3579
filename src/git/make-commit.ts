import { runGit, runGitBytes, runUsersGit } from './git.ts';
import { outputOf } from './git-failure.ts';
import { wordsOf } from './raw-words.ts';

/** Who wrote a commit, and when: `date` as git keeps it, in seconds since 1970 and an offset. */
interface Author {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** What a commit is made of besides its tree. */
export interface CommitParts {
  /** Full ids, the first parent first. */
  readonly parents: readonly string[];
  /** The user himself, now, unless given. */
  readonly author?: Author;
  readonly message: Uint8Array | string;
}

/** Reads what is to be kept of commits when they are made anew, by their full ids, with one process. */
export async function readCommitParts(
  top: string,
  commits: readonly string[],
): Promise<ReadonlyMap<string, CommitParts>> {
  const parts = new Map<string, CommitParts>();
  if (commits.length === 0) return parts;
  const format = '--format=%x00%H%x00%P%x00%an%x00%ae%x00%ad%x00%B%x00';
  const how = ['--no-walk=unsorted', '--encoding=UTF-8', '--date=raw', format];
  const run = runGitBytes(top, ['-c', 'log.showSignature=false', 'log', ...how, ...commits, '--']);
  const words = wordsOf(await outputOf(run));
  for (let at = 1; at + 5 < words.length; at += 7) {
    const [id = '', parents = '', ...rest] = words.slice(at, at + 6);
    const [name = '', email = '', date = '', message = ''] = rest.map((word) => Buffer.from(word, 'latin1'));
    parts.set(id, {
      parents: parents.split(' '),
      author: { name: name.toString(), email: email.toString(), date: date.toString() },
      message,
    });
  }
  return parts;
}

/** Whether the user has his commits signed. */
export async function signsCommits(top: string): Promise<boolean> {
  return (await runGit(top, ['config', '--type=bool', '--get', 'commit.gpgsign']))?.trim() === 'true';
}

/**
 * Makes a commit that no branch has yet.
 *
 * @param how `as-is` for one that is only looked at, `signed` with the user's signature
 * @returns its full id
 * @throws GitFailure when the user has no name or no key for it
 */
export async function makeCommit(
  top: string,
  tree: string,
  { parents, author, message, how }: CommitParts & { readonly how: 'as-is' | 'signed' },
): Promise<string> {
  const env: Record<string, string> =
    author === undefined
      ? {}
      : {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_AUTHOR_DATE: `@${author.date}`,
        };
  const args = ['-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', tree, '-F', '-'];
  for (const parent of parents) args.push('-p', parent);
  if (how === 'signed') args.push('-S');
  const made = await outputOf(runUsersGit(top, args, { input: message, env }));
  return made.toString('latin1').trim();
}
