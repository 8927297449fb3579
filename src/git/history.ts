import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { runGit, runGitBytes } from './git.ts';
import { historyIsPartial } from './partial-clone.ts';
import { decoded } from './raw-words.ts';
import type { VersionReader } from './read-versions.ts';

/**
 * Which commits behind HEAD are looked at: those on the way by first parents, with a merge as one of them, or all of
 * them, with what was merged as it came about.
 */
export type Walk = 'first-parent' | 'full';

/** A commit with what it changed among the files asked about. */
export interface HistoryCommit {
  /** The full commit id. */
  readonly commit: string;
  /** The full ids of its parents that are here. */
  readonly parents: readonly string[];
  /** When its author wrote it, in milliseconds since 1970; what a rebase leaves as it was. */
  readonly authored: number;
  /** Who wrote it, by the repository's mailmap; null where git cannot read that out of the commit. */
  readonly author: string | null;
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

/** The repository's configuration may neither hide the first commit nor run a program that looks at signatures. */
const SETTINGS = ['log.showRoot=true', 'log.showSignature=false', 'log.diffMerges=first-parent'];
const OPTIONS = ['-m', '--sparse', '--reverse', '--raw', '-z', '-M', '--no-abbrev', '--no-color'];
const WALKS = { 'first-parent': ['--first-parent'], full: ['--full-history', '--topo-order'] };
const FORMAT = '--format=%x01%H%x00%P%x00%at%x00%aN%x00%s%x00';
const COMMIT = '\x01';
const FIELDS = 5;
const ENTRY = /^\n?:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/;

/** The full id of the commit that HEAD is; undefined outside a repository and before the first commit. */
export async function readHead(top: string): Promise<string | undefined> {
  return (await runGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))?.trim();
}

/**
 * Reads every commit from the first one to another, parents before their children, with what it changed, with one process
 * and without a file's content; by first parents, those between that changed nothing are left out, and the last one is not.
 * What a merge changed is seen from its first parent.
 *
 * The commits come while git is still at work. They end with a UsageError when a partial clone lacks what git needs, with
 * what to fetch.
 */
export function readFileHistory(
  top: string,
  {
    commit,
    walk,
    patterns,
    after,
    versions,
  }: {
    /** A full commit id, or `HEAD`. */
    readonly commit: string;
    readonly walk: Walk;
    /** Which files, as git's pathspecs. */
    readonly patterns: readonly string[];
    /** A commit whose history is left out; nothing is unless given. */
    readonly after?: string | undefined;
    /** Is asked for what holds the files as soon as git names it, and closed behind the last one. */
    readonly versions: Pick<VersionReader, 'ask' | 'close'>;
  },
): AsyncIterable<HistoryCommit> {
  const commits = new Readable({ objectMode: true, read: () => {} });
  const log = new LogReader(walk, (each) => commits.push(each));
  const range = after === undefined ? [commit] : [commit, `^${after}`];
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const args = [...settings, 'log', ...WALKS[walk], ...OPTIONS, FORMAT, ...range, '--', ...patterns];
  const ended = runGitBytes(top, args, { sink: (chunk) => versions.ask(log.take(chunk)) })
    .finally(() => versions.close())
    .then(async (run) => {
      if (run.kind === 'no-git' || run.code !== 0) throw await historyIsPartial(top);
      log.end();
      commits.push(null);
    });
  ended.catch((error) => commits.destroy(error));
  return commits;
}

/** The commits behind a commit, itself included. */
export async function commitsBehind(top: string, commit: string, walk: Walk): Promise<ReadonlySet<string>> {
  return linesOf(await runGit(top, ['rev-list', ...optionsOf(walk), commit]));
}

/** The commits behind one, itself included, that another does not have behind it. */
export async function commitsSince(
  top: string,
  { head, without }: { readonly head: string; readonly without: string },
  walk: Walk,
): Promise<ReadonlySet<string>> {
  return linesOf(await runGit(top, ['rev-list', ...optionsOf(walk), head, `^${without}`]));
}

/** The commits behind HEAD that have no parent here: in a shallow clone those at which it was cut. */
export async function commitsAtTheEnd(top: string, walk: Walk): Promise<ReadonlySet<string>> {
  return linesOf(await runGit(top, ['rev-list', ...optionsOf(walk), '--max-parents=0', 'HEAD']));
}

function optionsOf(walk: Walk): readonly string[] {
  return walk === 'full' ? [] : ['--first-parent'];
}

function linesOf(output: string | undefined): ReadonlySet<string> {
  return new Set((output ?? '').split('\n').filter((line) => line !== ''));
}

/** Takes what `log` prints as it comes: for each commit its fields, then an entry and a path or two for each file. */
class LogReader {
  readonly #walk: Walk;
  readonly #tell: (commit: HistoryCommit) => void;
  #commit: (HistoryCommit & { readonly changes: FileChange[] }) | undefined;
  #rest = '';
  /** The words of the commit or entry at hand, until it has all of them. */
  #words: string[] = [];
  #wanted = 0;

  /** @param tell hears each commit once it is whole */
  constructor(walk: Walk, tell: (commit: HistoryCommit) => void) {
    this.#walk = walk;
    this.#tell = tell;
  }

  /** Answers the objects that were named. */
  take(chunk: Buffer): readonly string[] {
    // Paths may hold anything but NUL, and need not be UTF-8: a character a byte until they are told apart.
    const words = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = words.pop() ?? '';
    return words.flatMap((word) => this.#takeWord(word));
  }

  end(): void {
    if (this.#commit !== undefined) this.#tell(this.#commit);
  }

  #takeWord(word: string): readonly string[] {
    if (this.#wanted === 0) {
      const letter = ENTRY.exec(word)?.[3];
      if (letter !== undefined) this.#wanted = letter === 'R' || letter === 'C' ? 3 : 2;
      else if (word.startsWith(COMMIT)) this.#wanted = FIELDS;
      else return [];
    }
    this.#words.push(word);
    if (this.#words.length < this.#wanted) return [];
    const words = this.#words;
    this.#words = [];
    this.#wanted = 0;
    return this.#finish(words);
  }

  #finish([first = '', ...others]: readonly string[]): readonly string[] {
    const entry = ENTRY.exec(first);
    if (entry !== null) {
      const changes = changesOf(entry, others);
      this.#commit?.changes.push(...changes);
      return changes.flatMap(({ oid }) => oid ?? []);
    }
    // On a line the commits in between lead nowhere else.
    if (this.#walk === 'full' || this.#commit?.changes.length !== 0) this.end();
    const [parents = '', seconds = '', author = '', subject = ''] = others;
    this.#commit = {
      commit: first.slice(COMMIT.length),
      parents: parents.split(' ').filter((each) => each !== ''),
      authored: Number(seconds) * 1000,
      // Where there is no author to name, git prints what it was asked for.
      author: author === '%aN' ? null : decoded(author),
      subject: decoded(subject),
      changes: [],
    };
    return [];
  }
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
