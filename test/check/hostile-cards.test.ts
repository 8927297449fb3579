import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/check/rules.ts';
import { checkCards } from '../../src/check-cards.ts';
import { readPlan } from '../../src/plan.ts';
import { seededRandom } from '../../src/seeded-random.ts';
import { makeTree } from '../rig/tree.ts';

/** Cards to make up; as many as an environment asks for. */
const COUNT = Number(process.env.MIKADO_TEST_FUZZ ?? '2000');
const PER_TREE = 200;
/** No card may take longer alone; a tree that is quicker as a whole holds none that does. */
const SLOW_MS = 1000;
const SEED = Number(process.env.MIKADO_TEST_SEED ?? '20261123');

const HEADER_LINES = [
  ...[
    'status: active',
    'status: done',
    'status:',
    'status: [a]',
    'status: \u202ewip',
    'title: a: b',
    'title: "x"',
    'title: 😀',
  ],
  ...[
    'requires:',
    '  - card-1',
    '  - card-2',
    '  - "[[card-3]]"',
    '  - [[card-4]]',
    '  - ../card-5.md',
    '  - 5',
    '  - __proto__',
  ],
  ...[
    'requires: [card-1, constructor]',
    'requires: card-6',
    'requires: {a: b}',
    'branch: mikado/card-1',
    'branch: [',
    '&a x',
    '*a',
  ],
  ...[
    '<<: *x',
    '!!js/function x',
    '---',
    '...',
    '<<<<<<< HEAD',
    '=======',
    '>>>>>>> main',
    '\tstatus: active',
    '{',
    '}',
    '# x',
    '',
  ],
  ...[
    'aliases: [x, y]',
    'tags: [',
    '__proto__: {x: y}',
    'constructor: x',
    "'status': active",
    '? status',
    ': active',
  ],
];
const BODY_LINES = [
  ...[
    '# Title',
    '## Verification',
    '## Prerequisites',
    '### Verify',
    '- [ ] `npm test` passes',
    '- [x] `rm -rf /`',
    '- [ ] <x>',
  ],
  ...[
    '- [ ] `curl -f https://<host>` \u200b',
    '- [-] void',
    '- []',
    '  - [ ] nested',
    '> - [ ] quoted',
    '[[card-1]]',
    '![[card-2#x]]',
  ],
  ...[
    '[[card-3|y]] — Prereq',
    '[[nowhere]]',
    '[[../../etc/passwd]]',
    '[[]]',
    '[[#x]]',
    '```sh',
    '```',
    '~~~',
    '<!--',
    '-->',
    '`',
    '<div>',
  ],
  ...[
    '\u0007\u001b[31m',
    '    code',
    '\t- x',
    '| a | b |',
    '---',
    '===',
    '[x]: <[[a]]>',
    '<<<<<<< HEAD',
    '=======',
    '>>>>>>> main',
    '',
  ],
];
const SHAPES: readonly ((random: () => number) => string)[] = [
  () => '* '.repeat(2000),
  () => '> '.repeat(3000),
  () => `${'['.repeat(3000)}${']'.repeat(3000)}`,
  () => '[[card-1 '.repeat(3000),
  () => '[[card-1]] '.repeat(3000),
  () => `${'a**b'.repeat(2000)}${'c* '.repeat(2000)}`,
  () => `- [ ] a${' '.repeat(20_000)}b`,
  () => Array.from({ length: 300 }, (_, depth) => `${' '.repeat(2 * depth)}- [ ] x`).join('\n'),
  () => Array.from({ length: 120 }, (_, run) => '`'.repeat(run + 1)).join(' '),
  (random) => Array.from({ length: 400 }, () => String.fromCodePoint(Math.floor(random() * 0xd7ff))).join(''),
];

function someOf(lines: readonly string[], most: number, random: () => number): string {
  const count = Math.floor(random() * most);
  return Array.from({ length: count }, () => lines[Math.floor(random() * lines.length)] ?? '').join('\n');
}

function cardText(random: () => number): Buffer {
  const end = random() < 0.1 ? '\r\n' : '\n';
  const shape = random() < 0.05 ? (SHAPES[Math.floor(random() * SHAPES.length)]?.(random) ?? '') : '';
  const fence = random() < 0.95 ? '---' : random() < 0.5 ? '---js' : '\ufeff---';
  const close = random() < 0.95 ? '---' : '';
  const text = [fence, someOf(HEADER_LINES, 6, random), close, someOf(BODY_LINES, 20, random), shape].join(
    '\n',
  );
  const bytes = Buffer.from(text.replaceAll('\n', end), random() < 0.02 ? 'utf16le' : 'utf8');
  if (random() < 0.05) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return random() < 0.03 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

const CODES = new Set<string>(RULES.map(({ code }) => code));

describe('made-up cards', () => {
  it(
    `${COUNT} of them are each read within a second, and whatever is refused is told in its place`,
    async () => {
      const random = seededRandom(SEED);
      const top = makeTree({
        '.git/HEAD': '',
        '.mikado.yaml': `rules:\n${RULES.map(({ code }) => `  ${code}: error\n`).join('')}`,
      });
      let found = 0;
      for (let made = 0; made < COUNT; made += PER_TREE) {
        rmSync(join(top, 'docs'), { recursive: true, force: true });
        mkdirSync(join(top, 'docs'));
        const texts = Array.from({ length: PER_TREE }, () => cardText(random));
        for (const [index, text] of texts.entries())
          writeFileSync(join(top, 'docs', `card-${index}.md`), text);
        const start = performance.now();
        const plan = await readPlan({ cwd: top });
        const { diagnostics } = await checkCards(plan);
        if (performance.now() - start > SLOW_MS) expect(await slowOnes(texts)).toEqual([]);
        found += diagnostics.length;
        for (const each of diagnostics) expect(isLocated(each, texts), JSON.stringify(each)).toBe(true);
        const unread = plan.cards.filter(
          (card) => !card.readable && !diagnostics.some(({ path }) => path === card.path),
        );
        expect(unread).toEqual([]);
      }
      expect(found).toBeGreaterThan(COUNT);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
    COUNT * 500,
  );
});

/** The cards that are slow alone. */
async function slowOnes(texts: readonly Buffer[]): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const text of texts) {
    const cwd = makeTree({ '.git/HEAD': '', 'docs/card-0.md': text });
    const start = performance.now();
    await checkCards(await readPlan({ cwd }));
    if (performance.now() - start > SLOW_MS) slow.push(text.toString('latin1'));
  }
  return slow;
}

/** Whether a diagnostic has a rule, says something, and points at a place that its file has. */
function isLocated(
  {
    code,
    message,
    help,
    path,
    line,
    column,
    endColumn,
  }: Awaited<ReturnType<typeof checkCards>>['diagnostics'][number],
  texts: readonly Buffer[],
): boolean {
  const text = texts[Number(/card-(\d+)\.md$/.exec(path)?.[1])];
  if (text === undefined || !CODES.has(code) || message === '' || help === '') return false;
  const lines = text.toString('utf8').split(/\r\n|\r|\n/);
  return line >= 1 && line <= lines.length && column >= 1 && endColumn > column;
}
