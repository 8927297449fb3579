import { createHash } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, isSystemError } from '../system-error.ts';
import { isMark, isOfDeadProcess, newMark } from './owner-mark.ts';

/** The ending of a file that is being written; before it stands the mark of the process that does. */
export const TEMP_SUFFIX = '.tmp';

/** Before an unfinished file that has to stand in a folder of cards: hidden, so that it is never read as one. */
export const HIDDEN_PREFIX = '.mikado-';

const LOCK_PREFIX = 'lock-';
const LOCK_NAME = /^lock-[0-9a-f]{32}(?:\.[0-9a-f]{16})*$/;
/** Git writes an index beside it first, under the same name with `.lock`. */
const TEMP_NAME = /^(?:\.mikado-)?(.+)\.tmp(?:\.lock)?$/;
/** An edit holds its lock for milliseconds; whoever asks seldom waits long behind one who edits all the time. */
const LONGEST_PAUSE_MS = 4;

/** What `withLock` answers when another process kept the lock all the time. */
export interface LockBusy {
  readonly lockedBy: string;
}

/**
 * Runs `body` while no other process runs one under the same name, and frees the lock however it ends.
 *
 * The lock is a file that holds the mark of its process. The lock of a dead process is removed, and only by whoever
 * holds a second lock named after it, so that no one removes a lock that was taken since. `body` does not wait for
 * anything, so that a lock is held for milliseconds.
 *
 * @param lock `folder` must exist; `waitMs` says how long to wait for another process, in milliseconds.
 * @throws what `body` throws, and the system's errors.
 */
export async function withLock<T>(
  lock: { readonly folder: string; readonly name: string; readonly waitMs: number },
  body: () => T,
): Promise<T | LockBusy> {
  const path = join(lock.folder, LOCK_PREFIX + hash(lock.name));
  const deadline = performance.now() + lock.waitMs;
  for (;;) {
    const mark = take(path);
    if (mark !== undefined) {
      try {
        return body();
      } finally {
        release(path, mark);
      }
    }
    if (performance.now() > deadline) return { lockedBy: readHolder(path)?.mark ?? '' };
    await sleep(1 + Math.random() * LONGEST_PAUSE_MS);
  }
}

/** Removes the unfinished files and the locks that dead processes left in a folder that holds nothing else. */
export function sweepLeftovers(workFolder: string): void {
  sweepTemps(workFolder);
  for (const name of readdirSync(workFolder)) {
    if (!LOCK_NAME.test(name)) continue;
    const path = join(workFolder, name);
    const holder = readHolder(path);
    if (holder !== undefined && isDead(holder)) removeDead(path, holder.mark);
  }
}

/** Removes the unfinished files that dead processes left in any folder, and nothing that is not named as ours. */
export function sweepTemps(folder: string): void {
  for (const name of readdirSync(folder)) {
    const mark = TEMP_NAME.exec(name)?.[1] ?? '';
    if (!isMark(mark)) continue;
    const path = join(folder, name);
    const ageMs = ageOf(path);
    if (ageMs !== undefined && isOfDeadProcess(mark, ageMs)) removeQuietly(path);
  }
}

/**
 * Removes a file of ours if it can be removed. What cannot does not undo the work that is done: it is swept once this
 * process is gone.
 */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

interface Holder {
  readonly mark: string;
  readonly ageMs: number;
}

function isDead(holder: Holder): boolean {
  return isOfDeadProcess(holder.mark, holder.ageMs);
}

function readHolder(path: string): Holder | undefined {
  try {
    return { mark: readFileSync(path, 'utf8'), ageMs: ageOf(path) ?? 0 };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function ageOf(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : Date.now() - stat.mtimeMs;
}

/** Takes a lock that is free or whose holder is dead, and answers with our mark; undefined when another has it. */
function take(path: string): string | undefined {
  const holder = readHolder(path);
  if (holder !== undefined) {
    if (!isDead(holder)) return undefined;
    removeDead(path, holder.mark);
  }
  const mark = newMark();
  return place(path, mark) ? mark : undefined;
}

/** Frees a lock whose holder is dead. Whoever is about to must hold a lock that is named after this very holder. */
function removeDead(path: string, mark: string): void {
  const guard = `${path}.${hash(mark).slice(0, 16)}`;
  const guardMark = take(guard);
  if (guardMark === undefined) return;
  try {
    release(path, mark);
  } finally {
    release(guard, guardMark);
  }
}

/** Frees a lock if it is still this mark's; like `removeQuietly`, without undoing what was done under it. */
function release(path: string, mark: string): void {
  try {
    if (readHolder(path)?.mark === mark) unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Creates the lock together with its content in one step, so that no one reads a lock without a holder. */
function place(path: string, mark: string): boolean {
  const temp = join(dirname(path), mark + TEMP_SUFFIX);
  try {
    writeFileSync(temp, mark, { flag: 'wx' });
    linkSync(temp, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // A file system without hard links: the content follows a moment after the file.
    if (hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) return placeDirectly(path, mark);
    throw error;
  } finally {
    removeQuietly(temp);
  }
}

function placeDirectly(path: string, mark: string): boolean {
  try {
    writeFileSync(path, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
