import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/cards/markdown.ts';
import { scanWikiLinks } from '../../src/cards/scan-wiki-links.ts';
import { wikiLinksOf } from '../../src/cards/wiki-links.ts';

const TOP = { offset: 0, line: 1 };
const FUZZ = Number(process.env.MIKADO_TEST_FUZZ ?? '2000');

/** What the Markdown parser finds; undefined where it refuses. */
function parsedLinks(body: string) {
  const reading = parseMarkdown(body, TOP);
  return reading.kind === 'refused' ? 'refused' : wikiLinksOf(reading.root, body, TOP);
}

/** Pieces of Markdown that hide links, or that look as if they did. */
const PIECE = fc.constantFrom(
  ...[
    '[[a]]',
    '[[b|c]]',
    '![[d#e]]',
    '[[',
    ']]',
    '[',
    ']',
    '](',
    '](x)',
    '](x "',
    '")',
    ')',
    '[[a`b]]',
    '[[a\\|b]]',
  ],
  ...[
    '`',
    '``',
    '```',
    '````',
    '~~~',
    '~~~~',
    '```sh',
    '`x`',
    '\\',
    '\\`',
    '\\[',
    '<',
    '>',
    '<a>',
    '</a>',
    '<a ',
    '<https://x>',
  ],
  ...[
    '<!--',
    '-->',
    '<!-- x -->',
    '<!-->',
    '<br>',
    '<details>',
    '<pre>',
    '<?',
    '?>',
    '<!X',
    '[x]: ',
    ']: ',
    '[^1]: ',
    '"',
    "'",
  ],
  ...[
    '- ',
    '* ',
    '+ ',
    '1. ',
    '2) ',
    '10. ',
    '> ',
    '>',
    '-',
    '1.',
    '#',
    '## ',
    '---',
    '===',
    '***',
    '- [ ] ',
    '|',
    '!',
    '=',
    ':',
  ],
  ...[
    ' ',
    '  ',
    '   ',
    '    ',
    '     ',
    '\t',
    '\t\t',
    'word',
    'two words',
    'é',
    '\u00a0',
    '\u2028',
    '😀',
    '\u0000',
  ],
);
const END = fc.constantFrom('\n', '\n', '\n', '\n\n', '\r\n', '\r', '');
const LINES = fc
  .array(fc.tuple(fc.array(PIECE, { maxLength: 6 }), END), { maxLength: 12 })
  .map((lines) => lines.map(([pieces, end]) => pieces.join('') + end).join(''));

/** Blocks that are nearly always well formed, so that the scan is sure of many of them. */
const BLOCK = fc.constantFrom(
  ...[
    'See [[a]] and `[[b]]`.',
    '- [[a]]',
    '  - [[b]]',
    '    - [[c]]',
    '1. [[d]]',
    '   [[e]]',
    '    [[f]]',
    '> [[g]]',
    '',
  ],
  ...[
    '```',
    '```sh',
    '  ```',
    '   ```',
    '    ```',
    '~~~',
    'if [[ -f x ]]; then',
    '<!-- [[h]] -->',
    '<!--',
    '-->',
    '  <!-- x -->',
  ],
  ...[
    '# [[i]]',
    'text',
    '  text',
    '---',
    '[k](l) [[m]]',
    '[k](l "m") [[n]]',
    '<https://o.p> [[q]]',
    '\\[[r]]',
    '-     [[s]]',
    '-',
  ],
  ...[
    '1.',
    '      [[t]]',
    '\t[[u]]',
    '-\t[[v]]',
    '[w]: x',
    '[[y]]: z',
    '| [[a\\|b]] |',
    '`a',
    'b`',
    '- text',
    '>     [[z]]',
    '',
    '',
  ],
);
const BLOCKS = fc.array(BLOCK, { maxLength: 14 }).map((lines) => lines.join('\n'));

/** One or two lines in which much is opened and closed. */
const INLINE = fc
  .array(
    fc.constantFrom(
      ...[
        '[[a]]',
        '[[a]]',
        '`',
        '`',
        '``',
        '\\',
        '<',
        '>',
        '](',
        ')',
        '<!--',
        '-->',
        '-',
        '"',
        ' ',
        'x',
        '[',
        ']',
      ],
      ...[': ', '\n'],
    ),
    { maxLength: 12 },
  )
  .map((pieces) => `w${pieces.join('')}`);

describe('the look at the lines for wiki links', () => {
  it.each([
    ['hostile pieces', LINES],
    ['marks inside a line', INLINE],
    ['blocks of every kind', BLOCKS],
  ])('finds what the parser finds, or leaves it to the parser: %s', (_, bodies) => {
    let sure = 0;
    fc.assert(
      fc.property(bodies, (body) => {
        const scanned = scanWikiLinks(body, TOP);
        if (scanned === undefined) return;
        sure += 1;
        expect(scanned).toEqual(parsedLinks(body));
      }),
      { numRuns: FUZZ },
    );
    expect(sure).toBeGreaterThan(FUZZ / 20);
  });

  const CORPUS = fileURLToPath(new URL('../../../shared/corpus/blumeops', import.meta.url));
  // Skipped where the corpus is not beside the checkout.
  it.skipIf(!existsSync(CORPUS))(
    'agrees with the parser on every real document, and needs it for few',
    () => {
      const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.md'),
      );
      const bodies = new Set(
        names.map((name) => readFileSync(join(CORPUS, name), 'utf8').replace(/^---\n.*?\n---\n/s, '')),
      );
      const differ: string[] = [];
      let unsure = 0;
      for (const body of bodies) {
        const scanned = scanWikiLinks(body, TOP);
        if (scanned === undefined) unsure += 1;
        else if (JSON.stringify(scanned) !== JSON.stringify(parsedLinks(body))) differ.push(body);
      }
      expect(differ).toEqual([]);
      expect(bodies.size).toBeGreaterThan(100);
      expect(unsure / bodies.size).toBeLessThan(0.05);
    },
  );

  it.each([
    ['a code span over two lines', '`a\n[[b]]`'],
    ['HTML', '<div>\n[[a]]\n</div>'],
    ['a definition', '[a]: <[[b]]>'],
    ['code that is only indented', 'a\n\n    [[b]]'],
    ['a fence in a quote', '> ```\n> [[a]]\n> ```'],
    ['a fence that does not end with its list', '- a\n\n  ```\n[[b]]\n  ```'],
    ['a byte order mark', '\ufeff[[a]]'],
    ['very many lines', '[[a]]\n'.repeat(1001)],
  ])('leaves %s to the parser', (_, body) => {
    expect(scanWikiLinks(body, TOP)).toBeUndefined();
  });
});
