import type { MarkdownProblem } from '../cards/markdown.ts';
import type { WikiLink } from '../cards/wiki-link.ts';
import { mayHoldWikiLink, wikiLinksOf } from '../cards/wiki-links.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { type ChecklistOptions, checklistOf, mayHoldItem } from '../checklist/parse-checklist.ts';

/** What is read from a card's body, with positions in its file. */
export interface CardBody {
  readonly checklist: Checklist;
  readonly links: readonly WikiLink[];
  /** What kept the body, or an item of it, from being read: nothing may be concluded from what is missing. */
  readonly problems: readonly MarkdownProblem[];
}

/**
 * Reads a card's checklist and wiki links, parsing its body once, and not at all when it can hold neither.
 *
 * @param text the whole file
 * @param options where the body starts, and which headings open a verification section besides the usual ones
 */
export async function readBody(text: string, options: ChecklistOptions): Promise<CardBody> {
  const body = text.slice(options.bodyOffset);
  if (!mayHoldItem(body) && !mayHoldWikiLink(body)) return { checklist: [], links: [], problems: [] };
  const { parseMarkdown } = await import('../cards/markdown.ts');
  const from = { offset: options.bodyOffset, line: options.bodyLine };
  const reading = parseMarkdown(body, from);
  if (reading.kind === 'refused') return { checklist: [], links: [], problems: [reading.problem] };
  const { items, problems } = checklistOf(reading.root, text, options);
  return { checklist: items, links: wikiLinksOf(reading.root, body, from), problems };
}
