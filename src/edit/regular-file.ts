import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { isInside } from '../is-inside.ts';
import { hasCode } from '../system-error.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A file as it was read: its bytes, and what the system said of that very file. */
export interface RegularFile {
  readonly bytes: Buffer;
  readonly stat: Stats;
}

/** Windows has neither flag. There `lstat` alone keeps us from symbolic links. */
const NEVER_FOLLOW = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a regular file, never through a symbolic link and never waiting for a pipe.
 *
 * @throws the system's error, such as `ENOENT`.
 */
export function readRegularFile(path: string): RegularFile | Refusal {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return refuse('it is a symbolic link, and cards are not written through links');
  if (!found.isFile()) return refuse('it is not a regular file');
  try {
    const fd = openSync(path, constants.O_RDONLY | NEVER_FOLLOW);
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) return refuse('it is not a regular file');
      return { bytes: readFileSync(fd), stat };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (hasCode(error, 'ELOOP'))
      return refuse('it is a symbolic link, and cards are not written through links');
    throw error;
  }
}

/**
 * The real path of a path, or a refusal when links lead it out of `root`.
 *
 * @throws the system's error when either does not exist.
 */
export function realPathInside(root: string, path: string): string | Refusal {
  const real = realpathSync(path);
  return isInside(real, realpathSync(root)) ? real : refuse('it lies outside the repository');
}
