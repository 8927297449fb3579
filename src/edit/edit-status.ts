import type { Header } from '../cards/header-field.ts';
import { lineAt } from '../cards/text-line.ts';
import { isSilent, linesUpToFence, newlineOf, startsLine, takesNewField } from './header-lines.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Cut } from './splice.ts';
import { yamlWord } from './yaml-word.ts';

const KEY = /^(?:status|"status"|'status')[ \t]*:(?=[ \t]|$)/;
const SINGLE_QUOTED = /^'((?:[^']|'')*)'(?:[ \t]+#.*)?$/;
const DOUBLE_QUOTED = /^"((?:[^"\\]|\\.)*)"(?:[ \t]+#.*)?$/;
const INDICATOR = /^[[\]{},&*!|>'"%@`]/;
const COMMENT = /(?:^|[ \t]+)#.*$/;

/** The `status` line taken apart: where it stands, and the characters of its value within their quotes. */
interface StatusLine {
  readonly start: number;
  readonly next: number;
  readonly value: number;
  readonly length: number;
  readonly quote: 'none' | 'single' | 'double' | 'empty';
}

/**
 * Cuts the whole `status` line with its line end, a comment on it included, and nothing else: the way a C2 card is
 * closed. A card without the line needs no cut.
 *
 * @returns the cuts, or a refusal when the status is not a one-line value at the start of a line of its own.
 */
export function removeStatus(text: string, header: Header): readonly Cut[] | Refusal {
  const line = readStatusLine(text, header);
  if (line === undefined) return [];
  if (isRefusal(line)) return line;
  return [{ offset: line.start, length: line.next - line.start, insert: '' }];
}

/**
 * Gives a card the status `word`: only the characters of the value change, its quotes, spaces and comment stay. A
 * card without the field gets a line of its own just before the closing fence.
 *
 * @param word one line, a word of the vocabulary; put in quotes where YAML would read it as something else.
 * @returns the cuts, or a refusal when the status is not a one-line value at the start of a line of its own.
 */
export function setStatus(text: string, header: Header, word: string): readonly Cut[] | Refusal {
  const line = readStatusLine(text, header);
  if (isRefusal(line)) return line;
  if (line !== undefined) {
    const written = spell(word, line.quote);
    const same = text.slice(line.value, line.value + line.length) === written;
    return same ? [] : [{ offset: line.value, length: line.length, insert: written }];
  }
  if (!takesNewField(text, header)) {
    return refuse(
      'the front matter is not a plain list of fields, so no status line can be added; add it by hand',
    );
  }
  return [{ offset: header.closeOffset, length: 0, insert: `status: ${yamlWord(word)}${newlineOf(text)}` }];
}

function spell(word: string, quote: StatusLine['quote']): string {
  switch (quote) {
    case 'none':
      return yamlWord(word);
    case 'empty':
      return ` ${yamlWord(word)}`;
    case 'single':
      return word.replaceAll("'", "''");
    case 'double':
      return JSON.stringify(word).slice(1, -1);
  }
}

function readStatusLine(text: string, header: Header): StatusLine | Refusal | undefined {
  const field = header.fields.get('status');
  if (field === undefined) return undefined;
  const line = lineAt(text, field.key.offset, field.key.line);
  const key = KEY.exec(line.text)?.[0];
  if (key === undefined || !startsLine(text, line.start)) {
    return refuse('the status does not stand at the start of a line of its own; edit it by hand');
  }
  const following = linesUpToFence(text, header, line).find((each) => !isSilent(each));
  if (following !== undefined && /^[ \t]/.test(following.text)) {
    return refuse('the status goes on over several lines; edit it by hand');
  }
  const value = readValue(line.text.slice(key.length));
  if (value === undefined) {
    return refuse('the status is not a plain or quoted word on one line; edit it by hand');
  }
  const { at, length, quote } = value;
  return { start: line.start, next: line.next, value: line.start + key.length + at, length, quote };
}

/** Finds the value in what follows the colon; `at` counts from there. */
function readValue(rest: string): { at: number; length: number; quote: StatusLine['quote'] } | undefined {
  const written = rest.trim();
  const at = rest.indexOf(written);
  const quoted = SINGLE_QUOTED.exec(written) ?? DOUBLE_QUOTED.exec(written);
  if (quoted?.[1] !== undefined) {
    return { at: at + 1, length: quoted[1].length, quote: written.startsWith("'") ? 'single' : 'double' };
  }
  const plain = written.replace(COMMENT, '');
  if (plain === '') return { at: 0, length: 0, quote: 'empty' };
  if (INDICATOR.test(plain)) return undefined;
  return { at, length: plain.length, quote: 'none' };
}
