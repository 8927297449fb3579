import { expect, test } from 'vitest';
import { makeTree } from '../../rig/tree.ts';
import { openModel, press, screenOf } from '../open-model.ts';

const CARDS = {
  'docs/a-finished.md': '---\nbranch: mikado/a-finished\nrequires: [z]\n---\n',
  'docs/b-long.md': '---\nstatus: active\nrequires: [c, d, e]\n---\n',
  'docs/c.md': '---\nstatus: active\n---\n',
  'docs/d.md': '---\nstatus: active\n---\n',
  'docs/e.md': '---\nstatus: active\n---\n',
  'docs/f-short.md': '---\nstatus: active\nrequires: [z]\n---\n',
  'docs/z.md': '---\ntitle: Zed\n---\n',
};

test('s puts the chains in another order and keeps the selected one', async () => {
  const model = press(await openModel(makeTree(CARDS)), 'c');
  const shown = (keys: string): readonly string[] =>
    screenOf(press(model, ...keys))
      .split('\n')
      .slice(3, 7)
      .map((line) => line.slice(0, 26).trimEnd());
  expect(shown('')).toEqual(['  goal, by name', '  a-finished', '> b-long', '  f-short']);
  expect(shown('s')).toEqual(['  goal, most ready first', '> b-long', '  f-short', '  a-finished']);
  expect(shown('ss')).toEqual(['  goal, fewest left first', '  f-short', '> b-long', '  a-finished']);
  expect(press(model, 's', 'enter').goal?.stem).toBe('b-long');
});
