import type { Header } from '../cards/header-field.ts';
import type { MarkdownProblem } from '../cards/markdown.ts';
import { readHeader } from '../cards/read-header.ts';
import type { WikiLink } from '../cards/wiki-link.ts';
import { findWikiLinks, mayHoldWikiLink, wikiLinksOf } from '../cards/wiki-links.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { checklistOf, mayHoldItem } from '../checklist/parse-checklist.ts';
import type { Programs } from '../checklist/programs.ts';
import { type WrittenCommand, writtenCommands } from '../checklist/written-commands.ts';

/** What is meant as front matter, understood or not. */
const FENCED = /^\ufeff?---[^\r\n]*\r?\n(?:[^\r\n]*\r?\n){0,999}?---[ \t]*(?:\r?\n|$)/;

/** A document as far as the rules ask about it. */
export interface CheckedText {
  readonly text: string;
  /** The front matter, or undefined when it has none that was understood. */
  readonly header: Header | undefined;
  readonly body: string;
  readonly bodyLine: number;
  readonly links: readonly WikiLink[];
  readonly checklist: Checklist;
  /** The code of the checklist's items. */
  readonly commands: readonly WrittenCommand[];
  readonly problems: readonly MarkdownProblem[];
}

/** Splits a text into front matter and body. A front matter that is not understood is no part of the body either. */
export async function splitDocument(
  text: string,
): Promise<Pick<CheckedText, 'text' | 'header' | 'body' | 'bodyLine'> & { readonly bodyOffset: number }> {
  const plain = readHeader(text);
  const reading =
    plain.kind === 'needs-yaml'
      ? readHeader(text, (await import('../cards/frontmatter.ts')).readFrontMatter)
      : plain;
  if (reading.kind !== 'read') {
    const fenced = FENCED.exec(text)?.[0] ?? '';
    const bodyLine = fenced.split('\n').length;
    return { text, header: undefined, body: text.slice(fenced.length), bodyLine, bodyOffset: fenced.length };
  }
  const { bodyOffset, bodyLine } = reading.header;
  return { text, header: reading.header, body: text.slice(bodyOffset), bodyLine, bodyOffset };
}

/** Reads the links of a document that is no card. */
export async function readLinks(text: string): Promise<CheckedText> {
  const split = await splitDocument(text);
  const from = { offset: split.bodyOffset, line: split.bodyLine };
  return { ...split, ...(await findWikiLinks(split.body, from)), checklist: [], commands: [] };
}

/**
 * Reads the links and the checklist of a card.
 *
 * @param headings names of verification sections besides the usual ones
 * @param programs what is known of the place where commands run; nothing when it is left out
 */
export async function readCheckedCard(
  text: string,
  headings: readonly string[],
  programs?: Programs,
): Promise<CheckedText> {
  const split = await splitDocument(text);
  const { body, bodyOffset, bodyLine } = split;
  if (!mayHoldItem(body)) return readLinks(text);
  const { parseMarkdown } = await import('../cards/markdown.ts');
  const from = { offset: bodyOffset, line: bodyLine };
  const reading = parseMarkdown(body, from);
  if (reading.kind === 'refused')
    return { ...split, links: [], checklist: [], commands: [], problems: [reading.problem] };
  const { items, problems } = checklistOf(reading.root, text, { headings, programs });
  const links = mayHoldWikiLink(body) ? wikiLinksOf(reading.root, body, from) : [];
  return { ...split, links, checklist: items, commands: writtenCommands(reading.root, items), problems };
}
