import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { reduce } from '../../../src/ui/reduce/reduce.ts';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { happen, openModel, press, pressing, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

async function open(size = '80x24'): Promise<Model> {
  return openModel(makeTree(SAMPLE_CARDS), { size });
}

describe.each(['120x36', '80x24', '50x20', '40x10'])('the list of actions at %s', (size) => {
  test('shows each action with its key, narrowed by what is typed', async () => {
    await expectScreen(press(await open(size), ':', ...'pane'), `actions-${size}`);
  });
});

describe('the help', () => {
  test('searches from the first letter on, and Enter does what is found where the help was opened', async () => {
    const help = press(await open(), '?', ...'hist');
    expect(screenOf(help)).toContain(':hist_');
    expect(press(help, 'enter').view).toBe('history');
    expect(press(help, 'escape')).toMatchObject({ view: 'main', prompt: undefined });
  });

  test('still quits, closes and scrolls by the keys that are no search', async () => {
    const help = press(await open('50x20'), '?');
    expect(pressing(help, 'q').effects).toEqual([{ kind: 'quit', status: 0 }]);
    expect(press(help, '?').view).toBe('main');
    expect(press(help, 'down').tops.help).toBe(1);
  });
});

describe('the list of actions', () => {
  test('does the selected one and is gone', async () => {
    expect(press(await open(), ':', ...'probl', 'enter')).toMatchObject({
      view: 'problems',
      prompt: undefined,
    });
    expect(press(await open(), ':', ...'pane-', 'down', 'down', 'enter').pane).toBe('card');
  });

  test('finds an action by letters in their order', async () => {
    expect(press(await open(), ':', ...'pblm', 'enter').view).toBe('problems');
  });

  test('says why an action cannot be done, as its key does', async () => {
    expect(press(await open(), ':', ...'stop', 'enter').notice).toBe('No check is running.');
    expect(press(await open(), 'c', ':', ...'verify', 'enter').notice).toBe(
      'verify works in main; Esc leads back.',
    );
    expect(press(await open(), ':', ...'zzz', 'enter').notice).toBe('No action has such a name.');
  });

  test('takes keys at once, for they answer nothing, and drops those typed before a question that follows', async () => {
    const model = await open();
    const at = model.now;
    const [shown] = reduce(model, { kind: 'key', key: ':', at });
    const [typed] = reduce(shown, { kind: 'key', key: 'q', at: at + 1 });
    expect(typed.prompt).toMatchObject({ kind: 'actions', text: 'q' });
  });

  test('takes a paste as text, which runs nothing', async () => {
    const { model, effects } = happen(press(await open(), ':'), { kind: 'pasted', text: 'quit\r\n' });
    expect(model.prompt).toMatchObject({ kind: 'actions', text: 'quit ' });
    expect(effects).toEqual([]);
  });

  test('is left by Esc with nothing done', async () => {
    expect(press(await open(), ':', ...'quit', 'escape').prompt).toBeUndefined();
  });

  test('is the search of the help, and acts where the help was opened', async () => {
    const model = press(await open(), 'c', '?', '/');
    expect(model).toMatchObject({ view: 'chains', prompt: { kind: 'actions' } });
    expect(press(await open(), 'c', '?', 'escape').view).toBe('chains');
  });
});

describe('the menu of copies', () => {
  test.each([
    ['s', 'store-user-preference', 'stem'],
    ['p', 'docs/store-user-preference.md', 'path'],
    ['c', 'echo migrated', 'command'],
  ])('%s copies %j', async (key, text, what) => {
    const { model, effects } = pressing(await open(), 'y', key);
    expect(effects).toEqual([{ kind: 'copy', text }]);
    expect(model.notice).toBe(`Copied the ${what}; whether it reaches the clipboard, the terminal decides.`);
  });

  test('says where there is nothing to copy', async () => {
    const { model, effects } = pressing(await open(), 'y', 'l');
    expect(effects).toEqual([]);
    expect(model.notice).toBe('There is no log to copy here.');
  });

  test('is drawn over the screen', async () => {
    const screen = screenOf(press(await open(), 'y'));
    expect(screen).toContain('┌─ Copy ─');
    expect(screen).toContain('│ s  stem ');
  });

  test('does nothing at a y typed twice', async () => {
    const { model, effects } = pressing(await open(), 'y', 'y');
    expect(effects).toEqual([]);
    expect(model.prompt?.kind).toBe('copy');
  });
});
