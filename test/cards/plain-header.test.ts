import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../src/cards/frontmatter.ts';
import { readPlainHeader } from '../../src/cards/plain-header.ts';

/** Reads the same lines both ways, with LF or CRLF; undefined where the plain reader leaves it to the library. */
function readBoth(lines: readonly string[], newline: '\n' | '\r\n') {
  const plain = readPlainHeader(
    lines,
    4,
    lines.map(() => newline.length),
  );
  const library = readFrontMatter(lines.map((line) => line + newline).join(''), 4);
  return { plain, library };
}

const word = fc.constantFrom(
  'active',
  'zot-client',
  'a b',
  'it’s',
  '2026-02-20',
  '010',
  '1.10',
  'no',
  'null',
  '~',
  'x: y',
  'x #y',
  '"q"',
  "'s'",
  '"a\\tb"',
  "'it''s'",
  '[a, b]',
  '[]',
  '[a,]',
  '{a: b}',
  '&x y',
  '*x',
  '!t x',
  '- x',
  '|',
  '>',
  'a:',
  ':a',
  '#c',
  '…',
  'é',
  '\tx',
  'a\tb',
  '[[a]]',
  '[a b]',
  '%x',
  '@x',
  '`x`',
  '? x',
  '-',
  '--- x',
  '...',
  '\u0085x',
  '\ufeffx',
  'a\u2028b',
  '',
);
const key = fc.constantFrom(
  'status',
  'requires',
  'title',
  'tags',
  'last-reviewed',
  'branch',
  '"status"',
  'ключ',
  '<<',
  '1',
  'a b',
);
const space = fc.constantFrom('', ' ', '  ', '    ', '\t');
/** Lines that the plain reader is made for, so that enough of them come together for it to answer. */
const plainLine = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('status', 'requires', 'title', 'tags', 'branch'),
      fc.constantFrom(': a', ': "b c"', ":  'd'", ':', ': [a, b]', ': é, f ', ': 010'),
    )
    .map(([name, value]) => name + value),
  fc.constantFrom('  - a', '- b', '  - "c"', '', '# note', '  # note', '  -   d '),
);
const oddLine = fc.oneof(
  fc
    .tuple(key, space, word, space)
    .map(([name, before, value, after]) => `${name}:${before}${value}${after}`),
  fc.tuple(space, word).map(([indent, value]) => `${indent}- ${value}`),
  fc.tuple(space, word).map(([indent, value]) => `${indent}${value}`),
  fc.tuple(space, key).map(([indent, name]) => `${indent}${name}: x`),
);

const line = fc.oneof({ weight: 5, arbitrary: plainLine }, { weight: 1, arbitrary: oddLine });

describe('the plain reader of front matter', () => {
  it('agrees with the YAML library wherever it answers, with values, positions and line ends', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom('\n' as const, '\r\n' as const),
        (lines, newline) => {
          const { plain, library } = readBoth(lines, newline);
          if (plain === undefined || lines.length === 0) return;
          answered += 1;
          if (plain.size === 0) {
            expect(library.kind).toBe('not-a-mapping');
            return;
          }
          expect(library).toEqual({ kind: 'fields', fields: plain });
        },
      ),
      { numRuns: 20_000, seed: 4 },
    );
    // A reader that always declines would agree too.
    expect(answered).toBeGreaterThan(2_000);
  });

  it('answers for the front matter that cards really have', () => {
    const lines = [
      'title: Harden the registry',
      'modified: 2026-02-20',
      'status: active',
      'requires:',
      '  - a',
      '  - b',
      'tags: [x, y]',
    ];
    const { plain, library } = readBoth(lines, '\n');
    expect(plain?.get('requires')?.value).toMatchObject({
      kind: 'list',
      items: [{ at: { value: 'a' } }, { at: { value: 'b' } }],
    });
    expect(library).toEqual({ kind: 'fields', fields: plain });
  });
});
