import { isUtf8 } from 'node:buffer';
import { UsageError } from '../usage-error.ts';
import { howToComplete } from './find-commit.ts';
import { runGit, runGitBytes } from './git.ts';

/** A commit that changed some of the files asked about. */
export interface HistoryCommit {
  /** The full commit id. */
  readonly commit: string;
  /** When its author wrote it, in milliseconds since 1970; what a rebase leaves as it was. */
  readonly authored: number;
  /** Who wrote it, by the repository's mailmap. */
  readonly author: string;
  /** The first line of its message. */
  readonly subject: string;
  readonly changes: readonly FileChange[];
}

/** What a commit did to one path, seen from its first parent. */
export interface FileChange {
  readonly path: string;
  /** The object that holds the file now; undefined where no regular file is left. */
  readonly oid: string | undefined;
  /** The path that the file had before, where git takes it for the same one. */
  readonly from: string | undefined;
}

/** Where a history ends, and whether it begins here. */
export interface HistoryHead {
  /** The full id of the commit that HEAD is. */
  readonly commit: string;
  /** False in a shallow clone: what the oldest commit holds may be older than that. */
  readonly complete: boolean;
}

/** The repository's configuration may neither hide the first commit nor run a program that looks at signatures. */
const SETTINGS = ['log.showRoot=true', 'log.showSignature=false', 'log.diffMerges=first-parent'];
const FORMAT = '--format=%x01%H%x00%at%x00%aN%x00%s%x00';
const ENTRY = /^\n?:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/;

/** Finds the end of the history; undefined outside a repository and before the first commit. */
export async function readHistoryHead(top: string): Promise<HistoryHead | undefined> {
  const head = await runGit(top, ['rev-parse', '--is-shallow-repository', 'HEAD^{commit}']);
  const [shallow, commit] = head?.trim().split('\n') ?? [];
  return commit === undefined ? undefined : { commit, complete: shallow !== 'true' };
}

/**
 * Reads what every commit on the way from the first one to another changed, oldest first, with one process and without a
 * file's content. Of a merge only what it brought is seen: the commits of the branch that was merged are passed over.
 *
 * @param patterns which files, as git's pathspecs
 * @param after a commit on that way, behind which nothing is told; from the first one unless given
 * @throws UsageError when a partial clone lacks what git needs, with what to fetch
 */
export async function readFileHistory(
  top: string,
  commit: string,
  { patterns, after }: { readonly patterns: readonly string[]; readonly after?: string | undefined },
): Promise<readonly HistoryCommit[]> {
  const options = ['--first-parent', '-m', '--reverse', '--raw', '-z', '-M', '--no-abbrev', '--no-color'];
  const range = after === undefined ? [commit] : [commit, `^${after}`];
  const args = [...SETTINGS.flatMap((setting) => ['-c', setting]), 'log', ...options, FORMAT, ...range];
  const run = await runGitBytes(top, [...args, '--', ...patterns]);
  if (run.kind === 'no-git' || run.code !== 0) throw await incomplete(top);
  return commitsOf(run.stdout);
}

/** The commits on the first-parent way to a commit, itself included. */
export async function firstParentsOf(top: string, commit: string): Promise<ReadonlySet<string>> {
  return linesOf(await runGit(top, ['rev-list', '--first-parent', commit]));
}

/** The commits on the first-parent way from HEAD that another commit does not have behind it. */
export async function commitsSince(top: string, commit: string): Promise<ReadonlySet<string>> {
  return linesOf(await runGit(top, ['rev-list', '--first-parent', 'HEAD', `^${commit}`]));
}

function linesOf(output: string | undefined): ReadonlySet<string> {
  return new Set((output ?? '').split('\n').filter((line) => line !== ''));
}

function commitsOf(output: Buffer): readonly HistoryCommit[] {
  // Paths may hold anything but NUL, and need not be UTF-8: a character a byte until they are told apart.
  const words = output.toString('latin1').split('\0');
  const commits: (HistoryCommit & { readonly changes: FileChange[] })[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    at += 1;
    const entry = ENTRY.exec(word);
    if (entry !== null) {
      const renamed = entry[3] === 'R' || entry[3] === 'C';
      const paths = words.slice(at, at + (renamed ? 2 : 1));
      at += paths.length;
      commits.at(-1)?.changes.push(...changesOf(entry, paths));
    } else if (word.startsWith('\x01')) {
      const [seconds = '', author = '', subject = ''] = words.slice(at, at + 3);
      at += 3;
      commits.push({
        commit: word.slice(1),
        authored: Number(seconds) * 1000,
        author: decoded(author),
        subject: decoded(subject),
        changes: [],
      });
    }
  }
  return commits;
}

function changesOf([, mode = '', oid = '', letter]: RegExpExecArray, paths: readonly string[]): FileChange[] {
  const regular = mode.startsWith('100') ? oid : undefined;
  const names = paths.map(nameOf);
  const from = letter === 'R' && paths.length > 1 ? names[0] : undefined;
  const path = names.at(-1);
  const gone = from === undefined ? [] : [{ path: from, oid: undefined, from: undefined }];
  return path === undefined ? gone : [...gone, { path, oid: regular, from }];
}

/** A path, or undefined where it is not UTF-8. */
function nameOf(word: string): string | undefined {
  const bytes = Buffer.from(word, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function decoded(word: string): string {
  return Buffer.from(word, 'latin1').toString('utf8');
}

async function incomplete(top: string): Promise<UsageError> {
  return new UsageError('The history is not all here: this clone is partial.', await howToComplete(top));
}
