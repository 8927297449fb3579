import { expect, test } from 'vitest';
import type { ChecklistItem } from '../../src/checklist/checklist.ts';
import { splice, tickEdit } from '../../src/edit/splice.ts';

test('cuts are made where they say and nowhere else', () => {
  const cuts = [
    { offset: 0, length: 1, insert: 'A' },
    { offset: 2, length: 0, insert: '-' },
    { offset: 2, length: 0, insert: '+' },
    { offset: 4, length: 2, insert: '' },
  ];
  expect(splice('abcdef', cuts)).toBe('Ab-+cd');
});

test('no cut leaves the text as it is', () => {
  expect(splice('\ufeffa\r\n\tb', [])).toBe('\ufeffa\r\n\tb');
});

test('a cut that overlaps the one before is a bug', () => {
  const cuts = [
    { offset: 0, length: 3, insert: '' },
    { offset: 2, length: 1, insert: '' },
  ];
  expect(() => splice('abcdef', cuts)).toThrow('cut at 2 of 1 does not fit a text of 6');
});

test('a cut past the end is a bug', () => {
  expect(() => splice('abc', [{ offset: 2, length: 2, insert: '' }])).toThrow(
    'cut at 2 of 2 does not fit a text of 3',
  );
});

test('a tick changes the one character in the box', () => {
  const text = '\ufeff- [ ] `make test`\r\n';
  expect(splice(text, tickEdit(item(text, ' '), 'x'))).toBe('\ufeff- [x] `make test`\r\n');
});

test('unticking empties the box', () => {
  const text = '* [X] done by hand';
  expect(splice(text, tickEdit(item(text, 'X'), ' '))).toBe('* [ ] done by hand');
});

test('a box that is ticked already keeps its capital letter', () => {
  expect(tickEdit(item('- [X] a', 'X'), 'x')).toEqual([]);
});

function item(text: string, mark: string): ChecklistItem {
  const offset = text.indexOf('[') + 1;
  return {
    text: text.slice(offset + 3),
    section: 'Verification',
    line: 1,
    box: { value: mark, line: 1, column: offset + 1, endColumn: offset + 2, offset },
    ticked: mark !== ' ',
    kind: 'manual',
    commands: [],
    expectation: null,
    why: '',
  };
}
