import { chmodSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../rig/answer.ts';
import { git, MIKADO, makeFolder, mikado, NODE, writeFiles } from '../../rig/cli.ts';
import { startInPty } from '../../rig/pty.ts';
import { type Change, card, env, onBranch } from './discovering.ts';

const TOLD = ['discover', 'found', '--for', 'two', '--yes'];
/** What a discovery writes, whatever else there is. */
const WRITTEN = ['docs/found.md', 'docs/two.md'];

const NAMES = ['staged', 'unstaged', 'both', 'renamed', 'gone', 'gone-staged', 'mode', 'link'];

/** A branch with work on it, and files to work on. */
function begun(): Change {
  const files = Object.fromEntries(NAMES.map((name) => [`src/${name}.txt`, `${name}\n1\n2\n3\n`]));
  const change = onBranch({ ...files, '.gitignore': 'ignored/\n' });
  change.commit('C2(goal): impl two', { 'two.txt': 'two\n', 'other.txt': 'other\n' });
  return change;
}

/** Every kind of work that is not committed, in files that no commit of the branch is about. */
function workOn({ cwd, change }: Change): void {
  change('src/staged.txt', '1', 'staged');
  change('src/both.txt', '1', 'staged');
  git(cwd, 'add', 'src/staged.txt', 'src/both.txt');
  change('src/both.txt', '3', 'unstaged');
  change('src/unstaged.txt', '1', 'unstaged');
  git(cwd, 'mv', 'src/renamed.txt', 'src/new name.txt');
  rmSync(join(cwd, 'src/gone.txt'));
  git(cwd, 'rm', '--quiet', 'src/gone-staged.txt');
  chmodSync(join(cwd, 'src/mode.txt'), 0o755);
  rmSync(join(cwd, 'src/link.txt'));
  symlinkSync('nowhere', join(cwd, 'src/link.txt'));
  writeFiles(cwd, { 'untracked/ä b.txt': 'mine\n', 'ignored/file.txt': 'mine\n', 'intended.txt': 'soon\n' });
  git(cwd, 'add', '--intent-to-add', 'intended.txt');
}

/** What is left of a state without the files that a discovery writes. */
function apart({ index, status, files }: ReturnType<Change['state']>) {
  const isOwn = (line: string) => WRITTEN.some((name) => line.endsWith(name));
  return {
    index: index.filter((line) => !isOwn(line)),
    status: status.filter((line) => !isOwn(line)),
    files: Object.fromEntries(Object.entries(files).filter(([name]) => !isOwn(name))),
  };
}

describe('work that is not committed', () => {
  it('stays as it is in a discovery, of whatever kind it is, and when that is taken back', async () => {
    const change = begun();
    workOn(change);
    const before = change.state();
    expect(before.status.map((line) => line.slice(0, 2))).toEqual([
      ' A',
      'MM',
      'D ',
      ' D',
      ' T',
      ' M',
      'R ',
      'M ',
      ' M',
      '??',
      '!!',
    ]);
    await change.does(TOLD);
    const after = change.state();
    expect(apart(after)).toEqual(apart(before));
    expect(change.subjects()).toEqual(['C2(goal): plan add found', 'C2(goal): impl two']);
    await change.does(['discover', '--undo']);
    expect(change.state()).toEqual(before);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
  });

  it('in the card itself goes on top of the plan, staged and unstaged apart', async () => {
    const change = begun();
    change.change('docs/two.md', 'Words.', 'Staged words.');
    git(change.cwd, 'add', 'docs/two.md');
    change.change('docs/two.md', '- [ ] It holds', '- [x] It holds');
    const before = change.state();
    expect((await change.does(['discover', 'found', '--for', 'two'])).stdout).toContain(
      'uncommitted docs/two.md (staged and changed) goes on top of the plan\n',
    );
    await change.does(TOLD);
    const planned = card('requires:', '  - found');
    const linked = `${planned}\n## Prerequisites\n\n- [[found]]\n`;
    expect(`${git(change.cwd, 'show', 'HEAD:docs/two.md')}\n`).toBe(linked);
    expect(`${git(change.cwd, 'show', ':docs/two.md')}\n`).toBe(linked.replace('Words.', 'Staged words.'));
    expect(change.disk('docs/two.md')).toBe(
      linked.replace('Words.', 'Staged words.').replace('- [ ]', '- [x]'),
    );
    await change.does(['discover', '--undo']);
    expect(change.state()).toEqual(before);
  });

  it('in a card that was written too late is kept, and comes back when the discovery is taken back', async () => {
    for (const isStaged of [false, true]) {
      const change = begun();
      await change.does(['new', 'found', '--for', 'two']);
      if (isStaged) git(change.cwd, 'add', 'docs');
      const before = change.state();
      await change.does(TOLD);
      expect(git(change.cwd, 'status', '--porcelain')).toBe('');
      await change.does(['discover', '--undo']);
      expect(change.state()).toEqual(before);
    }
  });

  it('that took the card out of the index leaves it out', async () => {
    const change = begun();
    git(change.cwd, 'rm', '--quiet', '--cached', 'docs/two.md');
    const before = change.state();
    await change.does(TOLD);
    expect(change.state().status).toEqual(['D  docs/two.md', '?? docs/two.md']);
    expect(change.disk('docs/two.md')).toContain('- found');
    await change.does(['discover', '--undo']);
    expect(change.state()).toEqual(before);
  });

  it('keeps the line ends of the disk where git has others', async () => {
    const change = begun();
    git(change.cwd, 'config', 'core.autocrlf', 'true');
    writeFileSync(
      join(change.cwd, 'docs/two.md'),
      change.disk('docs/two.md').replace('- [ ]', '- [x]').replaceAll('\n', '\r\n'),
    );
    await change.does(TOLD);
    expect(change.disk('docs/two.md')).not.toMatch(/[^\r]\n/);
    expect(git(change.cwd, 'show', 'HEAD:docs/two.md')).not.toContain('\r');
    expect(git(change.cwd, 'diff', '--numstat')).toBe('1\t1\tdocs/two.md');
  });

  it('goes through the filters of files that git keeps in another form', async () => {
    const change = begun();
    git(change.cwd, 'config', 'filter.rot.clean', 'tr a-z n-za-m');
    git(change.cwd, 'config', 'filter.rot.smudge', 'tr a-z n-za-m');
    change.commit('C2(goal): impl filtering', { '.gitattributes': 'docs/found.md filter=rot\n' });
    await change.does(TOLD);
    expect(change.disk('docs/found.md')).toContain('status: active');
    expect(git(change.cwd, 'show', 'HEAD:docs/found.md')).toContain('fgnghf: npgvir');
    expect(git(change.cwd, 'status', '--porcelain')).toBe('');
  });

  it('is told from a file whose time alone changed', async () => {
    const change = begun();
    utimesSync(join(change.cwd, 'two.txt'), 1, 1);
    await change.does([...TOLD, '--no-replay']);
    expect(change.subjects()).toEqual(['C2(goal): plan add found']);
    expect(git(change.cwd, 'status', '--porcelain')).toBe('');
  });
});

describe('work that would be in the way of going back', () => {
  const refused = async (
    change: Change,
    reason: string,
    args: readonly string[] = [...TOLD, '--no-replay'],
  ) => {
    const before = change.state();
    const finished = await mikado(args, { cwd: change.cwd, env });
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toContain(reason);
    expect(finished.stderr).toContain('git stash push --include-untracked');
    expect(change.state()).toEqual(before);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
  };

  it('is named, staged or not, and nothing is changed', async () => {
    const change = begun();
    change.change('two.txt', 'two', '2');
    change.change('other.txt', 'other', 'another');
    git(change.cwd, 'add', 'other.txt');
    await refused(change, '  two.txt has work that is not committed\n');
    await refused(change, '  other.txt has work that is not committed\n');
    // Where the commits are replayed it is in nobody's way.
    await change.does(TOLD);
  });

  it('is a file that is not tracked or ignored, too', async () => {
    const change = onBranch({ '.gitignore': '*.log\n', 'kept.log': 'old\n', folder: 'a file\n' });
    git(change.cwd, 'add', '--force', 'kept.log');
    git(change.cwd, 'commit', '--quiet', '--amend', '--no-edit');
    git(change.cwd, 'branch', '--force', 'main');
    change.commit('C2(goal): impl two', { 'kept.log': null, folder: null });
    writeFiles(change.cwd, { 'kept.log': 'of today\n' });
    await refused(change, '  kept.log is a file that git does not know\n');
    rmSync(join(change.cwd, 'kept.log'));
    writeFiles(change.cwd, { 'folder/mine.txt': 'mine\n' });
    const before = change.state();
    const finished = await mikado([...TOLD, '--no-replay'], { cwd: change.cwd, env });
    expect(finished.stderr).toContain('git says: ');
    expect(finished.code).toBe(1);
    expect(change.state()).toEqual(before);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
  });

  it('is a file of the name of the new card that is no document', async () => {
    const change = begun();
    writeFiles(change.cwd, { '.mikado.yaml': 'ignore: [found.md]\n', 'docs/found.md': 'mine\n' });
    const finished = await mikado(TOLD, { cwd: change.cwd, env });
    expect(finished.stderr).toContain('there is a file docs/found.md that is no card');
    expect(change.disk('docs/found.md')).toBe('mine\n');
  });

  it('is a new card that was changed after it was staged', async () => {
    const change = begun();
    await change.does(['new', 'found', '--for', 'two']);
    git(change.cwd, 'add', 'docs/found.md');
    change.change('docs/found.md', '…', 'Think.');
    await refused(change, 'docs/found.md was changed after it was staged: git add it', TOLD);
  });

  it('is work in a card whose close does not hold any more', async () => {
    const change = begun();
    await change.close('two');
    change.change('docs/two.md', 'The end.', 'Not the end.');
    await refused(change, 'docs/two.md has work that is not committed, and is changed by commits', TOLD);
  });

  it('is a card that was deleted', async () => {
    const change = begun();
    renameSync(join(change.cwd, 'docs/two.md'), join(change.cwd, 'docs/deux.md'));
    const finished = await mikado(TOLD, { cwd: change.cwd, env });
    expect(finished).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('what changes while a discovery waits for a yes', () => {
  const meanwhile = async (change: Change, happens: () => void) => {
    const args = [MIKADO, 'discover', 'found', '--for', 'two'];
    const screen = startInPty(NODE, args, { cwd: change.cwd, env, columns: 120, rows: 36 });
    await screen.waitForText('Do it? y or [n]');
    happens();
    const before = change.state();
    await answer(screen, 'y');
    const { code } = await screen.waitForExit();
    expect(change.state()).toEqual(before);
    expect(git(change.cwd, 'for-each-ref', 'refs/mikado')).toBe('');
    return code;
  };

  it('is the branch: nothing is done, and the exit status says to run it again', async () => {
    const change = begun();
    expect(await meanwhile(change, () => change.commit('C2(goal): impl more', { 'more.txt': 'm\n' }))).toBe(
      6,
    );
  });

  it('is which branch is checked out: nothing is done', async () => {
    const change = begun();
    expect(await meanwhile(change, () => git(change.cwd, 'switch', '--quiet', 'main'))).toBe(6);
  });

  it('is the card: the branch goes back to where it was', async () => {
    const change = begun();
    expect(await meanwhile(change, () => change.change('docs/two.md', 'Words.', 'Other words.'))).toBe(1);
  });

  it('is a card with work of its own: nothing is done', async () => {
    const change = begun();
    change.change('docs/two.md', 'Words.', 'Other words.');
    expect(await meanwhile(change, () => change.change('docs/two.md', 'The end.', 'No end.'))).toBe(6);
  });
});

describe('commits that are made again', () => {
  it('are not asked of hooks that look at what is staged', async () => {
    const change = begun();
    for (const name of ['pre-commit', 'commit-msg', 'prepare-commit-msg', 'post-checkout']) {
      const file = join(change.cwd, '.git/hooks', name);
      writeFileSync(file, '#!/bin/sh\necho "not today" >&2\nexit 1\n');
      chmodSync(file, 0o755);
    }
    await change.does(TOLD);
    expect(change.subjects()).toEqual(['C2(goal): plan add found', 'C2(goal): impl two']);
  });

  it('are signed where the user has his commits signed, and only those that are kept', async () => {
    const change = begun();
    await change.close('two');
    const bin = makeFolder();
    const signer = join(bin, 'gpg');
    const lines = ['#!/bin/sh', `echo x >> '${join(bin, 'calls')}'`, 'cat > /dev/null'];
    lines.push('echo "-----BEGIN PGP SIGNATURE-----"', 'echo "-----END PGP SIGNATURE-----"');
    lines.push('echo "[GNUPG:] SIG_CREATED " >&2', '');
    writeFileSync(signer, lines.join('\n'));
    chmodSync(signer, 0o755);
    git(change.cwd, 'config', 'commit.gpgsign', 'true');
    git(change.cwd, 'config', 'gpg.program', signer);
    await change.does(['discover', 'found', '--for', 'two']);
    await change.does(TOLD, 1);
    for (const commit of ['HEAD', 'HEAD~1'])
      expect(git(change.cwd, 'cat-file', 'commit', commit)).toContain('gpgsig -----BEGIN PGP SIGNATURE-----');
    expect(git(change.cwd, 'cat-file', 'commit', 'HEAD~2')).not.toContain('gpgsig');
    expect(readFileSync(join(bin, 'calls'), 'utf8')).toBe('x\nx\n');
  });
});
