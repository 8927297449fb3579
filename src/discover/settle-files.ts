import { lstatSync, readFileSync, readlinkSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readObject, writeObject } from '../git/file-object.ts';
import { type Entry, entriesAt, entriesInIndex, putEntries } from '../git/index-file.ts';
import { checkOutFiles } from '../git/move-branch.ts';
import { isSystemError } from '../system-error.ts';

/** Files that are as one of two commits has them, while something went from the one to the other and did not get there. */
export interface Unsettled {
  readonly paths: readonly string[];
  /** The commit whose versions they get. */
  readonly to: string;
  /** The other one. */
  readonly from: string;
}

/**
 * Finds the files that are neither as one commit has them nor as the other, nor the beginning of one, as git leaves what
 * it is killed over: somebody changed them since.
 */
export async function changedSince(top: string, { paths, to, from }: Unsettled): Promise<readonly string[]> {
  const sides = [await entriesAt(top, to, paths), await entriesAt(top, from, paths)];
  const staged = await entriesInIndex(top, paths);
  const changed: string[] = [];
  for (const name of paths) {
    const versions = sides.map((side) => side.get(name));
    const isStagedElse = !versions.some((each) => each?.oid === staged.get(name)?.oid);
    if (isStagedElse || !(await isOneOf(top, name, versions))) changed.push(name);
  }
  return changed;
}

/** Gives files the versions of one commit, in the index and on the disk; those that somebody changed since stay. */
export async function settleFiles(top: string, unsettled: Unsettled): Promise<void> {
  const changed = new Set(await changedSince(top, unsettled));
  const paths = unsettled.paths.filter((name) => !changed.has(name));
  const will = await entriesAt(top, unsettled.to, paths);
  await putEntries(top, new Map(paths.map((name) => [name, will.get(name)])));
  for (const name of paths) if (!will.has(name)) remove(top, name);
  await checkOutFiles(
    top,
    paths.filter((name) => will.has(name)),
  );
}

/** Whether a file is one of two versions, gone, or the beginning of one: what was being written. */
async function isOneOf(
  top: string,
  name: string,
  versions: readonly (Entry | undefined)[],
): Promise<boolean> {
  const file = path.join(top, name);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) return true;
  const bytes = stats.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
  const oid = await writeObject(top, bytes, stats.isSymbolicLink() ? undefined : name);
  for (const version of versions) {
    if (version === undefined) continue;
    if (version.oid === oid) return true;
    if (!version.mode.startsWith('100')) continue;
    const whole = await readObject(top, version.oid, name);
    if (bytes.length < whole.length && whole.subarray(0, bytes.length).equals(bytes)) return true;
  }
  return false;
}

/** Removes a file, and the folders above it that are empty then. */
function remove(top: string, name: string): void {
  const file = path.join(top, name);
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(file);
  for (let folder = path.dirname(file); folder !== top; folder = path.dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return;
    }
  }
}
