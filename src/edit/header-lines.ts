import type { Header } from '../cards/header-field.ts';

/** One line of a text: its characters without the line end, where it starts, and where the next line does. */
export interface HeaderLine {
  readonly text: string;
  readonly start: number;
  /** The offset after the line end. */
  readonly next: number;
}

/** The line that starts at `start`, however it ends (LF, CRLF or the end of the text). */
export function lineAt(text: string, start: number): HeaderLine {
  const newline = text.indexOf('\n', start);
  if (newline === -1) return { text: text.slice(start), start, next: text.length };
  const end = newline > start && text[newline - 1] === '\r' ? newline - 1 : newline;
  return { text: text.slice(start, end), start, next: newline + 1 };
}

/** The lines from offset `start` up to the closing fence. */
export function linesUpToFence(text: string, header: Header, start: number): readonly HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let line = lineAt(text, start); line.start < header.closeOffset; line = lineAt(text, line.next)) {
    lines.push(line);
  }
  return lines;
}

/** The line end of a text's first line, which new lines are written with; LF when there is none. */
export function newlineOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Tells whether a line says nothing to YAML: blank or a comment. */
export function isSilent(line: HeaderLine): boolean {
  return /^[ \t]*(?:#|$)/.test(line.text);
}

/**
 * Tells whether one more field can be written as a line of its own before the closing fence: every field so far
 * starts at the start of its line, as it does not in a flow map `{…}` or an indented mapping.
 */
export function takesNewField(text: string, header: Header): boolean {
  return [...header.fields.values()].every((field) => startsLine(text, field.key.offset));
}

/** Tells whether an offset is the first of its line. */
export function startsLine(text: string, offset: number): boolean {
  return text[offset - 1] === '\n';
}
