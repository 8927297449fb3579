import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Card } from '../cards/card.ts';
import type { Header } from '../cards/header-field.ts';
import { readHeader } from '../cards/read-header.ts';
import type { WikiLink } from '../cards/wiki-link.ts';
import type { Checklist } from '../checklist/checklist.ts';
import type { ChecklistOptions } from '../checklist/parse-checklist.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { readBody } from './card-body.ts';
import type { Place } from './place.ts';
import { encodingTrouble, MAX_CARD_BYTES } from './read-document.ts';

/** What is read from a card's file below its front matter, when somebody looks at it. */
export interface CardText {
  /** The whole file. */
  readonly text: string;
  /** The front matter, or undefined when there is none that was understood. */
  readonly header: Header | undefined;
  /** The Markdown below the front matter. */
  readonly body: string;
  /** The line of the file on which `body` starts, from 1. */
  readonly bodyLine: number;
  readonly checklist: Checklist;
  readonly links: readonly WikiLink[];
  /** What kept the body from being read: nothing may then be concluded from what is missing. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A card's text with its front matter, undefined when it has none that can be understood. */
export interface SplitText {
  readonly header: Header | undefined;
  readonly bodyOffset: number;
  readonly bodyLine: number;
}

/** Splits a card's text into front matter and body. */
export async function splitText(text: string): Promise<SplitText> {
  const plain = readHeader(text);
  const reading =
    plain.kind === 'needs-yaml'
      ? readHeader(text, (await import('../cards/frontmatter.ts')).readFrontMatter)
      : plain;
  if (reading.kind !== 'read') return { header: undefined, bodyOffset: 0, bodyLine: 1 };
  const { bodyOffset, bodyLine } = reading.header;
  return { header: reading.header, bodyOffset, bodyLine };
}

/**
 * Reads the body of a card: its text, checklist and links. A file that cannot be read gives an empty body and says why.
 *
 * @param options which headings open a verification section besides the usual ones, and what is known of the place
 */
export async function readCardText(
  place: Place,
  card: Card,
  options: Pick<ChecklistOptions, 'headings' | 'programs'>,
): Promise<CardText> {
  const bytes = readBytes(path.join(place.top, card.path));
  const trouble =
    typeof bytes === 'string'
      ? bytes
      : bytes.length > MAX_CARD_BYTES
        ? 'it is larger than 1 MiB'
        : encodingTrouble(bytes);
  if (typeof bytes === 'string' || trouble !== undefined) {
    return {
      text: '',
      header: undefined,
      body: '',
      bodyLine: 1,
      checklist: [],
      links: [],
      diagnostics: [unread(card, 1, `The body cannot be read: ${trouble}.`)],
    };
  }
  const text = bytes.toString('utf8');
  const { header, bodyOffset, bodyLine } = await splitText(text);
  const { checklist, links, problems } = await readBody(text, { ...options, bodyOffset, bodyLine });
  const diagnostics = problems.map((problem) => ({
    ...unread(card, problem.line, problem.message),
    column: problem.column,
    endColumn: problem.column + 1,
  }));
  return { text, header, body: text.slice(bodyOffset), bodyLine, checklist, links, diagnostics };
}

function readBytes(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unread(card: Card, line: number, message: string): Diagnostic {
  return {
    code: 'body-unread',
    severity: 'error',
    message,
    path: card.path,
    line,
    column: 1,
    endColumn: 2,
    related: [],
    help: 'Until it can be read, the card cannot be verified or closed.',
  };
}
