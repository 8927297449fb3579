import type { Nodes, Root } from 'mdast';
import type { BodyStart, MarkdownProblem } from './markdown.ts';
import { scanWikiLinks } from './scan-wiki-links.ts';
import { type WikiLink, wikiLinkAt } from './wiki-link.ts';

/** The wiki links of a body in the order of the file, and what kept it from being read. */
export interface WikiLinkReading {
  readonly links: readonly WikiLink[];
  readonly problems: readonly MarkdownProblem[];
}

/**
 * Finds the wiki links of a card's body: never in code, comments, definitions or the targets of other links.
 *
 * The Markdown parser is slow, and loaded and asked only where a look at the lines leaves a doubt.
 *
 * @param body the text after the front matter
 * @param from where the body starts in its file
 */
export async function findWikiLinks(body: string, from: BodyStart): Promise<WikiLinkReading> {
  if (!mayHoldWikiLink(body)) return { links: [], problems: [] };
  const scanned = scanWikiLinks(body, from);
  if (scanned !== undefined) return { links: scanned, problems: [] };
  const { parseMarkdown } = await import('./markdown.ts');
  const reading = parseMarkdown(body, from);
  if (reading.kind === 'refused') return { links: [], problems: [reading.problem] };
  return { links: wikiLinksOf(reading.root, body, from), problems: [] };
}

/** Tells whether a text holds a closed `[[…]]` at all, in time proportional to its length. */
export function mayHoldWikiLink(text: string): boolean {
  return /\[\[[^[\]\r\n]+\]\]/.test(text);
}

/**
 * Collects the wiki links of a parsed body, in the order of the file.
 *
 * @param root the tree that `parseMarkdown` gave for the body
 * @param body the text it was parsed from
 * @param from where the body starts in its file
 */
export function wikiLinksOf(root: Root, body: string, from: BodyStart): readonly WikiLink[] {
  const links: WikiLink[] = [];
  const todo: Nodes[] = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if ('children' in node) for (const child of node.children.toReversed()) todo.push(child);
    const start = node.position?.start;
    if (node.type !== 'wikiLink' || start?.offset === undefined) continue;
    const at = start.offset - from.offset;
    const place = { line: start.line, column: start.column, offset: start.offset };
    links.push(wikiLinkAt(body, { start: at, end: at + node.value.length }, place));
  }
  return links;
}
