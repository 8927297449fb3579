import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runGitBytes, runUsersGit } from './git.ts';
import { outputOf } from './git-failure.ts';

/** A file as a commit or the index has it. */
export interface Entry {
  readonly mode: string;
  readonly oid: string;
}

/** Whether two versions of a file are the same one, or both are none. */
export function isSameVersion(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

const GONE: Entry = { mode: '0', oid: '0'.repeat(40) };
const TREE_ENTRY = /^(\d{6}) (?:blob|commit) ([0-9a-f]+)\t/;
const INDEX_ENTRY = /^(\d{6}) ([0-9a-f]+) 0\t/;

/** The files of a commit at these paths; one that it does not have is left out. */
export async function entriesAt(
  top: string,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Entry>> {
  if (paths.length === 0) return new Map();
  return entriesOf(
    await outputOf(runGitBytes(top, ['ls-tree', '-z', '--full-tree', commit, '--', ...paths])),
    TREE_ENTRY,
  );
}

/** The files of the index at these paths; one that it does not have is left out. */
export async function entriesInIndex(
  top: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Entry>> {
  if (paths.length === 0) return new Map();
  const args = ['--literal-pathspecs', 'ls-files', '--stage', '--full-name', '-z', '--', ...paths];
  return entriesOf(await outputOf(runGitBytes(top, args)), INDEX_ENTRY);
}

/** The paths that differ between two commits. */
export async function pathsBetween(top: string, [one, other]: readonly [string, string]): Promise<string[]> {
  const listed = await outputOf(
    runGitBytes(top, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', one, other]),
  );
  return listed
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '');
}

/**
 * Puts entries into an index and leaves all others alone; undefined takes a path out.
 *
 * @param indexFile another index than the work tree's own
 */
export async function putEntries(
  top: string,
  entries: ReadonlyMap<string, Entry | undefined>,
  indexFile?: string,
): Promise<void> {
  if (entries.size === 0) return;
  const lines = [...entries].map(([name, entry]) => {
    const { mode, oid } = entry ?? GONE;
    return `${mode} ${oid}\t${name}\0`;
  });
  const env = indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile };
  await outputOf(runUsersGit(top, ['update-index', '-z', '--index-info'], { input: lines.join(''), env }));
}

/**
 * Writes an index that holds a commit and these entries on top of it, for a commit that takes nothing else with it. It
 * starts as a copy of the work tree's own, so that what git knows of the files on the disk is not lost.
 *
 * @param file where to write it
 */
export async function writeScratchIndex(
  top: string,
  file: string,
  {
    gitDir,
    commit,
    entries,
  }: {
    readonly gitDir: string;
    readonly commit: string;
    readonly entries: ReadonlyMap<string, Entry | undefined>;
  },
): Promise<void> {
  const own = path.join(gitDir, 'index');
  const isThere = existsSync(own);
  if (isThere) copyFileSync(own, file);
  const env = { GIT_INDEX_FILE: file };
  await outputOf(runUsersGit(top, ['read-tree', ...(isThere ? ['-i', '-m'] : []), commit], { env }));
  await putEntries(top, entries, file);
}

/**
 * Writes the tree of a commit with other entries at some paths.
 *
 * @param file an index to work in, which is written over
 * @returns the tree's full id
 */
export async function treeWith(
  top: string,
  file: string,
  { commit, entries }: { readonly commit: string; readonly entries: ReadonlyMap<string, Entry | undefined> },
): Promise<string> {
  const env = { GIT_INDEX_FILE: file };
  await outputOf(runUsersGit(top, ['read-tree', commit], { env }));
  await putEntries(top, entries, file);
  return (await outputOf(runUsersGit(top, ['write-tree'], { env }))).toString('latin1').trim();
}

/** Removes an index that was written to work in. */
export function removeScratchIndex(file: string): void {
  rmSync(file, { force: true });
}

function entriesOf(listing: Buffer, form: RegExp): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const line of listing.toString('utf8').split('\0')) {
    const [start = '', mode, oid] = form.exec(line) ?? [];
    if (mode !== undefined && oid !== undefined) found.set(line.slice(start.length), { mode, oid });
  }
  return found;
}
