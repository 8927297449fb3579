/** An error of the operating system: it has a code such as `ENOSPC`, and usually the call and the path. */
export interface SystemError extends Error {
  readonly code: string;
  readonly path?: string;
}

/** Tells an error of the operating system from a bug. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** Tells whether an error is of the operating system with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

/** Says why a file that somebody named cannot be read, as the end of a sentence. */
export function whyUnreadable(error: unknown): string {
  if (hasCode(error, 'EACCES', 'EPERM')) return 'you are not allowed to read it';
  if (hasCode(error, 'ENOENT', 'ENOTDIR')) return 'there is no such file';
  if (hasCode(error, 'EISDIR')) return 'it is a folder';
  if (hasCode(error, 'ELOOP')) return 'its links go round in a circle';
  return error instanceof Error ? error.message : String(error);
}
