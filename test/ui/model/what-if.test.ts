import { describe, expect, test } from 'vitest';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { openModel, press, pressing, reread, screenOf } from '../open-model.ts';

function card(status: string, ...requires: readonly string[]): string {
  return `---\nstatus: ${status}\nrequires: [${requires.join(', ')}]\n---\n`;
}

/** A goal over two cards, which need two ready ones between them; one of the cards is done. */
const DIAMOND = {
  'docs/ship-the-server.md': card('active', 'compile-the-server', 'draw-the-pages', 'draft-the-plan'),
  'docs/compile-the-server.md': card('active', 'generate-the-client', 'port-the-backend'),
  'docs/draw-the-pages.md': card('active', 'generate-the-client'),
  'docs/generate-the-client.md': card('active'),
  'docs/port-the-backend.md': card('active'),
  'docs/draft-the-plan.md': card('done'),
};

describe.each(['120x36', '80x24', '50x20'])('at %s', (size) => {
  test('the view that supposes begins with what frees most', async () => {
    await expectScreen(press(await openModel(makeTree(DIAMOND), { size }), 'W'), `what-if-${size}`);
  });

  test('cards that are supposed done show what becomes ready, and what is left', async () => {
    const model = press(await openModel(makeTree(DIAMOND), { size }), 'W', 'A');
    await expectScreen(model, `what-if-marked-${size}`);
  });
});

describe('supposing', () => {
  test('goes on in waves, until nothing of the chain is left', async () => {
    const model = press(await openModel(makeTree(DIAMOND)), 'W', 'A', 'A', 'A');
    expect(screenOf(model)).toContain('Then the chain is finished.');
    expect(press(model, 'A').notice).toBe('Nothing is ready by what is supposed.');
  });

  test('marks one card with Space, and takes the mark back with Space', async () => {
    const model = await openModel(makeTree(DIAMOND));
    const marked = press(model, 'W', ' ');
    expect([...marked.marked]).toEqual([model.cursor.path]);
    expect(screenOf(marked)).toContain('Closing generate-the-client makes 1 ready:');
    expect([...press(marked, ' ').marked]).toEqual([]);
  });

  test('says of a card that is blocked itself that it frees nothing yet', async () => {
    const model = press(await openModel(makeTree(DIAMOND), { goal: 'compile-the-server' }), 'W', ' ');
    expect(screenOf(model)).toContain('It is blocked itself: what it requires comes first.');
  });

  test('refuses a card that is done already', async () => {
    const model = press(await openModel(makeTree(DIAMOND)), 'W', 'G', ' ');
    expect(model.notice).toBe('draft-the-plan is done already.');
  });

  test('wants nothing done, and forgets the marks when it is left', async () => {
    const step = pressing(await openModel(makeTree(DIAMOND)), 'W', 'A', 'escape');
    expect(step.effects).toEqual([]);
    expect(press(step.model, 'W').marked.size).toBe(0);
  });

  test('keeps the marks of cards that are still open when the cards are read again', async () => {
    const folder = makeTree(DIAMOND);
    const model = press(await openModel(folder), 'W', ' ');
    expect(screenOf(await reread(folder, model))).toBe(screenOf(model));
  });
});

describe('the list of chains', () => {
  test('names what each ready card unlocks, and what two of them unlock together', async () => {
    const screen = screenOf(press(await openModel(makeTree(DIAMOND)), 'c'));
    expect(screen.slice(screen.indexOf('Ready, best')).split('\n').slice(0, 4)).toEqual([
      'Ready, best first',
      '1 generate-the-client: unlocks 1, draw-the-pages',
      '2 port-the-backend: unlocks nothing alone',
      '1 + 2 together: unlocks 2, compile-the-server, draw-the-pages',
    ]);
  });

  test('marks a branch that is not the one the stem asks for', async () => {
    const goal = (branch: string) => `---\nstatus: active\nbranch: ${branch}\n---\n`;
    const files = { 'docs/one.md': goal('mikado/one'), 'docs/two.md': goal('mikado/tow') };
    const rows = screenOf(press(await openModel(makeTree(files)), 'c')).split('\n');
    expect(rows.slice(4, 6).map((row) => row.slice(row.indexOf('mikado/')))).toEqual([
      'mikado/one',
      'mikado/tow !',
    ]);
  });
});
