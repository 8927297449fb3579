import type { Header } from '../cards/header-field.ts';
import { lineAt, type TextLine } from '../cards/text-line.ts';

/** The lines between one and the closing fence. */
export function linesUpToFence(text: string, header: Header, from: TextLine): readonly TextLine[] {
  const lines: TextLine[] = [];
  const after = (line: TextLine) => lineAt(text, line.next, line.number + 1);
  for (let line = after(from); line.start < header.closeOffset; line = after(line)) lines.push(line);
  return lines;
}

/** The line end of a text's first line, which new lines are written with; LF when there is none. */
export function newlineOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Tells whether a line says nothing to YAML: blank or a comment. */
export function isSilent(line: TextLine): boolean {
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
