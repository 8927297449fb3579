import { readFrontMatter } from '../cards/frontmatter.ts';
import { parseMarkdown } from '../cards/markdown.ts';
import { readHeader } from '../cards/read-header.ts';
import type { ChecklistItem } from '../checklist/checklist.ts';
import { checklistOf } from '../checklist/parse-checklist.ts';
import { splice, tickEdit } from './splice.ts';

/**
 * Ticks and unticks the items of one version of a card as they stand in another, and changes nothing else: what
 * verifying did to a card, without the other edits that somebody made meanwhile. Items are the same by their text; of
 * equal texts the first is the first.
 *
 * @param headings further headings whose task lists are checklists
 */
export function carryTicks(from: string, to: string, headings: readonly string[] | undefined): string {
  const ticked = new Map<string, boolean>();
  for (const [key, item] of keyed(itemsOf(from, headings))) ticked.set(key, item.ticked);
  const cuts = keyed(itemsOf(to, headings)).flatMap(([key, item]) =>
    tickEdit(item, (ticked.get(key) ?? item.ticked) ? 'x' : ' '),
  );
  return splice(to, cuts);
}

function keyed(items: readonly ChecklistItem[]): [string, ChecklistItem][] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const nth = (seen.get(item.text) ?? 0) + 1;
    seen.set(item.text, nth);
    return [`${nth} ${item.text}`, item];
  });
}

function itemsOf(text: string, headings: readonly string[] | undefined): readonly ChecklistItem[] {
  const reading = readHeader(text, readFrontMatter);
  if (reading.kind !== 'read') return [];
  const { bodyOffset, bodyLine } = reading.header;
  const body = parseMarkdown(text.slice(bodyOffset), { offset: bodyOffset, line: bodyLine });
  return body.kind === 'refused' ? [] : checklistOf(body.root, text, { headings }).items;
}
