import { readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, mikado, writeFiles } from '../../rig/cli.ts';
import { type Change, env, onBranch } from './discovering.ts';

const found = (...more: readonly string[]) => ['discover', 'found', '--for', 'two', '--yes', ...more];
const UNDO = ['discover', '--undo'];

function begun(): Change {
  const change = onBranch();
  change.commit('C2(goal): impl one', { 'one.txt': 'one\n', 'code.txt': 'one\n' });
  change.commit('C2(goal): impl two', { 'two.txt': 'two\n'.repeat(100) });
  return change;
}

async function refused(change: Change, reason: string) {
  const before = change.state();
  const refs = git(change.cwd, 'for-each-ref');
  const finished = await mikado(UNDO, { cwd: change.cwd, env });
  expect(finished).toMatchObject({ code: 1, stdout: '' });
  expect(finished.stderr).toContain(reason);
  expect(change.state()).toEqual(before);
  expect(git(change.cwd, 'for-each-ref')).toBe(refs);
  return finished.stderr;
}

describe('a discovery that is taken back', () => {
  it('leaves branch, index and work tree as they were, and no backup', async () => {
    const change = begun();
    const before = change.state();
    const reflog = git(change.cwd, 'reflog', '--format=%gs', 'mikado/goal').split('\n').length;
    await change.does(found());
    const dry = await change.does([...UNDO, '--dry-run']);
    expect(dry.stdout).toContain('mikado/goal would be back at ');
    const { stdout } = await change.does(UNDO);
    expect(stdout).toBe(
      `mikado/goal is back at ${before.head.slice(0, 10)}, as it was before found was discovered.\n` +
        '  docs/found.md\n  docs/two.md\nThe backup refs/mikado/backup/mikado/goal/1 is gone with it.\n',
    );
    expect(change.state()).toEqual(before);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
    expect(git(change.cwd, 'reflog', '--format=%gs', 'mikado/goal').split('\n').slice(0, -reflog)).toEqual([
      'mikado discover: undo',
      'mikado discover: C2(goal): plan add found',
    ]);
  });

  it('brings back the files of commits that were not replayed', async () => {
    const change = begun();
    const before = change.state();
    await change.does(found('--no-replay'));
    expect(change.state().files).not.toHaveProperty('two.txt');
    await change.does(UNDO);
    expect(change.state()).toEqual(before);
  });

  it('is the last of several, and then the one before', async () => {
    const change = begun();
    const first = change.state();
    await change.does(found());
    const second = change.state();
    await change.does(['discover', 'deeper', '--for', 'found', '--yes']);
    await change.does(UNDO);
    expect(change.state()).toEqual(second);
    await change.does(UNDO);
    expect(change.state()).toEqual(first);
    await refused(change, 'there is no discovery on mikado/goal to take back');
  });

  it('leaves work that came since alone, where it is in nobody’s way', async () => {
    const change = begun();
    await change.does(found());
    change.change('one.txt', 'one', 'more');
    writeFiles(change.cwd, { 'new.txt': 'new\n' });
    await change.does(UNDO);
    expect(change.state().status).toEqual([' M one.txt', '?? new.txt']);
  });

  it('is the one of the branch that is checked out', async () => {
    const change = begun();
    await change.does(found());
    git(change.cwd, 'switch', '--quiet', '--create', 'mikado/goal-2', 'main');
    await refused(change, 'there is no discovery on mikado/goal-2 to take back');
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    await change.does(UNDO);
  });

  it('is passed over where another version wrote what is kept of it, and not written over', async () => {
    const change = onBranch();
    change.commit('C2(goal): impl one', { 'code.txt': '1\n' });
    await change.does(['discover', 'found', '--for', 'two', '--yes']);
    const other = git(change.cwd, 'commit-tree', 'HEAD^{tree}', '-m', 'Discover found\n\n{"stem":"found"}');
    git(change.cwd, 'update-ref', 'refs/mikado/discovery/mikado/goal/1', other);
    const { stdout } = await change.does(['resume']);
    expect(stdout).not.toContain('Discoveries');
    await change.does(['discover', '--undo'], 1);
    await change.does(['discover', 'more', '--for', 'two', '--yes']);
    expect(git(change.cwd, 'for-each-ref', '--format=%(refname)', 'refs/mikado/backup').split('\n')).toEqual([
      'refs/mikado/backup/mikado/goal/1',
      'refs/mikado/backup/mikado/goal/2',
    ]);
  });

  it('is forgotten when its backup is deleted, and what is left of it goes with the next', async () => {
    const change = begun();
    await change.does(found());
    git(change.cwd, 'update-ref', '-d', 'refs/mikado/backup/mikado/goal/1');
    await refused(change, 'there is no discovery on mikado/goal to take back');
    expect((await change.does(['resume'])).stdout).not.toContain('Discoveries');
    await change.does(['discover', 'deeper', '--for', 'found', '--yes']);
    expect(git(change.cwd, 'for-each-ref', '--format=%(refname)', 'refs/mikado').split('\n')).toHaveLength(2);
  });
});

describe('taking a discovery back is refused', () => {
  it('where commits came after it, with the command that keeps them on the old branch', async () => {
    const change = begun();
    await change.does(found());
    change.commit('C2(goal): impl found', { 'found.txt': 'found\n' });
    const said = await refused(change, '1 commit came after it and would be lost');
    const command = /git rebase --onto \S+ \S+/.exec(said)?.[0] ?? '';
    git(change.cwd, ...command.split(' ').slice(1));
    expect(change.subjects()).toEqual(['C2(goal): impl one', 'C2(goal): impl two', 'C2(goal): impl found']);
  });

  it('where the branch was taken elsewhere', async () => {
    const change = begun();
    await change.does(found());
    git(change.cwd, 'reset', '--quiet', '--keep', 'main');
    await refused(change, 'the branch is not what the discovery left any more');
  });

  it('where the new card or the one that requires it was edited since', async () => {
    const change = begun();
    await change.does(found());
    change.change('docs/found.md', '…', 'Think.');
    await refused(change, 'docs/found.md has work that is not committed');
    git(change.cwd, 'add', 'docs/found.md');
    await refused(change, 'docs/found.md has work that is not committed');
    git(change.cwd, 'reset', '--quiet', '--hard');
    change.change('docs/two.md', 'Words.', 'Words!');
    await refused(change, 'docs/two.md has work that is not committed');
  });

  it('where work in the card that was carried over was changed since', async () => {
    const change = begun();
    change.change('docs/two.md', 'Words.', 'Other words.');
    await change.does(found());
    change.change('docs/two.md', 'The end.', 'No end.');
    await refused(change, 'docs/two.md has work that is not committed');
    git(change.cwd, 'stash', 'push', '--quiet');
    await change.does(UNDO);
    expect(change.state().status).toEqual([]);
    expect(git(change.cwd, 'show', 'stash@{0}:docs/two.md')).toContain('No end.');
  });

  it('where a file of today is in the place of one that would come back', async () => {
    const change = begun();
    await change.does(found('--no-replay'));
    writeFiles(change.cwd, { 'two.txt': 'of today\n' });
    await refused(change, 'two.txt has work that is not committed');
  });

  it('with a card on the command line', async () => {
    const finished = await mikado([...UNDO, 'found'], { cwd: begun().cwd, env });
    expect(finished).toMatchObject({ code: 2, stdout: '' });
  });
});

/** As if the program had been killed after it had moved the branch: its journal, and whatever git had written by then. */
async function interrupted(change: Change): Promise<{ readonly before: string; readonly after: string }> {
  const before = git(change.cwd, 'rev-parse', 'HEAD');
  await change.does(found('--no-replay'));
  const after = git(change.cwd, 'rev-parse', 'HEAD');
  const mark = `${'0'.repeat(12)}.1.1.${'0'.repeat(16)}`;
  const journal = join(change.cwd, '.git/mikado-discovery');
  writeFileSync(journal, `${mark}\n1 ${before} ${after}\nmikado/goal\n`);
  // The mark is of another machine: only its age says that nobody is at work any more.
  const old = new Date(Date.now() - 3_600_000);
  utimesSync(journal, old, old);
  return { before, after };
}

describe('a discovery that was interrupted', () => {
  it('is told by resume and stops the next one, and is taken back from half-written files too', async () => {
    const change = begun();
    const state = change.state();
    await interrupted(change);
    git(change.cwd, 'read-tree', state.head);
    git(change.cwd, 'checkout-index', '--force', '--all');
    // Of four files git wrote one, half of one, emptied one, and removed one.
    rmSync(join(change.cwd, 'docs/two.md'));
    truncateSync(join(change.cwd, 'two.txt'), 150);
    truncateSync(join(change.cwd, 'code.txt'), 0);
    rmSync(join(change.cwd, 'one.txt'));
    expect((await change.does(['resume'])).stdout).toContain(
      'Discoveries\n  one was interrupted; mikado discover --undo puts everything back\n',
    );
    expect((await change.does(['resume'])).stdout).toMatch(/\nNext: mikado discover --undo\n$/);
    const again = await mikado(found(), { cwd: change.cwd, env });
    expect(again.stderr).toContain('an earlier discovery was interrupted\n      mikado discover --undo\n');
    await change.does(UNDO);
    expect(change.state()).toEqual(state);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
    await change.does(found());
  });

  it('is not taken back over a file that somebody changed since', async () => {
    const change = begun();
    await interrupted(change);
    writeFiles(change.cwd, { 'two.txt': 'of today\n' });
    const said = await refused(change, 'two.txt was changed since');
    expect(said).toContain('Copy it to another place, git restore it, and run this again.');
    expect(readFileSync(join(change.cwd, 'two.txt'), 'utf8')).toBe('of today\n');
    rmSync(join(change.cwd, 'two.txt'));
    await change.does(UNDO);
  });

  it('before it had changed anything is forgotten', async () => {
    const change = begun();
    const state = change.state();
    await interrupted(change);
    git(change.cwd, 'reset', '--quiet', '--hard', state.head);
    for (const kind of ['backup', 'discovery'])
      git(change.cwd, 'update-ref', '-d', `refs/mikado/${kind}/mikado/goal/1`);
    expect((await change.does(UNDO)).stdout).toBe(
      'The discovery that was interrupted had changed nothing: mikado/goal is as it was.\n',
    );
    expect(change.state()).toEqual(state);
    await change.does(found());
  });

  it('is taken back on its own branch alone', async () => {
    const change = begun();
    await interrupted(change);
    git(change.cwd, 'switch', '--quiet', 'main');
    await refused(change, 'the discovery on mikado/goal was interrupted\n      git switch mikado/goal\n');
  });
});
