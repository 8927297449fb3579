import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../rig/answer.ts';
import { git, MIKADO, makeFolder, mikado, NODE, writeFiles } from '../../rig/cli.ts';
import { startInPty } from '../../rig/pty.ts';
import { card, changeIn, env, onBranch } from './discovering.ts';

const TOLD = ['discover', 'found', '--for', 'two', '--yes'];
const ids = (text: string) => text.replace(/\b[0-9a-f]{7,10}\b/g, 'ID');

/** A cycle that is closed, and the next one begun. */
async function begun() {
  const change = onBranch();
  change.commit('C2(goal): impl one', { 'one.txt': 'one\n' });
  await change.close('one');
  change.commit('C2(goal): impl two\n\nWith a body.', { 'two.txt': 'two\n' });
  return change;
}

describe('a discovery', () => {
  it('is shown with what it goes back to, what it replays and how it is carried out, and changes nothing', async () => {
    const change = await begun();
    writeFiles(change.cwd, { 'notes.txt': 'mine\n' });
    const before = change.state();
    const { stdout } = await change.does(['discover', 'found', '--for', 'two']);
    expect(ids(stdout)).toBe(`mikado/goal: found, which two requires

  back to     ID where the branch began
  plan        C2(goal): plan add found
              docs/found.md (new)
              docs/two.md (requires found)
  replay      ID C2(goal): impl one
              ID C2(goal): close one
              ID C2(goal): impl two
  uncommitted notes.txt (untracked) stays as it is
  backup      refs/mikado/backup/mikado/goal/ keeps the branch as it is now

Nothing was changed. This does it: mikado discover found --for two --yes
`);
    expect((await change.does([...TOLD, '--dry-run'])).stdout).toContain('Nothing was changed.');
    expect(change.state()).toEqual(before);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
  });

  it('plans the card where cards are planned, and makes the commits again with author, dates and messages', async () => {
    const change = await begun();
    const { cwd } = change;
    const format = '--format=%an %ae %ad %s %b';
    git(
      cwd,
      'commit',
      '--quiet',
      '--amend',
      '--no-edit',
      '--author=Grace <g@example.org>',
      '--date=@1700000000 +0530',
    );
    const before = git(cwd, 'log', format, 'main..HEAD');
    const old = git(cwd, 'rev-parse', 'HEAD');
    const { stdout } = await change.does(TOLD);
    expect(ids(stdout)).toBe(
      'Planned found, which two now requires (docs/found.md).\nCommitted ID  C2(goal): plan add found\n' +
        'Replayed 3 commits on top of it.\n' +
        'The branch as it was: refs/mikado/backup/mikado/goal/1; mikado discover --undo goes back to it.\n',
    );
    expect(change.subjects()).toEqual([
      'C2(goal): plan add found',
      'C2(goal): impl one',
      'C2(goal): close one',
      'C2(goal): impl two',
    ]);
    expect(git(cwd, 'log', format, '-3')).toBe(before);
    expect(git(cwd, 'show', '--format=', '--name-only', 'HEAD~3')).toBe('docs/found.md\ndocs/two.md');
    expect(git(cwd, 'rev-parse', 'refs/mikado/backup/mikado/goal/1')).toBe(old);
    expect(git(cwd, 'diff', '--name-only', old, 'HEAD')).toBe('docs/found.md\ndocs/two.md');
    expect(change.disk('docs/two.md')).toContain('requires:\n  - found\n');
    expect(change.disk('docs/two.md')).toContain('- [[found]]\n');
    expect(git(cwd, 'status', '--porcelain')).toBe('');
    await change.does(['branch', 'check']);
    expect((await change.does(['resume'])).stdout).toContain(
      'Discoveries\n  found, for two: before it refs/mikado/backup/mikado/goal/1\n' +
        '  take it back: mikado discover --undo\n  forget it: git update-ref -d refs/mikado/backup/mikado/goal/1\n',
    );
  });

  it('is asked about at a terminal, and only a yes carries it out', async () => {
    const change = await begun();
    const before = change.state();
    for (const said of ['n', 'y']) {
      const args = [MIKADO, 'discover', 'found', '--for', 'two'];
      const screen = startInPty(NODE, args, { cwd: change.cwd, env, columns: 100, rows: 30 });
      await screen.waitForText('Do it? y or [n]');
      expect(change.state()).toEqual(before);
      await answer(screen, said);
      expect((await screen.waitForExit()).code).toBe(said === 'y' ? 0 : 1);
    }
    expect(change.subjects()[0]).toBe('C2(goal): plan add found');
  });

  it('is an ordinary new card where no work was begun', async () => {
    const change = onBranch();
    const shown = await change.does(['discover', 'found', '--for', 'two', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      ...{ done: false, replayed: [], backup: null, plan: { subject: 'C2(goal): plan add found' } },
      run: 'mikado discover found --for two --yes',
    });
    const { stdout } = await change.does([...TOLD, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      done: true,
      plan: { commit: git(change.cwd, 'rev-parse', 'HEAD'), files: ['docs/found.md', 'docs/two.md'] },
    });
    expect((await change.does(['discover', 'more', '--for', 'two', '--yes'])).stdout).toContain(
      'Wrote more, which two now requires (docs/more.md).\n',
    );
    expect(change.subjects()).toEqual(['C2(goal): plan add found', 'C2(goal): plan add more']);
  });

  it('of a card that is there is the line that requires it alone', async () => {
    const change = onBranch({ 'docs/shared.md': card() });
    change.commit('C2(goal): impl two', { 'two.txt': 'two\n' });
    const { stdout } = await change.does(['discover', 'shared', '--for', 'two', '--yes']);
    expect(stdout).toContain('two now requires shared (docs/two.md).\n');
    expect(change.subjects()).toEqual(['C2(goal): plan two requires shared', 'C2(goal): impl two']);
    expect(git(change.cwd, 'show', '--format=', '--name-only', 'HEAD~1')).toBe('docs/two.md');
    await change.does(['branch', 'check']);
  });

  it('takes a card along that was written and could not be committed any more', async () => {
    const change = await begun();
    await change.does(['new', 'found', '--for', 'two']);
    const late = await mikado(['new', 'more', '--for', 'two', '--commit'], { cwd: change.cwd, env });
    expect(late.stderr).toContain('mikado discover STEM --for CARD');
    change.change('docs/found.md', 'What is to be achieved, and why now.', 'Because of this.');
    const written = change.disk('docs/found.md');
    const { stdout } = await change.does(TOLD);
    expect(stdout).toContain('Planned found');
    expect(change.disk('docs/found.md')).toBe(written);
    expect(`${git(change.cwd, 'show', 'HEAD~3:docs/found.md')}\n`).toBe(written);
    expect(git(change.cwd, 'status', '--porcelain')).toBe('');
    await change.does(['branch', 'check']);
  });

  it('can be made twice in a row, and each has its backup', async () => {
    const change = await begun();
    await change.does(TOLD);
    const between = git(change.cwd, 'rev-parse', 'HEAD');
    await change.does(['discover', 'deeper', '--for', 'found', '--yes']);
    expect(change.subjects()).toEqual([
      'C2(goal): plan add found',
      'C2(goal): plan add deeper',
      'C2(goal): impl one',
      'C2(goal): close one',
      'C2(goal): impl two',
    ]);
    expect(git(change.cwd, 'rev-parse', 'refs/mikado/backup/mikado/goal/2')).toBe(between);
    await change.does(['branch', 'check']);
  });

  it('is made once where two are begun at the same moment', async () => {
    const change = await begun();
    const both = await Promise.all([1, 2].map(() => mikado(TOLD, { cwd: change.cwd, env })));
    expect(both.filter(({ code }) => code === 0)).toHaveLength(1);
    expect(both.filter(({ code }) => code === 1 || code === 6)).toHaveLength(1);
    expect(change.subjects()).toHaveLength(4);
    expect(git(change.cwd, 'for-each-ref', '--format=%(refname)', 'refs/mikado').split('\n')).toEqual([
      'refs/mikado/backup/mikado/goal/1',
      'refs/mikado/discovery/mikado/goal/1',
    ]);
    expect(git(change.cwd, 'status', '--porcelain')).toBe('');
    await change.does(['branch', 'check']);
  });

  it('says of commits that were pushed how they are pushed anew', async () => {
    const change = await begun();
    const origin = makeFolder();
    git(origin, 'init', '--quiet', '--bare');
    git(change.cwd, 'remote', 'add', 'origin', origin);
    git(change.cwd, 'push', '--quiet', 'origin', 'HEAD~1:refs/heads/mikado/goal');
    git(change.cwd, 'fetch', '--quiet', 'origin');
    const said =
      '2 commits of the old are on origin/mikado/goal; afterwards: git push --force-with-lease origin mikado/goal\n';
    expect((await change.does(['discover', 'found', '--for', 'two'])).stdout).toContain(
      `pushed      ${said}`,
    );
    expect((await change.does(TOLD)).stdout).toContain(said);
    git(change.cwd, 'push', '--quiet', '--force-with-lease', 'origin', 'mikado/goal');
  });

  it('works in a linked work tree, and with names of any letters', async () => {
    const change = onBranch({
      'docs/ünter wegs/größe.md': card(),
      'docs/ziel.md': card('branch: mikado/ziel', 'requires: [größe]'),
    });
    git(change.cwd, 'worktree', 'add', '--quiet', '-b', 'mikado/ziel', 'tree', 'main');
    const other = changeIn(join(change.cwd, 'tree'));
    other.commit('C2(ziel): impl maß', { 'maß 1.txt': 'x\n' });
    await other.does(['discover', 'länge', '--for', 'größe', '--yes']);
    expect(git(other.cwd, '-c', 'core.quotePath=false', 'show', '--format=%s', '--name-only', 'HEAD~1')).toBe(
      'C2(ziel): plan add länge\n\ndocs/ünter wegs/größe.md\ndocs/ünter wegs/länge.md',
    );
    expect(git(other.cwd, 'status', '--porcelain')).toBe('');
    await other.does(['branch', 'check']);
    await other.does(['discover', '--undo']);
    expect(other.subjects()).toEqual(['C2(ziel): impl maß']);
    expect(git(other.cwd, 'status', '--porcelain')).toBe('');
  });
});

describe('a discovery is refused, with nothing changed,', () => {
  const refused = async (change: ReturnType<typeof onBranch>, reason: string, args = TOLD, code = 1) => {
    const before = change.state();
    const finished = await mikado(args, { cwd: change.cwd, env });
    expect(finished.stderr).toContain(reason);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(change.state()).toEqual(before);
  };

  it('on the branch of no goal', async () => {
    const change = onBranch();
    git(change.cwd, 'switch', '--quiet', '--create', 'topic');
    await refused(change, 'topic is the branch of no goal');
    await refused(change, 'mikado new found --for two\n');
  });

  it('for a card that is not there, with near names', async () => {
    const change = onBranch();
    await refused(change, 'Did you mean two?', ['discover', 'found', '--for', 'twe', '--yes'], 2);
  });

  it('without the card that requires it', async () => {
    await refused(onBranch(), 'mikado discover STEM --for CARD\n', ['discover', 'found'], 2);
  });

  it('where it would close a circle', async () => {
    const change = await begun();
    await refused(change, 'they would require each other in a circle', [
      'discover',
      'goal',
      '--for',
      'two',
      '--yes',
    ]);
  });

  it('where the card requires it already', async () => {
    const change = await begun();
    await refused(change, 'goal requires two already', ['discover', 'two', '--for', 'goal', '--yes']);
  });

  it('where another document has that name in other letters', async () => {
    const change = await begun();
    await refused(change, 'There is a document named two', ['discover', 'TWO', '--for', 'goal', '--yes'], 2);
  });

  it('where the chain was finalized', async () => {
    const change = await begun();
    for (const stem of ['two', 'goal']) await change.close(stem);
    await change.does(['finalize', 'goal', '--commit']);
    await refused(change, 'There is a document of that name', TOLD, 2);
  });

  it('on a branch that breaks its order already', async () => {
    const change = await begun();
    change.commit('C2(goal): impl and more', { 'docs/two.md': card('tags: [x]'), 'x.txt': 'x\n' });
    await refused(change, 'Mend that first: mikado branch check');
  });

  it('on a detached HEAD', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', '--detach');
    const finished = await mikado(TOLD, { cwd: change.cwd, env });
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toContain('HEAD is detached');
  });

  it('during a rebase and during a merge', async () => {
    const change = await begun();
    git(change.cwd, 'switch', '--quiet', 'main');
    change.commit('Elsewhere', { 'two.txt': 'other\n' });
    git(change.cwd, 'switch', '--quiet', 'mikado/goal');
    expect(() => git(change.cwd, 'merge', 'main')).toThrow();
    expect((await mikado(TOLD, { cwd: change.cwd, env })).stderr).toContain('a merge is under way');
    git(change.cwd, 'merge', '--abort');
    expect(() => git(change.cwd, 'rebase', 'main')).toThrow();
    expect((await mikado(TOLD, { cwd: change.cwd, env })).stderr).toContain('a rebase is under way');
  });

  it('in a shallow clone, with what to fetch', async () => {
    const change = await begun();
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--depth=2', '--no-single-branch', `file://${change.cwd}`, '.');
    const finished = await mikado(TOLD, { cwd, env });
    expect(finished).toMatchObject({ code: 2, stdout: '' });
    expect(finished.stderr).toContain('git fetch --unshallow');
  });

  it('before the first commit', async () => {
    const change = onBranch();
    git(change.cwd, 'switch', '--quiet', '--orphan', 'mikado/other');
    writeFiles(change.cwd, { 'docs/two.md': card() });
    const finished = await mikado(TOLD, { cwd: change.cwd, env });
    expect(finished.stderr).toContain('mikado/other has no commit yet');
  });

  it('while another git process holds the index', async () => {
    const change = await begun();
    writeFileSync(join(change.cwd, '.git/index.lock'), '');
    const finished = await mikado(TOLD, { cwd: change.cwd, env });
    expect(finished.stderr).toContain('another git process holds the index');
    rmSync(join(change.cwd, '.git/index.lock'));
  });

  it('for a card whose file git would leave out', async () => {
    const change = await begun();
    change.commit('C2(goal): impl ignoring', { '.gitignore': 'docs/found.md\n' });
    await refused(change, 'git leaves docs/found.md out');
  });

  it('in JSON with every reason', async () => {
    const change = onBranch();
    git(change.cwd, 'switch', '--quiet', '--create', 'topic');
    const { stdout } = await change.does([...TOLD, '--json'], 1);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ done: false, stem: 'found', for: 'two' },
      refusals: [{ help: 'mikado new found --for two' }],
    });
  });
});
