import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPlan } from '../../src/plan.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../rig/cli.ts';

const OPEN = '---\nstatus: active\n---\n# A card\n';

async function timelineOf(cwd: string) {
  return openWorkbench({ cwd }, await readPlan({ cwd })).timeline();
}

it('the timeline has the graph at every commit that changed it, and in the work tree', async () => {
  const top = makeRepository({ 'docs/a.md': OPEN, 'docs/page.md': '# Page\n' });
  writeFiles(top, { 'docs/page.md': '# Page\n\nWords.\n' });
  git(top, 'commit', '--all', '--quiet', '--message=Words that are in no card');
  writeFiles(top, { 'docs/goal.md': '---\nstatus: planned\nrequires: [a, gone]\n---\n' });
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Plan the goal');
  rmSync(join(top, 'docs/a.md'));
  const timeline = await timelineOf(top);
  const told = timeline?.steps.map(({ subject, events }) => [
    subject,
    events.map(({ kind, stem }) => `${stem} ${kind}`),
  ]);
  expect(told).toEqual([
    ['First', ['a discovered', 'a started']],
    ['Plan the goal', ['goal discovered']],
    ['', ['a deleted']],
  ]);
  expect(timeline?.steps.map(({ at }) => at.commit)).toEqual([
    git(top, 'rev-parse', 'HEAD~2'),
    git(top, 'rev-parse', 'HEAD'),
    null,
  ]);
  const shown = [0, 1, 2, 3].map((index) =>
    [...(timeline?.cardsAt(index).values() ?? [])].map(({ stem, state, requires }) => [
      stem,
      state,
      requires,
    ]),
  );
  expect(shown).toEqual([
    [['a', 'ready', []]],
    [
      ['a', 'ready', []],
      ['goal', 'blocked', ['docs/a.md', 'gone']],
    ],
    [['goal', 'blocked', ['a', 'gone']]],
    [['goal', 'blocked', ['a', 'gone']]],
  ]);
});

it('there is no timeline outside git', async () => {
  const folder = makeFolder();
  writeFiles(folder, { 'docs/a.md': OPEN });
  expect(await timelineOf(folder)).toBeUndefined();
});
