import type { Root } from 'mdast';
import type { MarkdownProblem } from '../cards/markdown.ts';
import type { Checklist } from './checklist.ts';
import { classifyItem } from './classify-item.ts';
import type { Programs } from './programs.ts';
import { type FoundItems, readItems } from './read-items.ts';

/** Where a file's body starts, and which headings open a verification section besides the usual ones. */
export interface ChecklistOptions {
  /** Offset in UTF-16 code units right after the front matter; 0 without one. */
  readonly bodyOffset: number;
  /** The line, counted from 1, at that offset. */
  readonly bodyLine: number;
  readonly headings?: readonly string[] | undefined;
  /** What is known of the place where commands run; nothing when it is left out. */
  readonly programs?: Programs | undefined;
}

/** The items of a checklist, judged, and what kept some from being read. */
export interface ChecklistReading {
  readonly items: Checklist;
  readonly problems: readonly MarkdownProblem[];
}

/** The headings below which items are a card's verification; letters' case, numbering and brackets do not matter. */
const VERIFICATION_HEADINGS: readonly string[] = [
  'Verification',
  'Verification checklist',
  'Verify',
  'Acceptance criteria',
  'Definition of done',
];

/** A box after a list marker; the one thing without which there is no item to look for. */
const BOX_SOMEWHERE = /(?:[-+*]|\d[.)])[ \t]+\[[^\r\n]?.?\]/;

/**
 * Reads the items of all verification sections of a card and judges each.
 *
 * @param text the whole file
 */
export async function parseChecklist(text: string, options: ChecklistOptions): Promise<ChecklistReading> {
  const body = text.slice(options.bodyOffset);
  if (!mayHoldItem(body)) return { items: [], problems: [] };
  const { parseMarkdown } = await import('../cards/markdown.ts');
  const reading = parseMarkdown(body, { offset: options.bodyOffset, line: options.bodyLine });
  if (reading.kind === 'refused') return { items: [], problems: [reading.problem] };
  return checklistOf(reading.root, text, options);
}

/**
 * Reads the items of a loose Markdown file: those of its verification sections, or all when it has no such section.
 *
 * @param text the whole file
 * @param options where its body starts, if it has front matter
 */
export async function parseLooseChecklist(
  text: string,
  options: ChecklistOptions = { bodyOffset: 0, bodyLine: 1 },
): Promise<ChecklistReading> {
  const { parseMarkdown } = await import('../cards/markdown.ts');
  const from = { offset: options.bodyOffset, line: options.bodyLine };
  const reading = parseMarkdown(text.slice(options.bodyOffset), from);
  if (reading.kind === 'refused') return { items: [], problems: [reading.problem] };
  let hasSection = false;
  const takes = opensSection(options.headings);
  const found = readItems(reading.root, text, (heading) => {
    if (takes(heading)) hasSection = true;
    return takes(heading);
  });
  return judge(hasSection ? found : readItems(reading.root, text), options.programs);
}

/** Tells whether a text holds a box after a list marker at all, so that other texts need no parser. */
export function mayHoldItem(text: string): boolean {
  return BOX_SOMEWHERE.test(text);
}

/**
 * Reads and judges the items of the verification sections of a parsed body.
 *
 * @param root the tree that `parseMarkdown` gave
 * @param text the whole file
 * @param options which headings open a section besides the usual ones, and what is known of the place
 */
export function checklistOf(
  root: Root,
  text: string,
  { headings, programs }: Pick<ChecklistOptions, 'headings' | 'programs'> = {},
): ChecklistReading {
  return judge(readItems(root, text, opensSection(headings)), programs);
}

function opensSection(headings: readonly string[] = []): (heading: string) => boolean {
  const names = new Set([...VERIFICATION_HEADINGS, ...headings].map(plainName));
  return (heading) => names.has(plainName(heading));
}

/** Longer headings are sentences; matching them would only cost time. */
const MAX_HEADING = 200;

function plainName(heading: string): string {
  return heading
    .slice(0, MAX_HEADING)
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}|\u{FE0F}|\u{200D}|[*_`]/gu, '')
    .trim()
    .replace(/^(?:(?:step|phase|part)[ ]+)?\d+(?:\.\d+)*[.):]?[ ]+(?:[-–—:][ ]+)?/u, '')
    .replace(/[:.]$/, '')
    .replace(/(?:[ ]*(?:\([^()]*\)|\[[^[\]]*\]))+$/, '')
    .replace(/[:.]$/, '')
    .trim();
}

function judge(found: FoundItems, programs?: Programs): ChecklistReading {
  return {
    items: found.items.map(({ raw, text, section, box }) => {
      const { rule, ...verdict } = classifyItem(raw, programs);
      const ticked = raw.mark === 'x' || raw.mark === 'X';
      return { text, section, line: box.line, box, ticked, ...verdict };
    }),
    problems: found.problems,
  };
}
