import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/cards/frontmatter.ts';
import { readHeader } from '../../src/cards/read-header.ts';
import { parseChecklist } from '../../src/checklist/parse-checklist.ts';
import { addLink } from '../../src/edit/add-link.ts';
import { addRequires } from '../../src/edit/add-requires.ts';
import { removeStatus, setStatus } from '../../src/edit/edit-status.ts';
import { isRefusal } from '../../src/edit/refusal.ts';
import { type Cut, splice, tickEdit } from '../../src/edit/splice.ts';
import { fingerprintOf } from '../../src/verify/card-fingerprint.ts';

const CARD = `---
title: Move house
status: active # since Monday
# who knows
requires: [pack]
owner: ann
modified: 2026-01-01
---

# Move house

Leave nothing behind.

## Verification

- [ ] The flat is empty (\`test ! -e sofa\`)
  1. [x] The cellar too
- [-] The garden

## Related

- [[pack]]
`;

function headerOf(text: string) {
  const reading = readHeader(text, readFrontMatter);
  return reading.kind === 'read' ? reading.header : undefined;
}

const print = (text: string): string => fingerprintOf(text, headerOf(text));

/** The text after an edit that must not have been refused. */
function edited(text: string, cuts: ReturnType<typeof removeStatus>): string {
  if (isRefusal(cuts)) throw new Error(cuts.refused);
  return splice(text, cuts);
}

function header(text: string) {
  const found = headerOf(text);
  if (found === undefined) throw new Error('no front matter');
  return found;
}

describe('what mikado itself does to a card changes nothing of what it claims', () => {
  test('closing it', () => {
    expect(print(edited(CARD, removeStatus(CARD, header(CARD))))).toBe(print(CARD));
  });

  test('starting it and reopening it', () => {
    const closed = edited(CARD, removeStatus(CARD, header(CARD)));
    expect(print(edited(CARD, setStatus(CARD, header(CARD), 'planned')))).toBe(print(CARD));
    expect(print(edited(closed, setStatus(closed, header(closed), 'active')))).toBe(print(CARD));
  });

  test('ticking and unticking any item', async () => {
    const { bodyOffset, bodyLine } = header(CARD);
    const { items } = await parseChecklist(CARD, { bodyOffset, bodyLine });
    expect(items).toHaveLength(3);
    for (const item of items) {
      expect(print(splice(CARD, tickEdit(item, item.ticked ? ' ' : 'x')))).toBe(print(CARD));
    }
  });

  test.each([
    ['to a list that is there', CARD],
    ['in a section of its own', CARD.replace(/\n## Related.*/s, '')],
    ['in a front matter that it did not have', '# Move house\n\nLeave nothing behind.\n'],
  ])('adding a prerequisite %s', (_where, text) => {
    const required = edited(text, addRequires(text, headerOf(text), 'find-keys'));
    const linked = splice(required, addLink(required, header(required).bodyOffset, 'find-keys'));
    expect(linked).toContain('[[find-keys]]');
    expect(print(linked)).toBe(print(text));
  });

  test('taking all fields of the plan away', () => {
    expect(print(CARD.replace(/^(?:status|requires|modified).*\n/gm, ''))).toBe(print(CARD));
  });
});

test.each([
  ['line ends', CARD.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\ufeff${CARD}`],
  ['the last line end', CARD.trimEnd()],
  ['spaces before line ends', CARD.replaceAll('behind.\n', 'behind.  \n')],
  ['the date of the last save', CARD.replace('2026-01-01', '2026-02-02')],
  ['a comment in the front matter', CARD.replace('# who knows', '# nobody knows')],
])('%s are no claim', (_what, text) => {
  expect(text).not.toBe(CARD);
  expect(print(text)).toBe(print(CARD));
});

test.each([
  ['a word of the text', 'nothing', 'little'],
  ['the title', 'title: Move house', 'title: Move flat'],
  ['a field that mikado does not know', 'owner: ann', 'owner: ben'],
  ['a field more', 'owner: ann', 'owner: ann\nplace: Berlin'],
  ['a heading', '# Move house\n', '# Move flat\n'],
  ['a command', 'test ! -e sofa', 'test -e sofa'],
  ['an item', 'The garden', 'The gardens'],
  ['an item less', '- [-] The garden\n', ''],
  ['what a link is called', '- [[pack]]', '- [[pack|packing, if there is time]]'],
])('%s is a claim', (_what, before, now) => {
  expect(CARD).toContain(before);
  expect(print(CARD.replace(before, now))).not.toBe(print(CARD));
});

test('a front matter that nobody understands counts as it stands', () => {
  const broken = CARD.replace('requires: [pack]', 'requires: [pack');
  expect(headerOf(broken)).toBeUndefined();
  expect(print(broken)).not.toBe(print(broken.replace('active', 'planned')));
});

test('whatever list an item stands in, its tick is no claim', async () => {
  const marker = fc.constantFrom('- ', '* ', '+  ', '1. ', '23) ', '- - ', '> - ', '- > 1. ', '-\n  ', '-\t');
  const line = fc.tuple(marker, fc.constantFrom(' ', 'x', 'X', '-', '~'), fc.string({ maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), async (lines) => {
      const written = lines.map(
        ([before, mark, words]) => `${before}[${mark}] a ${words.replace(/\s/g, '')}`,
      );
      const text = `## Verification\n\n${written.join('\n\n')}\n`;
      const { items } = await parseChecklist(text, { bodyOffset: 0, bodyLine: 1 });
      const cuts: Cut[] = items.flatMap((item) => tickEdit(item, item.ticked ? ' ' : 'x'));
      expect(print(splice(text, cuts))).toBe(print(text));
    }),
    { numRuns: 300 },
  );
});
