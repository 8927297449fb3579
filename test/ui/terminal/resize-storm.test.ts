import { expect, test } from 'vitest';
import { makeFolder, makeRepository } from '../../rig/cli.ts';
import { startMikado } from '../../rig/pty.ts';
import { openModel, press, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';
import { stormSizes } from './resize-storm.ts';

test('two hundred sizes of the window each get lines exactly as wide as it is, in every view', async () => {
  const folder = makeRepository(SAMPLE_CARDS);
  const opened = await openModel(folder);
  for (const key of ['g', 'c', 'd', 'W', '?', 'w', '/']) {
    const model = press(opened, key);
    for (const size of stormSizes(200)) screenOf({ ...model, size });
  }
});

test('two hundred sizes in a row leave what a fresh start at the last size shows', async () => {
  const folder = makeRepository(SAMPLE_CARDS);
  const open = (columns: number, rows: number) =>
    startMikado([], { columns, rows, cwd: folder, env: { XDG_STATE_HOME: makeFolder(), CI: 'true' } });
  const screen = open(80, 24);
  await screen.waitForText('checks 0/5');
  for (const [index, { columns, rows }] of stormSizes(200).entries()) {
    screen.resize(columns, rows);
    if (index % 20 !== 0) continue;
    await screen.waitForScreen(`a frame at ${columns}x${rows}`, (shown) =>
      columns < 40 || rows < 10 ? shown.includes('40x10 needed') : shown.includes('? help'),
    );
  }
  screen.resize(120, 36);
  const fresh = open(120, 36);
  await fresh.waitForText('checks 0/5');
  await screen.waitForScreen(`the same as a fresh start\n${fresh.text()}`, (shown) => shown === fresh.text());
  expect(screen.isAlternate).toBe(true);
});
