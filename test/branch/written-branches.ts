import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BranchStanding } from '../../src/branch/branch-standing.ts';
import { judgeBranch } from '../../src/branch/judge-branch.ts';
import { readBranch } from '../../src/past/read-branch.ts';
import { readPlan } from '../../src/plan.ts';
import { git } from '../rig/cli.ts';
import { importBranches, type WrittenBranch, type WrittenCommit } from './import-branches.ts';

/** The text of a card with one item to verify. */
export const card = (status: string, requires = '', more = '') =>
  `---\ntitle: A card\n${status === '' ? '' : `status: ${status}\n`}${requires === '' ? '' : `requires: [${requires}]\n`}${more}---\n\nWhat is to be done, and why.\n\n## Verification\n\n- [ ] somebody looked\n`;
export const goalCard = (status: string) => card(status, 'a, b, x', 'branch: mikado/goal\n');
export const plain = '---\ntitle: A card\n---\n\nWhat was done.\n';

/** The chain: goal needs a, b and x; b needs d. */
export const CHAIN = {
  'docs/goal.md': goalCard('active'),
  'docs/a.md': card('active'),
  'docs/b.md': card('active', 'd'),
  'docs/d.md': card('active'),
  'docs/x.md': card('active'),
};
export const ticked = (text: string) => text.replace('[ ]', '[x]');

export const PLAN: WrittenCommit = {
  subject: 'C2(goal): plan say more',
  files: { 'docs/goal.md': goalCard('active').replace('why', 'why so') },
};
export const IMPL: WrittenCommit = { subject: 'C2(goal): impl code', files: { 'src/code': '1\n' } };
export const CLOSE: WrittenCommit = {
  subject: 'C2(goal): close x',
  files: { 'docs/x.md': ticked(card('')) },
};

export const closed = ticked(card(''));
export const DONE = {
  'docs/goal.md': goalCard(''),
  'docs/a.md': closed,
  'docs/b.md': ticked(card('', 'd')),
  'docs/d.md': closed,
  'docs/x.md': closed,
};
export const CLOSE_ALL: WrittenCommit = { subject: 'C2(goal): close everything', files: DONE };
export const BARE = Object.fromEntries(Object.keys(CHAIN).map((path) => [path, plain]));
export const FINALIZE: WrittenCommit = { subject: 'C2(goal): finalize the chain', files: BARE };
export const EMPTY_PLAN: WrittenCommit = { subject: 'C2(goal): plan it' };
export const undone = (commit: WrittenCommit, files: WrittenCommit['files']): WrittenCommit => ({
  subject: `Revert "${commit.subject}"`,
  ...(files !== undefined && { files }),
});

/**
 * Makes a repository, in a folder that the caller removes, of the chain on `main`, of `main-ahead` and `side` that started there, and of the branches given.
 * `main` is moved to `main-ahead` then, so that the branches have fallen behind their base.
 */
export function writeBranches(branches: readonly WrittenBranch[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'mikado-branches-'));
  git(folder, 'init', '--quiet', '--initial-branch=main');
  importBranches(folder, [
    { name: 'main', commits: [{ subject: 'First', files: { ...CHAIN, 'src/code': '0\n' } }] },
    {
      ...{ name: 'main-ahead', from: 'main' },
      commits: [{ subject: 'Elsewhere', files: { 'docs/z.md': card('active'), 'src/m': '1\n' } }],
    },
    { name: 'side', from: 'main', commits: [{ subject: 'Side', files: { 'src/s': '1\n' } }] },
    ...branches.map((each) => ({ ...each, from: 'main' })),
  ]);
  git(folder, 'checkout', '--quiet', '--detach', 'main');
  git(folder, 'branch', '--force', 'main', 'main-ahead');
  // For git as the tests type it, which commits without the rig.
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.org');
  return folder;
}

/** Judges the commits that a name stands for, as those of the branch for a goal. */
export async function judgeAt(folder: string, name: string, goal = 'goal'): Promise<BranchStanding> {
  const plan = await readPlan({ cwd: folder });
  const on = git(folder, 'rev-parse', name);
  const env = { GITHUB_HEAD_REF: `mikado/${goal}` };
  const reading = await readBranch({ plan, root: 'configured', on, env });
  if (reading.kind !== 'branch') throw new Error(`${name} is for no goal`);
  return judgeBranch(reading.history);
}
