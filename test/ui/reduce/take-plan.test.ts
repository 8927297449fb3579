import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { writeFiles } from '../../rig/cli.ts';
import { makeTree } from '../../rig/tree.ts';
import { openModel, press, reread, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

const OTHER = { 'docs/a-goal.md': '---\nstatus: active\n---\n' };

/** The chain of the dark mode, shown beside another, with a fold and the second drawing of a shared card selected. */
async function open(): Promise<{ readonly folder: string; readonly model: Model }> {
  const folder = makeTree({ ...SAMPLE_CARDS, ...OTHER });
  const model = press(
    await openModel(folder, { size: '120x36', goal: 'ship-dark-mode' }),
    'g',
    'j',
    'h',
    'G',
  );
  expect(screenOf(model)).toMatch(/^> .*remove-inline-colours/m);
  return { folder, model };
}

/** Takes the cards of a chain from the disk, and what the screen is then. */
async function without(folder: string, model: Model): Promise<Model> {
  for (const name of Object.keys(SAMPLE_CARDS)) renameSync(join(folder, name), join(folder, `${name}.away`));
  return reread(folder, model);
}

test('a chain that goes from the disk and comes back is shown as it was, with its folds and the same row', async () => {
  const { folder, model } = await open();
  const away = await without(folder, model);
  expect(screenOf(away)).toContain('mikado  a-goal');
  const still = await reread(folder, away);
  writeFiles(folder, SAMPLE_CARDS);
  const back = await reread(folder, still);
  expect(screenOf(back)).toBe(screenOf(model));
  expect(back.left).toBeUndefined();
});

test('whoever goes on while cards are away stays where he went', async () => {
  const { folder, model } = await open();
  const away = press(await without(folder, model), 'g');
  writeFiles(folder, SAMPLE_CARDS);
  expect(screenOf(await reread(folder, away))).toContain('mikado  a-goal');
});
