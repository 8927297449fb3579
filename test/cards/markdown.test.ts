import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/cards/markdown.ts';

const TOP = { offset: 0, line: 1 };
const LAZY = 'A list or quote goes on for more than 2,000 lines without its mark.';

function problemOf(body: string) {
  const reading = parseMarkdown(body, TOP);
  return reading.kind === 'refused' ? reading.problem : undefined;
}

describe('parsing a body', () => {
  it('gives positions of the file, not of the body', () => {
    const text = '---\na: b\n---\n# One\n';
    const reading = parseMarkdown(text.slice(13), { offset: 13, line: 4 });
    const heading = reading.kind === 'parsed' ? reading.root.children[0] : undefined;
    expect(heading?.position).toEqual({
      start: { line: 4, column: 1, offset: 13 },
      end: { line: 4, column: 6, offset: 18 },
    });
  });

  it('counts a byte order mark as the one character it is', () => {
    const reading = parseMarkdown('\ufeff# One\n\n# Two', TOP);
    const starts = reading.kind === 'parsed' ? reading.root.children.map((node) => node.position?.start) : [];
    expect(starts).toEqual([
      { line: 1, column: 2, offset: 1 },
      { line: 3, column: 1, offset: 8 },
    ]);
  });

  it('reads an empty body', () => {
    expect(parseMarkdown('', TOP)).toMatchObject({ kind: 'parsed', root: { children: [] } });
  });

  it.each([
    ['ten thousand list marks', '* '.repeat(10_000), 1],
    ['ten thousand quote marks', '> '.repeat(10_000), 1],
    ['a box under 150 quote marks', `${'> '.repeat(150)}- [ ] a`, 1],
    ['a list nested a thousand deep', stairs(1_000), 101],
  ])('refuses %s where the nesting becomes too deep', (_, body, line) => {
    const problem = problemOf(body);
    expect(problem?.message).toBe('Lists and quotes are nested more than 100 deep here.');
    expect(problem?.line).toBe(line);
  });

  it.each([
    ['brackets', '['.repeat(20_000) + ']'.repeat(20_000), 'A paragraph has more than 5,000 brackets here.'],
    ['open links', '[[card '.repeat(50_000), 'A paragraph has more than 5,000 brackets here.'],
    ['quotes', '> a\n\n'.repeat(3_000), 'The text has more than 2,000 quotes.'],
    ['nested items', '- a\n  - b\n'.repeat(3_000), 'The text has more than 1,000 nested list items.'],
    ['underlined headings', 'a\n=\n\n'.repeat(1_500), 'The text has more than 1,000 underlined headings.'],
    ['lines', 'a\n\n'.repeat(6_000), 'The text has more than 10,000 lines, so it is not read.'],
    ['lazy lines', `> a\n${'b\n'.repeat(3_000)}`, LAZY],
    ['backtick runs', runs(150), 'Backticks come in more than 100 different lengths.'],
    ['text', 'a'.repeat(1024 * 1024 + 1), 'The text is longer than 1 MiB, so it is not read.'],
  ])('refuses too many %s and says so', (_, body, message) => {
    expect(problemOf(body)?.message).toBe(message);
  });

  it.each([
    ['closed wiki links on one line', '[[card]] '.repeat(50_000)],
    ['emphasis marks that never close', 'a**b'.repeat(10_000) + 'c* '.repeat(10_000)],
    ['spaces in an item', `- [ ] a${' '.repeat(50_000)}b`],
    ['lines of code', `\`\`\`\n${'a *b\n'.repeat(9_000)}\`\`\`\n`],
    ['rows of a table', `|a|\n|-|\n${'| [a](b) |\n'.repeat(3_000)}`],
  ])('reads many %s', (_, body) => {
    expect(problemOf(body)).toBeUndefined();
  });

  it('does not mistake code that is indented far for a deep list', () => {
    expect(problemOf(`${' '.repeat(300)}call()\n`)).toBeUndefined();
  });
});

function stairs(steps: number): string {
  return Array.from({ length: steps }, (_, step) => `${'  '.repeat(step)}- a`).join('\n');
}

function runs(count: number): string {
  return Array.from({ length: count }, (_, at) => `${'`'.repeat(at + 1)}a`).join(' ');
}
