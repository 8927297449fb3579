import { describe, expect, test } from 'vitest';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { happen, openModel, press, pressing, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

/** The log pane after a check printed sixty lines, of which three are errors. */
async function printed(size = '80x24'): Promise<Model> {
  const model = await openModel(makeTree(SAMPLE_CARDS), { size });
  const card = selectedCard(model);
  if (card === undefined) throw new Error('no card is selected');
  const text = Array.from({ length: 60 }, (_, index) =>
    [9, 29, 54].includes(index) ? `Error in part ${index + 1}\n` : `part ${index + 1} is well\n`,
  ).join('');
  const running = happen(model, { kind: 'verify-started', card }).model;
  return press(happen(running, { kind: 'output', card, text }).model, '5');
}

/** The line of the log that was found last. */
function line(model: Model): number | undefined {
  return model.search.line === undefined ? undefined : model.search.line + 1;
}

describe.each(['120x36', '80x24', '50x20'])('a search in the log at %s', (size) => {
  test('shows the line with what is around it, and how many there are', async () => {
    await expectScreen(press(await printed(size), 'g', '/', ...'error'), `search-${size}`);
  });
});

describe('a search in the log', () => {
  test('begins with what is in sight, and goes round by n and N', async () => {
    const found = press(await printed(), '/', ...'error', 'enter');
    expect(['', 'n', 'nn', 'N', 'NN'].map((keys) => line(press(found, ...keys)))).toEqual([
      55, 10, 30, 30, 10,
    ]);
  });

  test('keeps the line in sight', async () => {
    for (const keys of ['', 'n', 'nn'] as const) {
      const model = press(await printed(), '/', ...'error', 'enter', ...keys);
      expect(screenOf(model)).toContain(`Error in part ${line(model)}`);
    }
  });

  test('takes every letter while it is typed, pastes too, and runs nothing', async () => {
    const { model, effects } = pressing(await printed(), '/', ...'qrx? n');
    expect([model.search.text, effects]).toEqual(['qrx? n', []]);
    expect(happen(model, { kind: 'pasted', text: ' and\nmore' }).model.search.text).toBe('qrx? n and more');
  });

  test('is cleared by Esc, while it is typed and later, and the log stays', async () => {
    expect(press(await printed(), '/', ...'error', 'escape')).toMatchObject({
      pane: 'log',
      search: { text: '' },
    });
    const kept = press(await printed(), '/', ...'error', 'enter');
    expect(press(kept, 'escape')).toMatchObject({ pane: 'log', search: { text: '' } });
    expect(press(kept, 'escape', 'escape').pane).toBe('tree');
  });

  test('says where it finds nothing, and where nothing is searched for', async () => {
    expect(screenOf(press(await printed(), '/', ...'zebra'))).toMatch(/^\/zebra_ +nothing /m);
    expect(press(await printed(), '/', ...'zebra', 'enter', 'n').notice).toBe('Nothing here has zebra.');
    expect(press(await printed(), 'n').notice).toBe('Nothing is searched for: / begins.');
  });

  test('stays on its line while more is printed', async () => {
    const found = press(await printed(), 'g', '/', ...'error', 'enter');
    const card = selectedCard(found);
    if (card === undefined) throw new Error('no card is selected');
    const later = happen(found, { kind: 'output', card, text: 'more\n'.repeat(5_000) }).model;
    expect(line(later)).toBe(10);
    expect(line(press(found, 'n'))).toBe(30);
    // The line itself was dropped by now.
    expect(press(later, 'n').notice).toBe('Nothing here has error.');
  });

  test('is none of the filter, which the tree has for itself', async () => {
    const model = press(await printed(), '1', '/', ...'tokens', 'enter');
    expect(model).toMatchObject({ filter: 'tokens', search: { text: '' } });
  });
});

describe('a search', () => {
  test('selects a chain by its goal’s name', async () => {
    const folder = makeTree({
      'docs/alpha.md': '---\nstatus: active\nrequires: [one]\n---\n',
      'docs/beta.md': '---\nstatus: active\nrequires: [one]\n---\n',
      'docs/gamma.md': '---\nstatus: active\nrequires: [one]\n---\n',
      'docs/one.md': '---\nstatus: active\nrequires: []\n---\n',
    });
    const model = press(await openModel(folder), 'c', '/', ...'MM', 'enter');
    expect(model).toMatchObject({ view: 'chains', listCursor: 2 });
    expect(press(model, 'enter').goal?.stem).toBe('gamma');
    expect(press(model, 'escape')).toMatchObject({ view: 'chains', search: { text: '' } });
  });

  test('selects a problem by any of its words', async () => {
    const folder = makeTree({
      'docs/goal.md': '---\nstatus: active\nrequires: [first-lost, other-lost, last-lost]\n---\n',
    });
    const model = press(await openModel(folder), 'd', '/', ...'-lost', 'enter');
    expect([model.listCursor, press(model, 'n').listCursor, press(model, 'N').listCursor]).toEqual([0, 1, 2]);
    expect(press(await openModel(folder), 'd', '/', ...'other-lost', 'enter').listCursor).toBe(1);
  });
});
