import { expect, test } from 'vitest';
import { makeFolder, makeRepository } from '../../rig/cli.ts';
import { startMikado } from '../../rig/pty.ts';
import { CHANGING_CARDS, DISK_CHANGES, makeWideBranch, SELECTED } from './disk-changes.ts';

test('a write, a rename, a new and a removed card and a checkout of a hundred show by themselves, and the selection stays', async () => {
  const folder = makeRepository(CHANGING_CARDS);
  makeWideBranch(folder);
  const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
  const screen = startMikado(['ship-dark-mode'], { columns: 120, rows: 36, cwd: folder, env });
  await screen.waitForText(/git main @ /);
  screen.type('gj');
  const isSelected = new RegExp(`^> .*${SELECTED}`, 'm');
  await screen.waitForText(isSelected);
  for (const { make, shows } of DISK_CHANGES) {
    make(folder);
    const shown = await screen.waitForText(shows);
    expect(shown).toMatch(isSelected);
  }
});
