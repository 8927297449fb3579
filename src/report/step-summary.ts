import { counted } from '../counted.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { countDiagnostics } from './diagnostics-text.ts';

/** What a step summary is made from. */
interface Summed {
  readonly diagnostics: readonly Diagnostic[];
  /** How many cards were checked. */
  readonly cards: number;
  /** The text of one diagnostic, as it is printed. */
  readonly textOf: (diagnostic: Diagnostic) => string;
  /** The most bytes that the summary may take. */
  readonly limit: number;
}

/**
 * Writes Markdown for the summary of a CI step: the counts, a table of the rules, and the findings as they are printed.
 *
 * Whatever comes from a file stands inside one fenced block, whose fence is longer than any run of backticks in it: there
 * is no mention, no link, no image and no HTML in such a block. What is beyond the limit is counted.
 *
 * @returns nothing when not even the counts fit
 */
export function stepSummary({ diagnostics, cards, textOf, limit }: Summed): string {
  const checked = `${counted(cards, 'card')} checked`;
  const head = `### mikado check: ${countDiagnostics(diagnostics)} found\n\n${checked}.\n\n${rulesTable(diagnostics)}`;
  const texts = diagnostics.map(textOf);
  const fence = '`'.repeat(Math.max(3, longestRun(texts) + 1));
  const more = (count: number) => (count === 0 ? '' : `\ntruncated ${count} more\n`);
  const around = [`${fence}text\n`, `${fence}\n`];
  let left = limit - bytesOf(head) - bytesOf(around.join('')) - bytesOf(more(texts.length));
  if (left < 0) return '';
  if (texts.length === 0) return head;
  let kept = 0;
  for (const text of texts) {
    left -= bytesOf(text);
    if (left < 0) break;
    kept++;
  }
  return [head, around[0], ...texts.slice(0, kept), around[1], more(texts.length - kept)].join('');
}

function rulesTable(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '';
  const counts = new Map<string, { errors: number; warnings: number }>();
  for (const { code, severity } of diagnostics) {
    const count = counts.get(code) ?? { errors: 0, warnings: 0 };
    count[severity === 'error' ? 'errors' : 'warnings']++;
    counts.set(code, count);
  }
  const rows = [...counts].map(([code, { errors, warnings }]) => `| \`${code}\` | ${errors} | ${warnings} |`);
  return ['| rule | errors | warnings |', '| --- | ---: | ---: |', ...rows, '', ''].join('\n');
}

function longestRun(texts: readonly string[]): number {
  let longest = 0;
  for (const text of texts) for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
