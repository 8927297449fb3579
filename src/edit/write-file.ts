import {
  accessSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  linkSync,
  mkdirSync,
  renameSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Place, workFolder } from '../read/place.ts';
import { hasCode, isSystemError } from '../system-error.ts';
import {
  HIDDEN_PREFIX,
  removeQuietly,
  sweepLeftovers,
  sweepTemps,
  TEMP_SUFFIX,
  withLock,
} from './lock-file.ts';
import { newMark } from './owner-mark.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type RegularFile, readRegularFile, realPathInside } from './regular-file.ts';
import { createSynced, syncFolder } from './write-bytes.ts';

/** How long to wait for another process that writes the same file, in milliseconds. */
const LOCK_WAIT_MS = 5_000;

/** What came of a write. On everything but `written` the file is byte for byte what it was. */
export type WriteOutcome =
  /** `otherNames` counts hard links, which keep the old content. */
  | { readonly kind: 'written'; readonly otherNames: number }
  /** The change had nothing to do. */
  | { readonly kind: 'unchanged' }
  /** Someone else changed or removed the file meanwhile; run again. */
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The system said no, such as a full disk. */
  | { readonly kind: 'failed'; readonly code: string; readonly path: string; readonly reason: string };

/** Where writing takes place. */
export interface WritePlace {
  /** The folder that every written file must lie in by its real path. */
  readonly root: string;
  /** The folder for locks and unfinished files, made when missing; best one that git does not look at. */
  readonly workFolder: string;
}

/** Where files of a repository, or of the folder that stands in for one, are written. */
export function writePlaceOf(place: Place): WritePlace {
  return { root: place.top, workFolder: workFolder(place) };
}

/**
 * Changes a file so that it is at every moment either what it was or what it becomes, and so that no change of
 * anyone else is lost: other processes wait for a lock, and the file is compared with what was read just before the
 * new one takes its place. Owner and mode stay; hard links keep the old content.
 *
 * @param path a regular UTF-8 file inside `root`; symbolic links are refused.
 * @param options `change` gets the text (a byte order mark included) and answers the new one or a refusal; it must not
 * wait for anything, and what it throws is thrown on.
 */
export async function changeFile(
  path: string,
  options: WritePlace & { readonly change: (text: string) => string | Refusal },
): Promise<WriteOutcome> {
  return settle(path, async () => {
    const real = realPathInside(options.root, path);
    if (isRefusal(real)) return refused(real);
    mkdirSync(options.workFolder, { recursive: true });
    sweepLeftovers(options.workFolder);
    const lock = { folder: options.workFolder, name: real, waitMs: LOCK_WAIT_MS };
    const outcome = await withLock(lock, () => changeLocked(path, options));
    if (!('lockedBy' in outcome)) return outcome;
    const reason = `another mikado has been writing it for ${LOCK_WAIT_MS / 1000} seconds`;
    return { kind: 'failed', code: 'EBUSY', path, reason };
  });
}

/**
 * Creates a file with this text, whole or not at all, and refuses when there is anything at that path.
 *
 * @param path inside `root`; folders that are missing on the way are made.
 */
export async function createFile(path: string, text: string, place: WritePlace): Promise<WriteOutcome> {
  return settle(path, () => {
    const folder = folderInside(place.root, dirname(path));
    if (isRefusal(folder)) return refused(folder);
    const target = join(folder, basename(path));
    mkdirSync(place.workFolder, { recursive: true });
    sweepLeftovers(place.workFolder);
    const bytes = encode(text);
    if (isRefusal(bytes)) return refused(bytes);
    try {
      throughTemp([place.workFolder, folder], (temp) => {
        createSynced(temp, bytes, { mode: 0o666 });
        putNew(temp, target, bytes);
      });
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return refused(refuse('there is a file of that name already'));
      throw error;
    }
    syncFolder(folder);
    return { kind: 'written', otherNames: 0 };
  });
}

/** The real path of a folder inside a root, made where it is missing. */
function folderInside(root: string, folder: string): string | Refusal {
  if (existsSync(folder)) return realPathInside(root, folder);
  const above = folderInside(root, dirname(folder));
  if (isRefusal(above)) return above;
  const made = join(above, basename(folder));
  mkdirSync(made);
  return made;
}

function changeLocked(
  path: string,
  options: WritePlace & { readonly change: (text: string) => string | Refusal },
): WriteOutcome {
  const before = readRegularFile(path);
  if (isRefusal(before)) return refused(before);
  accessSync(path, constants.W_OK);
  const text = decode(before.bytes);
  if (isRefusal(text)) return refused(text);
  const changed = options.change(text);
  if (isRefusal(changed)) return refused(changed);
  if (changed === text) return { kind: 'unchanged' };
  const bytes = encode(changed);
  if (isRefusal(bytes)) return refused(bytes);
  const replaced = throughTemp([options.workFolder, dirname(path)], (temp) => {
    createSynced(temp, bytes, { mode: 0o600, prepare: (fd) => copyOwnerAndMode(fd, before) });
    if (!isStill(path, before)) return false;
    renameSync(temp, path);
    return true;
  });
  if (!replaced) return { kind: 'changed-meanwhile' };
  syncFolder(dirname(path));
  return { kind: 'written', otherNames: before.stat.nlink - 1 };
}

function isStill(path: string, before: RegularFile): boolean {
  const now = readRegularFile(path);
  return !isRefusal(now) && now.bytes.equals(before.bytes);
}

function copyOwnerAndMode(fd: number, from: RegularFile): void {
  try {
    fchownSync(fd, from.stat.uid, from.stat.gid);
  } catch (error) {
    // Only root may give files away. Whoever else may replace the file becomes its owner, as with any editor.
    if (!hasCode(error, 'EPERM')) throw error;
  }
  // After the owner, since changing that clears bits of the mode.
  fchmodSync(fd, from.stat.mode & 0o7777);
}

/** Links a finished file to a new name, or writes it there where the file system knows no hard links. */
function putNew(temp: string, target: string, bytes: Buffer): void {
  try {
    linkSync(temp, target);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
    createSynced(target, bytes, { mode: 0o666 });
  }
}

/**
 * Hands `use` a path for an unfinished file, in the first folder or, when that is on another file system than the
 * target, hidden in the second. Nothing is left at that path however `use` ends.
 */
function throughTemp<T>(folders: readonly [string, string], use: (temp: string) => T): T {
  const [workFolder, ownFolder] = folders;
  const inWorkFolder = join(workFolder, newMark() + TEMP_SUFFIX);
  try {
    return removingTemp(inWorkFolder, use);
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error;
    sweepTemps(ownFolder);
    return removingTemp(join(ownFolder, HIDDEN_PREFIX + newMark() + TEMP_SUFFIX), use);
  }
}

function removingTemp<T>(temp: string, use: (temp: string) => T): T {
  try {
    return use(temp);
  } finally {
    removeQuietly(temp);
  }
}

function decode(bytes: Buffer): string | Refusal {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('it is not valid UTF-8');
  }
}

function encode(text: string): Buffer | Refusal {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.toString('utf8') === text ? bytes : refuse('the new text holds half a character');
}

function refused(refusal: Refusal): WriteOutcome {
  return { kind: 'refused', reason: refusal.refused };
}

/** Turns what the system throws into an outcome; bugs go on. */
async function settle(path: string, work: () => WriteOutcome | Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT' && error.path === path) return { kind: 'changed-meanwhile' };
    return { kind: 'failed', code: error.code, path: error.path ?? path, reason: error.message };
  }
}
