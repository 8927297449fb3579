import { clip } from '../clip.ts';
import { visible } from '../visible.ts';

const MAX_TEXT = 120;
/** Letters and the marks of ordinary sentences; a colon may end a word and begin none. */
const PLAIN = /^(?!\d+[.)])[\p{L}\p{N}](?: ?[\p{L}\p{M}\p{N}.,;()'’/-]|: (?=\S))*$/u;
/** What a forge makes a link of although no mark stands in it: an address, an issue, a commit. */
const LINKED = /\/\/|www\.|\bgh-\d|\b[0-9a-f]{7,}\b/i;

/**
 * Text of a card or of a person in a sentence of Markdown: as it is where every forge shows just that, else as a span of
 * code. It is cut where it is long.
 */
export function inText(text: string): string {
  const shown = clip(text, MAX_TEXT);
  return PLAIN.test(shown.replace(/…$/, '')) && !LINKED.test(shown) ? shown : inCode(text);
}

/** One line of any text as a span of code, into which no forge looks for mentions, images or HTML; cut where it is long. */
export function inCode(text: string): string {
  const shown = visible(clip(text, MAX_TEXT)) || ' ';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A card by its title, and by its stem where that is another text. */
export function named({ stem, title }: { readonly stem: string; readonly title: string }): string {
  return title === stem ? inCode(stem) : `${inText(title)} (${inCode(stem)})`;
}

/** A heading with what stands below it; nothing where nothing does. */
export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

/** Lines that a forge folds away; nothing where there are none. */
export function folded(summary: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

/** The first entries of a list; what is left out is counted. */
export function list(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `- and ${lines.length - most} more`];
}

/** A table whose columns after the first are numbers, but for those that are named as words. */
export function table(
  columns: readonly { readonly name: string; readonly kind: 'words' | 'number' }[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  // A bar ends a cell even in a span of code.
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ kind }) => (kind === 'words' ? '---' : '--:'))),
    ...rows.map(line),
  ];
}
