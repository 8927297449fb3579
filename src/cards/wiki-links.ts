import type { Nodes, Root } from 'mdast';
import type { BodyStart, MarkdownProblem } from './markdown.ts';
import type { WikiLink } from './wiki-link.ts';

/** The wiki links of a body in the order of the file, and what kept it from being read. */
export interface WikiLinkReading {
  readonly links: readonly WikiLink[];
  readonly problems: readonly MarkdownProblem[];
}

/**
 * Finds the wiki links of a card's body: never in code, comments, definitions or the targets of other links.
 *
 * The Markdown parser is loaded and asked only where a closed pair of brackets stands.
 *
 * @param body the text after the front matter
 * @param from where the body starts in its file
 */
export async function findWikiLinks(body: string, from: BodyStart): Promise<WikiLinkReading> {
  if (!mayHoldWikiLink(body)) return { links: [], problems: [] };
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
    const embed = isEmbed(body, start.offset - from.offset);
    const shift = embed ? 1 : 0;
    links.push({
      ...partsOf(node.value),
      embed,
      written: {
        value: (embed ? '!' : '') + node.value,
        line: start.line,
        column: start.column - shift,
        endColumn: start.column + node.value.length,
        offset: start.offset - shift,
      },
    });
  }
  return links;
}

function isEmbed(body: string, at: number): boolean {
  if (body[at - 1] !== '!') return false;
  let backslashes = 0;
  while (body[at - 2 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 0;
}

function partsOf(written: string): Pick<WikiLink, 'stem' | 'folder' | 'heading' | 'text'> {
  const inner = written.slice(2, -2);
  const bar = inner.indexOf('|');
  // In a table the bar is written `\|`.
  const target = bar === -1 ? inner : inner.slice(0, bar).replace(/\\$/, '');
  const hash = target.indexOf('#');
  const path = (hash === -1 ? target : target.slice(0, hash)).trim();
  const slash = path.lastIndexOf('/');
  return {
    stem: path.slice(slash + 1),
    folder: slash === -1 ? '' : path.slice(0, slash),
    heading: hash === -1 ? undefined : target.slice(hash + 1).trim(),
    text: bar === -1 ? undefined : inner.slice(bar + 1).trim(),
  };
}
