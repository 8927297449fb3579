import { describe, expect, test } from 'vitest';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { happen, openModel, press, pressing, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

async function filtered(text: string, how: { readonly size?: string } = {}) {
  return press(await openModel(makeTree(SAMPLE_CARDS), how), '/', ...text);
}

describe.each(['120x36', '80x24', '50x20'])('the filter at %s', (size) => {
  test('shows what it means with all that needs it, the count, and its words', async () => {
    await expectScreen(await filtered('prefer', { size }), `filter-${size}`);
  });

  test('by a state shows the cards that are in it', async () => {
    await expectScreen(await filtered('state:blocked', { size }), `filter-state-${size}`);
  });
});

describe('the filter', () => {
  test('selects the first card that it means', async () => {
    expect((await filtered('tokens')).cursor.stem).toBe('theme-tokens-everywhere');
  });

  test('selects a card that it means also where the selected one is there for it', async () => {
    const atGoal = press(await openModel(makeTree(SAMPLE_CARDS)), 'g');
    expect(atGoal.cursor.stem).toBe('ship-dark-mode');
    expect(press(atGoal, '/', ...'tokens').cursor.stem).toBe('theme-tokens-everywhere');
    const pasted = happen(press(atGoal, '/'), { kind: 'pasted', text: 'tokens' }).model;
    expect(pasted.cursor.stem).toBe('theme-tokens-everywhere');
  });

  test('narrows the ready cards too', async () => {
    const screen = screenOf(press(await filtered('tokens'), 'enter'));
    expect(screen).toContain('2 Ready 1');
    expect(screenOf(await filtered('is:goal'))).toContain('nothing that the filter means');
  });

  test('asks for the checklists where it is about them', async () => {
    const screen = screenOf(await filtered('kind:manual state:ready'));
    expect(screen).toContain('1 of 5 cards');
  });

  test('is kept by Enter, and n and N go round its matches', async () => {
    const kept = press(await filtered('is:blocked'), 'enter');
    expect(kept.typing).toBe(false);
    const stems = ['n', 'n', 'N'].map(
      (_, index, keys) => press(kept, ...keys.slice(0, index + 1)).cursor.stem,
    );
    expect([kept.cursor.stem, ...stems]).toEqual([
      'ship-dark-mode',
      'settings-page-toggle',
      'ship-dark-mode',
      'settings-page-toggle',
    ]);
  });

  test('is cleared by Esc, while it is typed and later', async () => {
    const typed = await filtered('tokens');
    expect(press(typed, 'escape')).toMatchObject({ filter: '', typing: false });
    expect(press(typed, 'enter', 'escape')).toMatchObject({ filter: '', typing: false });
    expect(screenOf(press(typed, 'escape'))).toContain('5 cards');
  });

  test('takes every letter, so that no key does anything else', async () => {
    const { model, effects } = pressing(await filtered(''), ...'qrxyc? ');
    expect(model).toMatchObject({ filter: 'qrxyc? ', view: 'main', prompt: undefined });
    expect(effects).toEqual([]);
  });

  test('takes a paste on one line, and loses words and all by the usual keys', async () => {
    const pasted = happen(await filtered('a '), { kind: 'pasted', text: 'tag:web\n\rq' }).model;
    expect(pasted).toMatchObject({ filter: 'a tag:web q', typing: true });
    expect(press(pasted, 'ctrl-w').filter).toBe('a tag:web ');
    expect(press(pasted, 'backspace').filter).toBe('a tag:web ');
    expect(press(pasted, 'ctrl-u').filter).toBe('');
  });

  test('that is none says why and shows everything', async () => {
    const screen = screenOf(await filtered('stat:ready'));
    expect(screen).toContain('A filter has no key stat. Did you mean state:?');
    expect(screen).toContain('? of 5 cards');
    expect(screen).toContain('remove-inline-colours');
  });

  test('that means no card says so and keeps the selected one', async () => {
    const screen = screenOf(await filtered('zebra'));
    expect(screen).toContain('No card of this chain is meant by the filter.');
    expect(screen).toContain('0 of 5 cards');
    expect((await filtered('zebra')).cursor.stem).toBe('store-user-preference');
  });

  test('is missed by n, which says so', async () => {
    expect(press(await openModel(makeTree(SAMPLE_CARDS)), 'n').notice).toBe('No filter is set: / sets one.');
  });
});
