import { mkdirSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isSystemError } from '../system-error.ts';
import { HIDDEN_PREFIX, removeQuietly, TEMP_SUFFIX } from './lock-file.ts';
import { newMark } from './owner-mark.ts';
import { type Refusal, refuse } from './refusal.ts';
import { createSynced } from './write-bytes.ts';

/**
 * Writes a file that a user asked for, whole or not at all, over what was there; folders that miss are made. What is no
 * regular file, such as a pipe, is written to as it is.
 *
 * @returns a refusal with the system's reason when it could not be written
 */
export function writeOutput(path: string, text: string): Refusal | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) writeFileSync(path, text);
    else replace(there === undefined ? path : realpathSync(path), text);
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return refuse(error.message);
    throw error;
  }
}

function replace(path: string, text: string): void {
  const temp = join(
    dirname(path),
    `${HIDDEN_PREFIX}${basename(path).slice(0, 100)}-${newMark()}${TEMP_SUFFIX}`,
  );
  createSynced(temp, Buffer.from(text), { mode: 0o666 });
  try {
    renameSync(temp, path);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
}
