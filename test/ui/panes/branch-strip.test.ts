import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../../src/plan.ts';
import { chooseGlyphs } from '../../../src/ui/draw/glyphs.ts';
import { plainText } from '../../../src/ui/draw/rows.ts';
import { openingModel } from '../../../src/ui/model/opening.ts';
import { drawScreen } from '../../../src/ui/panes/layout.ts';
import { reduce } from '../../../src/ui/reduce/reduce.ts';
import { openWorkbench } from '../../../src/workbench/open-workbench.ts';
import { makeFolder, git as runGit, writeFiles } from '../../rig/cli.ts';

const GOAL = '---\nstatus: active\nbranch: mikado/move-house\nrequires: [pack-boxes]\n---\n\n# Move house\n';
const BOXES = '---\nstatus: active\n---\n\n# Pack boxes\n';

function makeBranch() {
  const cwd = makeFolder();
  const git = (...words: readonly string[]): string => runGit(cwd, ...words);
  const commit = (subject: string, files: Readonly<Record<string, string>>): void => {
    writeFiles(cwd, files);
    git('add', '.');
    git('commit', '--quiet', '--allow-empty', '-m', subject);
  };
  git('init', '--quiet', '--initial-branch=main');
  commit('Begin', { 'docs/page.md': '# A page\n' });
  git('switch', '--quiet', '--create', 'mikado/move-house');
  commit('C2(move-house): plan move out', { 'docs/move-house.md': GOAL, 'docs/pack-boxes.md': BOXES });
  commit('C2(move-house): impl buy boxes', { 'boxes.txt': '10\n' });
  return { cwd, git, commit };
}

/** The second row of the screen once git has answered. */
async function gitRowOf(cwd: string, size: { readonly columns: number; readonly rows: number }) {
  const plan = await readPlan({ cwd });
  const workbench = openWorkbench({ cwd }, plan);
  const opened = openingModel({
    ...{ plan, goal: undefined, size, at: 0 },
    git: await workbench.gitPlace(),
    glyphs: chooseGlyphs({ LANG: 'C.UTF-8' }, {}),
  });
  const standing = await workbench.branchStanding(plan);
  const [model] = reduce(opened, { kind: 'branch-read', standing, at: 0 });
  return plainText(drawScreen(model)[1] ?? [])
    .replace(/@ [\da-f]{7}/, '@ 1234567')
    .trimEnd();
}

describe('the second row of the screen', () => {
  test('shows the commits of the branch and what may come next', async () => {
    const { cwd } = makeBranch();
    expect(await gitRowOf(cwd, { columns: 120, rows: 36 })).toBe(
      'git mikado/move-house @ 1234567  P | I  next: impl, close',
    );
  });

  test('leaves out what there is no room for, and nothing else', async () => {
    const { cwd, commit } = makeBranch();
    const rowAt = (columns: number): Promise<string> => gitRowOf(cwd, { columns, rows: 20 });
    expect(await rowAt(57)).toBe('git mikado/move-house @ 1234567  P | I  next: impl, close');
    expect(await rowAt(50)).toBe('git mikado/move-house  P | I  next: impl, close');
    expect(await rowAt(42)).toBe('git @ 1234567  P | I  next: impl, close');
    for (let count = 0; count < 8; count += 1) commit(`C2(move-house): impl box ${count}`, {});
    expect(await rowAt(50)).toBe('git  P | I I I I I I I I I  next: impl, close');
  });

  test('names the branch of a chain that has no commit yet where it fits', async () => {
    const { cwd, git } = makeBranch();
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--ff-only', 'mikado/move-house');
    git('switch', '--quiet', 'mikado/move-house');
    expect(await gitRowOf(cwd, { columns: 80, rows: 24 })).toBe(
      'git mikado/move-house @ 1234567  next: plan, impl, close',
    );
  });

  test('leaves out the beginning of a branch that is too long', async () => {
    const { cwd, commit } = makeBranch();
    for (let count = 0; count < 30; count += 1) commit(`C2(move-house): impl box ${count}`, {});
    expect(await gitRowOf(cwd, { columns: 50, rows: 20 })).toMatch(/^git {2}… I( I)+ {2}next: impl, close$/);
  });

  test('says where the way back is told once a commit breaks a rule', async () => {
    const { cwd, commit } = makeBranch();
    commit('C2(move-house): impl more', { 'docs/pack-boxes.md': `${BOXES}\nMore.\n` });
    expect(await gitRowOf(cwd, { columns: 80, rows: 24 })).toBe(
      'git mikado/move-house @ 1234567  P | I I!  violation: mikado branch check',
    );
  });

  test('cuts a long name of a branch in its middle, so that the commit stays', async () => {
    const { cwd, git } = makeBranch();
    git('switch', '--quiet', '--create', 'a-branch-with-a-name-as-long-as-a-sentence-about-it');
    const row = await gitRowOf(cwd, { columns: 50, rows: 20 });
    expect(row).toMatch(/^git a-branch-with-a\S*…\S*sentence-about-it @ 1234567$/u);
  });

  test('says where the chain stands while another branch is checked out', async () => {
    const { cwd, git } = makeBranch();
    git('switch', '--quiet', '--detach');
    rmSync(join(cwd, 'boxes.txt'));
    git('switch', '--quiet', '--create', 'elsewhere');
    expect(await gitRowOf(cwd, { columns: 80, rows: 24 })).toBe(
      'git elsewhere @ 1234567 +  its branch is mikado/move-house',
    );
  });
});
