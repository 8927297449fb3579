import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';

/** Writes every byte, however few the system takes at a time. */
function writeFully(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done);
}

/**
 * Creates a file with this content, which is on the disk when it returns; never opens a file that is there.
 *
 * @param options `mode` is cut by the umask; `prepare` is done to the open file before it is synced, such as giving
 * it another mode.
 * @throws the system's error, `EEXIST` among them; a file that could not be completed is gone again then.
 */
export function createSynced(
  path: string,
  bytes: Uint8Array,
  options: { readonly mode: number; readonly prepare?: (fd: number) => void },
): void {
  const fd = openSync(path, 'wx', options.mode);
  try {
    try {
      writeFully(fd, bytes);
      options.prepare?.(fd);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}

/**
 * Asks for a folder's entries to be on the disk. A file system that cannot is let be: the change is made and whole,
 * and all that a power cut in the next seconds could bring back is what was there before, whole as well.
 */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // See above.
  }
}
