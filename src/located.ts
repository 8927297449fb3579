/**
 * A value and where it was written, so that whatever a message points at can be pointed at exactly.
 *
 * Lines and columns count from 1, columns in UTF-16 code units as editors and SARIF do; `endColumn` is the
 * column after the last character, on the same line. `offset` is the position in the file's decoded text
 * (a byte order mark counts as one character), which is what an edit cuts at.
 */
export interface Located<T> {
  readonly value: T;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly offset: number;
}
