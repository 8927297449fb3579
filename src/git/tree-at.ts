import { isUtf8 } from 'node:buffer';
import { runGitBytes } from './git.ts';
import { filesArePartial } from './partial-clone.ts';

/** A regular file in a commit. */
interface TreeFile {
  /** Relative to the top of the work tree, with `/`. */
  readonly path: string;
  /** The name of the object that holds its bytes: equal where the bytes are. */
  readonly oid: string;
  /** `100644`, or `100755` for a program. */
  readonly mode: string;
  /** In bytes. */
  readonly size: number;
}

/** The files of a commit, read from git's objects: nothing is checked out, fetched or filtered. */
export interface Tree {
  readonly commit: string;
  /** Every regular file by its path. Links, submodules, and names that are not UTF-8 are left out. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /**
   * Reads files with one process, however many they are.
   *
   * @param maxBytes a larger file is left out, unread
   * @returns the bytes by path; a path that the commit does not have is left out
   * @throws UsageError when a partial clone lacks the bytes, with what to fetch
   */
  read(paths: Iterable<string>, maxBytes: number): Promise<ReadonlyMap<string, Buffer>>;
}

const NUL = 0;
const TAB = 0x09;
const LINE_FEED = 0x0a;
/** What `ls-tree --long` prints before a path. */
const ENTRY = /^(100\d{3}) blob ([0-9a-f]+) +(\d+|BAD|-)$/;

/**
 * Opens the files of a commit without checking them out, with one process.
 *
 * @param top the top of the work tree
 * @param commit a full commit id, as `findCommit` answers
 * @throws UsageError when the clone lacks the commit's folders, with what to fetch
 */
export async function openTree(top: string, commit: string): Promise<Tree> {
  const run = await runGitBytes(top, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]);
  if (run.kind === 'no-git' || run.code !== 0) throw await filesArePartial(top, commit);
  const files = new Map<string, TreeFile>();
  for (const file of entriesOf(run.stdout)) files.set(file.path, file);
  return {
    commit,
    files,
    async read(paths, maxBytes) {
      const wanted = [...new Set(paths)].flatMap((path) => files.get(path) ?? []);
      const small = wanted.filter(({ size }) => size <= maxBytes);
      const blobs = await readBlobs(top, new Set(small.map(({ oid }) => oid)));
      if (blobs === undefined) throw await filesArePartial(top, commit);
      const read = new Map<string, Buffer>();
      for (const { path, oid } of small) {
        const bytes = blobs.get(oid);
        if (bytes === undefined) throw await filesArePartial(top, commit);
        read.set(path, bytes);
      }
      return read;
    },
  };
}

function* entriesOf(listing: Buffer): Generator<TreeFile> {
  for (let start = 0, end = listing.indexOf(NUL); end !== -1; end = listing.indexOf(NUL, start)) {
    const tab = listing.indexOf(TAB, start);
    const name = listing.subarray(tab + 1, end);
    const [, mode, oid, size] = ENTRY.exec(listing.toString('latin1', start, tab)) ?? [];
    start = end + 1;
    if (mode === undefined || oid === undefined || !isUtf8(name)) continue;
    // The size of what a partial clone lacks is not known: reading it says so.
    yield { path: name.toString('utf8'), oid, mode, size: Number(size) || 0 };
  }
}

/** Reads objects by their names with one process; one that is not here is left out. Undefined where git is missing. */
async function readBlobs(
  top: string,
  oids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Buffer> | undefined> {
  if (oids.size === 0) return new Map();
  const input = [...oids].map((oid) => `${oid}\n`).join('');
  const run = await runGitBytes(top, ['cat-file', '--batch', '--buffer'], input);
  if (run.kind === 'no-git') return undefined;
  const { stdout } = run;
  const blobs = new Map<string, Buffer>();
  for (let start = 0; start < stdout.length; ) {
    const end = stdout.indexOf(LINE_FEED, start);
    const [oid = '', type, size = ''] = stdout.toString('latin1', start, end).split(' ');
    start = end + 1;
    if (type !== 'blob') continue;
    blobs.set(oid, stdout.subarray(start, start + Number(size)));
    start += Number(size) + 1;
  }
  return blobs;
}
