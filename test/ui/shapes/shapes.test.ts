import { describe, expect, test } from 'vitest';
import { readPlan } from '../../../src/plan.ts';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { openModel, press, reread, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

function open(how: { readonly size?: string; readonly ascii?: boolean } = {}): Promise<Model> {
  return openModel(makeTree(SAMPLE_CARDS), how);
}

/** The stems that the tree pane would show from its first row to its last, without their glyphs. */
function stems(model: Model): readonly string[] {
  const rows: string[] = [];
  let at = press(model, 'g');
  for (;;) {
    rows.push(at.cursor.stem);
    const next = press(at, 'j');
    if (next.cursor.key === at.cursor.key) return rows;
    at = next;
  }
}

describe.each(['120x36', '80x24', '50x20'])('at %s', (size) => {
  test.each([
    ['layers', ['v']],
    ['around', ['k', 'v', 'v']],
  ])('the chain is shown in %s', async (name, keys) => {
    await expectScreen(press(await open({ size }), ...keys), `${name}-${size}`);
  });
});

describe('the layers of a chain', () => {
  test('begin with what is ready, best first, and end with what is done', async () => {
    expect(stems(press(await open(), 'v'))).toEqual([
      'store-user-preference',
      'theme-tokens-everywhere',
      'settings-page-toggle',
      'ship-dark-mode',
      'remove-inline-colours',
    ]);
  });

  test('put what no closing sets free behind what one does', async () => {
    const folder = makeTree({
      'docs/goal.md': '---\nstatus: active\nrequires: [a, lost, one]\n---\n',
      'docs/a.md': '---\nstatus: active\nrequires: []\n---\n',
      'docs/one.md': '---\nstatus: active\nrequires: [two]\n---\n',
      'docs/two.md': '---\nstatus: active\nrequires: [one]\n---\n',
    });
    const model = press(await openModel(folder, { goal: 'goal' }), 'v');
    expect(stems(model)).toEqual(['a', 'goal', 'one', 'two']);
    expect(screenOf(model)).toMatch(/1 ▸ a .*READY/);
    expect(screenOf(model)).toMatch(/\? ◌ goal /);
  });

  test('are narrowed by the filter', async () => {
    expect(stems(press(await open(), 'v', '/', ...'is:blocked', 'enter'))).toEqual([
      'settings-page-toggle',
      'ship-dark-mode',
    ]);
  });

  test('agree with the states of the plan: each card is behind all that it requires', async () => {
    const folder = makeTree(SAMPLE_CARDS);
    const plan = await readPlan({ cwd: folder });
    const order = stems(press(await openModel(folder), 'v'));
    for (const card of plan.cards.filter((each) => plan.stateOf(each).kind !== 'done')) {
      for (const { stem } of card.requires) {
        const target = plan.cards.find((each) => each.stem === stem);
        if (target === undefined || plan.stateOf(target).kind === 'done') continue;
        expect(order.indexOf(stem)).toBeLessThan(order.indexOf(card.stem));
      }
    }
  });
});

describe('what stands around a card', () => {
  test('is all that needs it above, the nearest right above, and all that it requires below', async () => {
    expect(stems(press(await open(), 'G', 'v', 'v'))).toEqual([
      'ship-dark-mode',
      'ship-dark-mode',
      'settings-page-toggle',
      'theme-tokens-everywhere',
      'remove-inline-colours',
    ]);
  });

  test('stays while the selection moves, and follows a card that is chosen elsewhere', async () => {
    const model = press(await open(), 'v', 'v');
    expect(screenOf(model)).toContain('1 Around store-user-preference');
    expect(screenOf(press(model, 'k'))).toContain('1 Around store-user-preference');
    const chosen = press(model, '2', 'j');
    expect(selectedCard(chosen)?.stem).toBe('theme-tokens-everywhere');
    expect(screenOf(chosen)).toContain('1 Around theme-tokens-everywhere');
  });

  test('is the goal’s where its card is gone', async () => {
    const folder = makeTree(SAMPLE_CARDS);
    const model = press(await openModel(folder), 'v', 'v');
    const { rmSync } = await import('node:fs');
    rmSync(`${folder}/docs/store-user-preference.md`);
    expect(screenOf(await reread(folder, model))).toContain('1 Around ship-dark-mode');
  });

  test.each(['v', 'escape'])('gives way to the tree at %s, with the same card selected', async (key) => {
    const model = press(await open(), 'v', 'v', key);
    expect(model.shape).toEqual({ kind: 'tree' });
    expect(selectedCard(model)?.stem).toBe('store-user-preference');
  });

  test('does not change the tree of what-if', async () => {
    const tree = screenOf(press(await open(), 'W'));
    expect(screenOf(press(await open(), 'v', 'W'))).toBe(tree);
  });
});
