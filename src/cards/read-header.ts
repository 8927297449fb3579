import type { readFrontMatter } from './frontmatter.ts';
import type { Header, HeaderProblem } from './header-field.ts';
import { readPlainHeader } from './plain-header.ts';
import { lineAt, type TextLine } from './text-line.ts';

/**
 * What a file's beginning says: no front matter, one that was understood, or one that was not; `needs-yaml` when it
 * takes the YAML library to say, and none was given.
 */
export type HeaderReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'needs-yaml' }
  | { readonly kind: 'read'; readonly header: Header }
  | { readonly kind: 'invalid'; readonly problem: HeaderProblem };

/** Caps on a front matter, refused before the YAML library sees it. Length in UTF-16 code units. */
const MAX_HEADER_LENGTH = 64 * 1024;
const MAX_FIELDS = 256;

/** How far into a file an opening fence that is not on the first line is looked for, in lines. */
const LATE_FENCE_LINES = 20;

const FENCE = /^---[ \t]*$/;
const OPENING = /^---[ \t]*(?:ya?ml)?[ \t]*$/i;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/;
const MAY_CONFLICT = /[<=>|]{7}/;
const CARD_FIELD = /^[ \t{]*["']?(?:(?:requires|status)["']?[ \t]*:|branch["']?[ \t]*:[ \t]*["']?mikado\/)/;
const HEADING_OR_CODE = /^(?:#{1,6}[ \t]|```|~~~)/;

/** Tells whether text holds a word without which no front matter makes a card, so that other files are left alone. */
export function mayHoldCardField(text: string): boolean {
  return /requires|status|branch/.test(text);
}

/**
 * Reads the front matter at the beginning of a file's decoded text.
 *
 * A fence is a whole line of `---`, and only YAML is read. Whatever looks like a card's front matter and cannot be
 * understood comes back as `invalid` with a located problem, never as `none`: a card must not vanish by a typo.
 *
 * @param text the file's text from its first character; a byte order mark is skipped
 * @param library the YAML reader, which is slow to load and which plain front matter does without
 */
export function readHeader(text: string, library?: typeof readFrontMatter): HeaderReading {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const first = lineAt(text, start, 1);
  if (!first.text.startsWith('---')) return lateHeader(text, first);
  if (!OPENING.test(first.text)) return otherLanguage(text, first);

  const lines: string[] = [];
  const lineEnds: number[] = [];
  let line = first;
  for (;;) {
    if (line.endLength === 0) return unclosed(lines);
    line = lineAt(text, line.next, line.number + 1);
    if (FENCE.test(line.text)) break;
    if (line.start - start > MAX_HEADER_LENGTH) return lines.some(isCardField) ? tooLong() : { kind: 'none' };
    lines.push(line.text);
    lineEnds.push(line.endLength);
  }

  const base = first.next;
  if (MAY_CONFLICT.test(text.slice(base, line.start))) {
    const conflict = lines.findIndex((each) => CONFLICT.test(each));
    if (conflict !== -1) return conflictMarkers(conflict + 2, lines[conflict] ?? '');
  }
  const cut = isBlankAt(text, line.next) ? undefined : cutByFence(text, line);
  if (cut !== undefined) return cut;

  const plain = readPlainHeader(lines, base, lineEnds);
  if (plain === undefined && library === undefined) return { kind: 'needs-yaml' };
  const reading = plain === undefined ? library?.(text.slice(base, line.start), base) : undefined;
  if (reading?.kind === 'not-a-mapping') {
    return lines.some(isCardField) ? notFields(lines.findIndex(isCardField) + 2) : { kind: 'none' };
  }
  if (reading?.kind === 'invalid') {
    return lines.some(isCardField) ? { kind: 'invalid', problem: reading.problem } : { kind: 'none' };
  }
  const fields = plain ?? reading?.fields ?? new Map();
  if (fields.size > MAX_FIELDS) return tooManyFields();
  return {
    kind: 'read',
    header: {
      fields,
      closeOffset: line.start,
      bodyOffset: line.next,
      bodyLine: line.number + 1,
    },
  };
}

/** Iterates over the lines after one, at most as far as a front matter may reach. */
function* linesAfter(text: string, line: TextLine): Generator<TextLine> {
  const limit = line.start + MAX_HEADER_LENGTH;
  let current = line;
  while (current.endLength > 0 && current.next <= limit) {
    current = lineAt(text, current.next, current.number + 1);
    yield current;
  }
}

function isCardField(line: string): boolean {
  return CARD_FIELD.test(line);
}

/** A `---` block that starts below the first line, before any heading: some tools put a line or a comment above it. */
function lateHeader(text: string, first: TextLine): HeaderReading {
  let fence: TextLine | undefined;
  let holdsCardField = false;
  if (HEADING_OR_CODE.test(first.text)) return { kind: 'none' };
  for (const line of linesAfter(text, first)) {
    if (fence === undefined) {
      if (line.number > LATE_FENCE_LINES || HEADING_OR_CODE.test(line.text)) return { kind: 'none' };
      if (OPENING.test(line.text)) fence = line;
    } else if (FENCE.test(line.text)) {
      if (!holdsCardField) return { kind: 'none' };
      return invalid('frontmatter-not-first', fence, {
        message: `The front matter starts on line ${fence.number}, and only one that starts on line 1 is read.`,
        help:
          fence.number === 2 ? 'Delete the line above it.' : `Delete the ${fence.number - 1} lines above it.`,
      });
    } else if (HEADING_OR_CODE.test(line.text)) {
      return { kind: 'none' };
    } else {
      holdsCardField ||= isCardField(line.text);
    }
  }
  return { kind: 'none' };
}

/** Tells whether nothing, or an empty line, starts at an offset. */
function isBlankAt(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return Number.isNaN(code) || code === 10 || code === 13;
}

/** A line `---` inside a value ended the front matter early, and left card fields behind it. */
function cutByFence(text: string, fence: TextLine): HeaderReading | undefined {
  let field: TextLine | undefined;
  for (const line of linesAfter(text, fence)) {
    if (line.number === fence.number + 1 && line.text.trim() === '') return undefined;
    if (HEADING_OR_CODE.test(line.text)) return undefined;
    if (FENCE.test(line.text)) break;
    if (field === undefined && isCardField(line.text)) field = line;
    if (line.endLength === 0) return undefined;
  }
  if (field === undefined) return undefined;
  return invalid('frontmatter-invalid', fence, {
    message: `The line \`---\` inside a value ends the front matter, which leaves the fields from line ${fence.number + 1} on outside.`,
    help: 'Indent that line, or write the value without it.',
  });
}

function unclosed(lines: readonly string[]): HeaderReading {
  const end = lines.findIndex((line) => HEADING_OR_CODE.test(line));
  if (!(end === -1 ? lines : lines.slice(0, end)).some(isCardField)) return { kind: 'none' };
  return invalid(
    'frontmatter-invalid',
    { number: 1, text: '---' },
    {
      message: 'The front matter that starts on line 1 is never closed.',
      help: 'Add a line `---` after its last field.',
    },
  );
}

function otherLanguage(text: string, first: TextLine): HeaderReading {
  const language = first.text.slice(3).trim();
  if (language === '' || language.startsWith('-')) return { kind: 'none' };
  let holdsCardField = false;
  for (const line of linesAfter(text, first)) {
    if (FENCE.test(line.text)) break;
    holdsCardField ||= mayHoldCardField(line.text);
  }
  if (!holdsCardField) return { kind: 'none' };
  return {
    kind: 'invalid',
    problem: {
      code: 'frontmatter-language',
      message: `The front matter is marked \`${language}\`, and only YAML is read; nothing in it was run.`,
      help: 'Write the fields as YAML between two lines of `---`.',
      line: 1,
      column: 4,
      endColumn: first.text.length + 1,
    },
  };
}

function conflictMarkers(line: number, text: string): HeaderReading {
  return invalid(
    'conflict-markers',
    { number: line, text },
    {
      message: 'The front matter holds a merge conflict.',
      help: 'Resolve the conflict in this file first.',
    },
  );
}

function notFields(line: number): HeaderReading {
  return invalid(
    'frontmatter-invalid',
    { number: line, text: '' },
    {
      message: 'The front matter is not a list of fields.',
      help: 'Write each field as `name: value` at the start of a line.',
    },
  );
}

function tooLong(): HeaderReading {
  return invalid(
    'too-large',
    { number: 1, text: '---' },
    {
      message: 'The front matter is longer than 64 KiB.',
      help: 'Move the text of the card below the front matter.',
    },
  );
}

function tooManyFields(): HeaderReading {
  return invalid(
    'too-large',
    { number: 1, text: '---' },
    {
      message: `The front matter has more than ${MAX_FIELDS} fields.`,
      help: 'Keep what a card needs: title, status, requires, branch, tags.',
    },
  );
}

function invalid(
  code: HeaderProblem['code'],
  at: Pick<TextLine, 'number' | 'text'>,
  said: Pick<HeaderProblem, 'message' | 'help'>,
): HeaderReading {
  const endColumn = Math.max(at.text.length, 1) + 1;
  return { kind: 'invalid', problem: { code, ...said, line: at.number, column: 1, endColumn } };
}
