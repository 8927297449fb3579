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
