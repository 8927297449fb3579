import { describe, expect, test } from 'vitest';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { openWorkbench } from '../../../src/workbench/open-workbench.ts';
import { makeTree } from '../../rig/tree.ts';
import { happen, openModel, press, pressing, reread, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

/** The question for a reason, about the selected card, whose checks are open. */
async function asked(folder = makeTree(SAMPLE_CARDS)): Promise<Model> {
  const model = await openModel(folder);
  const card = selectedCard(model);
  if (card === undefined) throw new Error('no card is selected');
  const preview = await openWorkbench({ cwd: folder }, model.plan).previewClose(model.plan, card);
  return happen(model, { kind: 'close-previewed', mode: 'forced', card, preview }).model;
}

describe('closing a card although its checks are open', () => {
  test('is an action without a key, which looks first at what speaks against it', async () => {
    const { effects } = pressing(await openModel(makeTree(SAMPLE_CARDS)), ':', ...'close!', 'enter');
    expect(effects).toMatchObject([{ kind: 'preview', mode: 'forced' }]);
  });

  test('takes a reason letter by letter, and a yes after that', async () => {
    const model = press(await asked(), ...'y, gone');
    expect(model.prompt).toMatchObject({ kind: 'force', note: 'y, gone', field: 'note' });
    const { effects } = pressing(model, 'enter', 'y');
    expect(effects).toEqual([
      { kind: 'close', card: selectedCard(model), reason: 'y, gone', ending: 'edit-alone' },
    ]);
  });

  test('is not done without a reason', async () => {
    const { model, effects } = pressing(await asked(), ' ', 'enter', 'y');
    expect(effects).toEqual([]);
    expect(model.notice).toBe('A reason is needed: it is recorded with the close.');
    expect(model.prompt).toMatchObject({ kind: 'force', field: 'note' });
  });

  test.each(['n', 'escape', 'enter', 'ctrl-c'])('is not done by %s after the reason', async (key) => {
    const { model, effects } = pressing(await asked(), ...'gone', 'enter', key);
    expect([model.prompt, effects]).toEqual([undefined, []]);
  });

  test('goes on with the reason when the card changes meanwhile, and asks anew', async () => {
    const folder = makeTree(SAMPLE_CARDS);
    const typed = press(await asked(folder), ...'gone', 'enter');
    const later = await reread(folder, typed);
    const card = selectedCard(later);
    if (card === undefined) throw new Error('no card is selected');
    const preview = { refusals: [], diff: ['-status: active'], becomesReady: [] };
    const anew = happen(later, { kind: 'close-previewed', mode: 'forced', card, preview }).model;
    expect(anew.prompt).toMatchObject({ kind: 'force', note: 'gone', field: 'answer', openedAt: anew.now });
  });

  test('asks for the reason also where nothing speaks against it, and takes no letter of it for an answer', async () => {
    const model = await openModel(makeTree(SAMPLE_CARDS));
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const preview = { refusals: [], diff: ['-status: active'], becomesReady: [] };
    const next = happen(model, { kind: 'close-previewed', mode: 'forced', card, preview }).model;
    expect(screenOf(next)).toContain('Nothing speaks against it: x closes it without a reason.');
    const { model: typed, effects } = pressing(next, ...'yes, no');
    expect([typed.prompt, effects]).toMatchObject([{ note: 'yes, no' }, []]);
  });
});
