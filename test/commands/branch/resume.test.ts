import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../../rig/cli.ts';

const env = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

const CARDS = {
  'docs/goal.md': '---\nstatus: active\nbranch: mikado/goal\nrequires:\n  - leaf\n---\n\n# Goal\n',
  'docs/leaf.md': '---\nstatus: active\n---\n\n# Leaf\n',
  'code.txt': 'one\n',
};

async function resume(cwd: string) {
  const { code, stdout, stderr } = await mikado(['resume'], { cwd, env });
  expect([code, stderr]).toEqual([0, '']);
  return stdout.replace(/\b[0-9a-f]{7,10}\b/g, 'ID');
}

describe('resume', () => {
  it('says where the branch of a goal stands, what is left over, and what comes next', async () => {
    const cwd = makeRepository(CARDS);
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    expect((await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env })).code).toBe(0);
    writeFileSync(join(cwd, 'code.txt'), 'two\n');
    git(cwd, 'commit', '--quiet', '--all', '--message=C2(goal): impl the leaf');
    writeFiles(cwd, { 'code.txt': 'three\n', 'notes.txt': 'mine\n' });
    git(cwd, 'stash', 'push', '--quiet', '--message', 'a try');
    writeFileSync(join(cwd, 'code.txt'), 'four\n');

    expect(await resume(cwd)).toBe(`mikado/goal, 2 commits since main (ID)

  P | I

place: mid-cycle
next:  impl, close
a new card: back to ID (C2(goal): plan add found)
            then replay ID

Last commits
  ID C2(goal): impl the leaf
  ID C2(goal): plan add found

Ready
1. found  Found
   closing it alone makes nothing ready yet; 1 open card on the longest path up to goal
2. leaf  Leaf
   closing it alone makes nothing ready yet; 1 open card on the longest path up to goal

Left over
  not committed: 1 changed, 1 untracked
  not pushed: the branch has no upstream
  stashed: stash@{0} On mikado/goal: a try

Next: mikado close leaf --commit
`);
  });

  it('lists on the base the chains to take up, with where their branches are', async () => {
    const origin = makeRepository({
      ...CARDS,
      'docs/away.md': '---\nstatus: active\n---\n',
      'docs/new.md': '---\nstatus: active\n---\n',
    });
    git(origin, 'branch', 'mikado/away');
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', origin, '.');
    git(cwd, 'branch', 'mikado/goal');
    const { stdout } = await mikado(['resume', '--json'], { cwd, env });
    expect(JSON.parse(stdout).chains).toEqual([
      { goal: 'goal', done: 0, total: 2, branch: 'mikado/goal', isAt: 'local', place: null },
      { goal: 'away', done: 0, total: 1, branch: 'mikado/away', isAt: 'remote', place: null },
      { goal: 'new', done: 0, total: 1, branch: 'mikado/new', isAt: 'nowhere', place: null },
    ]);
    expect(await resume(cwd)).toContain('  away  0/1 done  begun, at a remote  git switch mikado/away\n');
  });

  it('answers with the ready cards outside git', async () => {
    const cwd = makeFolder();
    writeFiles(cwd, CARDS);
    const said = await resume(cwd);
    expect(said).toContain('There is no git repository around');
    expect(said).toContain('1. leaf  Leaf\n');
  });

  it('sends to the judging of the branch where a commit broke its order', async () => {
    const cwd = makeRepository(CARDS);
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    writeFiles(cwd, { 'code.txt': 'two\n', 'docs/late.md': '---\nstatus: active\n---\n' });
    git(cwd, 'add', '--all');
    git(cwd, 'commit', '--quiet', '--message=C2(goal): impl and more');
    const said = await resume(cwd);
    expect(said).toContain('place: violation\n');
    expect(said).toMatch(/\nNext: mikado branch check\n$/);
  });
});
