import { expect, test } from 'vitest';
import { argumentsFor, editorOf, isWindowed } from '../../src/workbench/run-editor.ts';

const PLACE = { file: '/clone/docs/card.md', line: 7 };

test.each([
  ['vi', ['+7', '/clone/docs/card.md']],
  ['/usr/bin/nvim -u NONE', ['+7', '/clone/docs/card.md']],
  ['LANG=C nano', ['+7', '/clone/docs/card.md']],
  ['emacs -nw', ['+7', '/clone/docs/card.md']],
  ['micro', ['+7', '/clone/docs/card.md']],
  ['hx', ['/clone/docs/card.md:7']],
  ['code --wait', ['-g', '/clone/docs/card.md:7']],
  ['"/opt/code"', ['-g', '/clone/docs/card.md:7']],
  ['kate', ['--line', '7', '/clone/docs/card.md']],
  ['my-editor', ['/clone/docs/card.md']],
])('%s opens the line in its own way', (editor, wanted) => {
  expect(argumentsFor(editor, PLACE)).toEqual(wanted);
});

test('VISUAL goes before EDITOR, an empty one does not count, and vi is there when none is named', () => {
  expect(editorOf({ VISUAL: 'nano', EDITOR: 'ed' })).toBe('nano');
  expect(editorOf({ VISUAL: ' ', EDITOR: 'ed' })).toBe('ed');
  expect(editorOf({})).toBe('vi');
});

test('an editor with a window of its own is known by its name, and emacs by whether it can open one', () => {
  expect(isWindowed('code --wait', {})).toBe(true);
  expect(isWindowed('gvim', {})).toBe(true);
  expect(isWindowed('vim', { DISPLAY: ':0' })).toBe(false);
  expect(isWindowed('emacs', { DISPLAY: ':0' })).toBe(true);
  expect(isWindowed('emacs -nw', { DISPLAY: ':0' })).toBe(false);
  expect(isWindowed('emacs', {})).toBe(false);
});
