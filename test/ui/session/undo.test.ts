import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../../src/plan.ts';
import { openWorkbench } from '../../../src/workbench/open-workbench.ts';
import { makeFolder, makeRepository } from '../../rig/cli.ts';
import { startMikado } from '../../rig/pty.ts';
import { makeTree } from '../../rig/tree.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

// Line ends, quotes and a comment as nobody would write them anew.
const ODD =
  '---\r\nstatus:  "active"   # soon\r\ntitle: Odd\r\n---\r\n\r\n## Verification\r\n\r\n- [ ] Somebody looked\r\n';

async function openOdd() {
  const folder = makeTree({
    'docs/odd.md': ODD,
    'docs/goal.md': '---\nstatus: active\nrequires: [odd]\n---\n',
  });
  const workbench = openWorkbench({ cwd: folder }, await readPlan({ cwd: folder }));
  const file = join(folder, 'docs/odd.md');
  const text = (): string => readFileSync(file, 'utf8');
  const current = async () => {
    const plan = await workbench.readPlan();
    const card = plan.cards.find(({ stem }) => stem === 'odd');
    if (card === undefined) throw new Error('there is no card odd');
    return { plan, card };
  };
  const tick = async (): Promise<void> => {
    const { card } = await current();
    const [item] = (await workbench.readCard(card)).checklist;
    if (item === undefined) throw new Error('there is no item');
    await workbench.judge(card, item, { verdict: 'passed' });
  };
  const close = async (): Promise<void> => {
    const { plan, card } = await current();
    expect(await workbench.close(plan, card)).toMatchObject({ kind: 'written' });
  };
  return { workbench, file, text, tick, close };
}

test('a close and the tick before it are taken back one after the other, byte for byte', async () => {
  const { workbench, text, tick, close } = await openOdd();
  await tick();
  const ticked = text();
  await close();
  expect(text()).not.toContain('status');
  expect(await workbench.undo()).toMatchObject({ kind: 'undone', what: 'close' });
  expect(text()).toBe(ticked);
  expect(await workbench.undo()).toMatchObject({ kind: 'undone', what: 'ticks' });
  expect(text()).toBe(ODD);
  expect(await workbench.undo()).toEqual({ kind: 'nothing' });
});

test('a card that somebody changed since is not put back', async () => {
  const { workbench, file, text, tick } = await openOdd();
  await tick();
  appendFileSync(file, 'A word of somebody else.\r\n');
  const changed = text();
  expect(await workbench.undo()).toMatchObject({ kind: 'refused', reason: 'it was changed since' });
  expect(text()).toBe(changed);
});

test('u takes the close back that was just made on the screen, and says so', async () => {
  const card = '---\ntitle: Remember\nstatus: active\n---\n';
  const folder = makeRepository({ ...SAMPLE_CARDS, 'docs/store-user-preference.md': card });
  const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
  const screen = startMikado([], { columns: 100, rows: 24, cwd: folder, env });
  await screen.waitForText(/^> .*READY/m);
  screen.type('u');
  await screen.waitForText('There is nothing to undo: no tick, close or fix of this session is left.');
  screen.type('x');
  await screen.waitForText('Close this card?');
  const since = performance.now();
  while (performance.now() - since < 250) await new Promise(setImmediate);
  screen.type('y');
  await screen.waitForText('closed store-user-preference');
  screen.type('u');
  await screen.waitForText(
    'store-user-preference: the close taken back; what was recorded as evidence stays.',
  );
  expect(readFileSync(join(folder, 'docs/store-user-preference.md'), 'utf8')).toBe(card);
  await screen.waitForText(/^> .*store-user-preference +READY/m);
});
