import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { openWorkbench } from '../../../src/workbench/open-workbench.ts';
import { writeFiles } from '../../rig/cli.ts';
import { makeTree } from '../../rig/tree.ts';
import { happen, openModel, press, reread, screenOf } from '../open-model.ts';

const card = (requires: string, extra = ''): string =>
  `---\nstatus: active\nrequires: [${requires}]\n---\n${extra}`;

/** A chain in which one card, last in the alphabet, stands alone before two others. */
const CARDS = {
  'docs/goal.md': card('near, far'),
  'docs/far.md': card('zero'),
  'docs/near.md': card('next', '\n## Verification\n\n- [ ] Somebody looked\n'),
  'docs/next.md': card('zero', '\n## Verification\n\n- [ ] Somebody looked\n- [ ] And again\n'),
  'docs/zero.md': card(''),
};

/** The screen after a card was closed with the keys for it, from the pane of a key. */
async function closedFrom(pane: string, size: string): Promise<Model> {
  const folder = makeTree(CARDS);
  const model = press(await openModel(folder, { size }), pane);
  const chosen = selectedCard(model);
  if (chosen?.stem !== 'zero') throw new Error('the ready card is not selected');
  const workbench = openWorkbench({ cwd: folder }, model.plan);
  const preview = await workbench.previewClose(model.plan, chosen);
  const asked = happen(model, { kind: 'close-previewed', mode: 'checked', card: chosen, preview }).model;
  const answered = press(asked, 'y');
  const outcome = await workbench.close(model.plan, chosen);
  return reread(folder, happen(answered, { kind: 'closed', card: chosen, outcome }).model);
}

describe.each(['2', '3', '4', '6'])('a close from pane %s', (pane) => {
  test.each(['80x24', '50x20'])('shows the tree with the best card that became ready at %s', async (size) => {
    const after = await closedFrom(pane, size);
    expect(after.pane).toBe('tree');
    expect(selectedCard(after)?.stem).toBe('next');
    expect(screenOf(after)).toMatch(/^> .*▸ next .*READY/mu);
  });

  test('keeps its pane where the tree stands beside it', async () => {
    const after = await closedFrom(pane, '120x36');
    expect(after.pane).toBe({ 2: 'ready', 3: 'card', 4: 'checks', 6: 'why' }[pane]);
    expect(selectedCard(after)?.stem).toBe('next');
  });
});

test('a narrow screen says how far the card that became ready is from its own close', async () => {
  const screen = screenOf(await closedFrom('4', '50x20'));
  expect(screen).toContain(
    '✓ Closed zero\n▸ Newly ready: far\n▸ Newly ready: next\n  2 checks to go: r verifies it.',
  );
});

test('a close from outside moves nobody', async () => {
  const folder = makeTree(CARDS);
  const model = press(await openModel(folder, { size: '80x24' }), '4');
  rmSync(join(folder, 'docs/zero.md'));
  writeFiles(folder, { 'docs/zero.md': '---\nrequires: []\n---\n' });
  const after = await reread(folder, model);
  expect(after.pane).toBe('checks');
  expect(selectedCard(after)?.stem).toBe('zero');
});

test('what is taken back is the card to look at', async () => {
  const after = await closedFrom('4', '50x20');
  const closed = after.plan.cards.find(({ stem }) => stem === 'zero');
  if (closed === undefined) throw new Error('the card is gone');
  const noticed = happen(after, { kind: 'noticed', message: 'Taken back.', about: closed }).model;
  expect(selectedCard(noticed)?.stem).toBe('zero');
});
