import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { isSystemError } from '../../system-error.ts';
import type { Host } from '../host.ts';

/** What GitHub takes of one step, in bytes; it refuses all of a summary that is larger. */
const LIMIT = 1024 * 1024;

/**
 * Appends a summary to the file that the runner of a CI job names in `GITHUB_STEP_SUMMARY`; where it names none, nothing is
 * done. The file never grows over what the runner takes. What goes wrong is said on stderr and changes nothing else.
 *
 * @param summary the Markdown, of at most so many bytes
 */
export function writeStepSummary(host: Host, summary: (limit: number) => string): void {
  const path = host.env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === '') return;
  try {
    // A pipe that nobody reads must not hold the check up.
    const { O_RDWR, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
    const file = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK, 0o666);
    try {
      const trouble = append(file, summary);
      if (trouble !== undefined) complain(host, trouble);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    complain(host, error.message);
  }
}

/** Answers why nothing was appended, if so. */
function append(file: number, summary: (limit: number) => string): string | undefined {
  const stats = fstatSync(file);
  if (!stats.isFile()) return 'it is no regular file';
  const before = stats.size > 0 && lastByte(file, stats.size) !== '\n' ? '\n\n' : '';
  const text = summary(LIMIT - stats.size - before.length);
  if (text === '') return `it would be larger than ${LIMIT / 1024} KiB`;
  const bytes = Buffer.from(before + text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  return undefined;
}

function lastByte(file: number, size: number): string {
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, size - 1);
  return byte.toString('latin1');
}

function complain(host: Host, why: string): void {
  host.stderr.write(`mikado: no summary was written to GITHUB_STEP_SUMMARY: ${why}.\n`);
}
