import type {
  BlockContent,
  DefinitionContent,
  Heading,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
} from 'mdast';
import type { MarkdownProblem } from '../cards/markdown.ts';
import type { Located } from '../located.ts';
import { type InlinePart, type RawBlock, type RawItem, sourceOf } from './raw-item.ts';

/** One box of a file with the item it belongs to, and the heading it was found under. */
interface FoundItem {
  readonly raw: RawItem;
  readonly text: string;
  readonly section: string;
  readonly box: Located<string>;
}

/** All items that were asked for, in the order of the file, and what looks like one and is none. */
export interface FoundItems {
  readonly items: readonly FoundItem[];
  readonly problems: readonly MarkdownProblem[];
}

/** One character between brackets, followed by a space or the end. */
const BOX = /^\[([^\]\r\n])\](?=\s|$)/u;

/**
 * Finds the task-list items of a parsed file.
 *
 * @param root the tree, with positions in `text`
 * @param text the whole file
 * @param takes tells by a top-level heading's words whether the items below it count, up to the next heading of the
 *   same or a higher level; left out, all items of the file count
 */
export function readItems(root: Root, text: string, takes?: (heading: string) => boolean): FoundItems {
  const items: FoundItem[] = [];
  const problems: MarkdownProblem[] = [];
  let open: { readonly depth: number; readonly heading: string } | undefined;
  for (const node of root.children) {
    if (node.type === 'heading') {
      if (open === undefined || node.depth <= open.depth || takes === undefined)
        open = openSection(node, takes);
    } else if (open !== undefined || takes === undefined) {
      collect(node, open?.heading ?? '');
    }
  }
  return { items, problems };

  function collect(node: Root['children'][number], section: string): void {
    // What stands in a quote is somebody else's list.
    if (node.type !== 'list') return;
    for (const item of node.children) {
      const paragraph = item.children[0];
      if (paragraph?.type === 'paragraph') readItem(item, paragraph, section);
      for (const child of item.children) collect(child, section);
    }
  }

  function readItem(item: ListItem, paragraph: Paragraph, section: string): void {
    const start = paragraph.position?.start;
    const end = paragraph.position?.end.offset;
    if (start?.offset === undefined || end === undefined) return;
    const source = text.slice(start.offset, end);
    const mark = BOX.exec(source)?.[1];
    if (mark === undefined) {
      if (/^\[\](?:\s|$)/.test(source)) {
        const message = 'This box has no space in it, so the item is not on the checklist: write `[ ]`.';
        problems.push({ message, line: start.line, column: start.column });
      }
      return;
    }
    const written = mark.length + 2;
    const fence = fenceIn(paragraph, text);
    items.push({
      raw: {
        mark,
        parts: withoutStart(
          partsOf(fence === undefined ? paragraph.children : paragraph.children.slice(0, -1)),
          written,
        ),
        blocks: [...(fence === undefined ? [] : [fence]), ...item.children.slice(1).flatMap(blockOf)],
      },
      text: collapse(source.slice(written)),
      section,
      box: {
        value: mark,
        line: start.line,
        column: start.column + 1,
        endColumn: start.column + 1 + mark.length,
        offset: start.offset + 1,
      },
    });
  }
}

function openSection(node: Heading, takes?: (heading: string) => boolean) {
  const heading = collapse(
    partsOf(node.children)
      .map((part) => part.value)
      .join(''),
  );
  return takes === undefined || takes(heading) ? { depth: node.depth, heading } : undefined;
}

/**
 * A shell block that is indented so far that Markdown reads it as the end of the sentence, in a code span: whoever wrote the
 * fence meant a block.
 */
function fenceIn(paragraph: Paragraph, text: string): RawBlock | undefined {
  const last = paragraph.children.at(-1);
  if (last?.type !== 'inlineCode' || last.position === undefined) return undefined;
  const source = text.slice(last.position.start.offset, last.position.end.offset);
  const [, language, code] = /^```([\w-]+)[ \t]*\r?\n([\s\S]*?)\r?\n[ \t]*```$/.exec(source) ?? [];
  if (language === undefined || code === undefined) return undefined;
  const lines = code.split(/\r?\n/).map((line) => line.trimStart());
  return { kind: 'code', language, code: lines.join('\n') };
}

function blockOf(node: BlockContent | DefinitionContent): readonly RawBlock[] {
  if (node.type === 'paragraph') return [{ kind: 'paragraph', parts: partsOf(node.children) }];
  if (node.type === 'code') return [{ kind: 'code', language: node.lang ?? null, code: node.value }];
  if (node.type === 'html') {
    const comment = commentIn(node.value);
    return [comment === undefined ? { kind: 'other' } : { kind: 'comment', value: comment }];
  }
  if (node.type === 'list' && node.children.every(hasBox)) return [];
  if (node.type === 'list') {
    const lines = node.children.flatMap((item) => item.children);
    if (lines.every(isExpectation)) return lines.flatMap(blockOf);
  }
  return [{ kind: 'other' }];
}

function hasBox(item: ListItem): boolean {
  const paragraph = item.children[0];
  if (paragraph?.type !== 'paragraph') return false;
  return BOX.test(
    partsOf(paragraph.children)
      .map((part) => part.value)
      .join(''),
  );
}

function partsOf(nodes: readonly PhrasingContent[]): InlinePart[] {
  const parts: InlinePart[] = [];
  for (const node of nodes) {
    for (const part of partOf(node)) {
      const last = parts.at(-1);
      if (part.kind === 'text' && last?.kind === 'text') {
        parts[parts.length - 1] = { kind: 'text', value: last.value + part.value };
      } else {
        parts.push(part);
      }
    }
  }
  return parts;
}

function partOf(node: PhrasingContent): readonly InlinePart[] {
  switch (node.type) {
    case 'inlineCode':
      // In a code span the end of a line is a space.
      return [{ kind: 'code', value: node.value.replace(/\s*\n\s*/g, ' ') }];
    case 'html': {
      const comment = commentIn(node.value);
      return [
        comment === undefined ? { kind: 'text', value: node.value } : { kind: 'comment', value: comment },
      ];
    }
    case 'break':
      return [{ kind: 'text', value: '\n' }];
    case 'link':
      return partsOf(node.children);
    case 'linkReference':
      return [{ kind: 'text', value: '[' }, ...partsOf(node.children), { kind: 'text', value: ']' }];
    case 'text':
    case 'wikiLink':
      return [{ kind: 'text', value: node.value }];
    default:
      return [];
  }
}

function commentIn(html: string): string | undefined {
  const trimmed = html.trim();
  const isOne = trimmed.startsWith('<!--') && trimmed.indexOf('-->') === trimmed.length - 3;
  return isOne ? trimmed.slice(4, -3).trim() : undefined;
}

function withoutStart(parts: readonly InlinePart[], length: number): readonly InlinePart[] {
  const [first, ...rest] = parts;
  return first === undefined ? [] : [{ ...first, value: first.value.slice(length) }, ...rest];
}

function collapse(text: string): string {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}

/** A line below an item that tells what to expect, although it is written as a list. */
function isExpectation(node: BlockContent | DefinitionContent): boolean {
  return node.type === 'paragraph' && /^expect/i.test(sourceOf(partsOf(node.children)).replaceAll('*', ''));
}
