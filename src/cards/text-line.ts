/** One line of a text, without its end. */
export interface TextLine {
  readonly text: string;
  /** Counted as the caller counts, one more for each line. */
  readonly number: number;
  readonly start: number;
  /** Length of the line's end: 0 at the end of the text, 1 or 2. */
  readonly endLength: number;
  /** The offset after the line's end. */
  readonly next: number;
}

/** The line that starts at `start`, however it ends: LF, CRLF or the end of the text. */
export function lineAt(text: string, start: number, number: number): TextLine {
  const newline = text.indexOf('\n', start);
  if (newline === -1) return { text: text.slice(start), number, start, endLength: 0, next: text.length };
  const crlf = newline > start && text.charCodeAt(newline - 1) === 13;
  const end = crlf ? newline - 1 : newline;
  return { text: text.slice(start, end), number, start, endLength: crlf ? 2 : 1, next: newline + 1 };
}
