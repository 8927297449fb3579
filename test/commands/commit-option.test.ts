import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, run, writeFiles } from '../rig/cli.ts';

const card = (lines: readonly string[], body = 'Some words.\n\nMore words.\n\nThe last words.\n') =>
  `---\ntitle: A card\n${lines.map((line) => `${line}\n`).join('')}---\n\n# A card\n\n${body}`;

const FILES = {
  'docs/goal.md': card(['status: active', 'branch: mikado/goal', 'requires:', '  - leaf']),
  'docs/leaf.md': card(['status: active'], 'Words.\n\n## Verification\n\n- [ ] It holds\n\nThe end.\n'),
  'src/code.txt': 'one\ntwo\nthree\n',
};

/** Whom git takes for the author of what the program commits. */
const env = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

function onBranch(files: Readonly<Record<string, string>> = FILES) {
  const cwd = makeRepository(files);
  git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
  const disk = (name: string) => readFileSync(join(cwd, name), 'utf8');
  const change = (name: string, from: string, to: string) =>
    writeFileSync(join(cwd, name), disk(name).replace(from, to));
  const committed = (name: string) => `${git(cwd, 'show', `HEAD:${name}`)}\n`;
  const staged = (name: string) => `${git(cwd, 'show', `:${name}`)}\n`;
  const status = () => git(cwd, 'status', '--porcelain').split('\n');
  return { cwd, disk, change, committed, staged, status };
}

function hook(cwd: string, name: string, script: string) {
  const file = join(cwd, '.git/hooks', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

describe('an edit with --commit', () => {
  it('is committed with the subject of the process, and leaves nothing behind', async () => {
    const { cwd, disk, committed } = onBranch();
    const planned = await mikado(['new', 'found', '--for', 'leaf', '--commit'], { cwd, env });
    expect(planned.code).toBe(0);
    expect(planned.stdout.replace(/[0-9a-f]{7} {2}/, 'ID  ')).toBe(
      'Wrote found, which leaf now requires (docs/found.md).\n' +
        'Committed ID  C2(goal): plan add found\nNow blocked:\n  leaf  A card\n1 card is ready: mikado ready\n',
    );
    expect(git(cwd, 'log', '-1', '--format=%s|%an', '--name-only')).toBe(
      'C2(goal): plan add found|Ada\n\ndocs/found.md\ndocs/leaf.md',
    );
    expect(git(cwd, 'status', '--porcelain')).toBe('');
    expect(committed('docs/leaf.md')).toBe(disk('docs/leaf.md'));
  });

  it('takes no other change along, staged or not, from the same file either', async () => {
    const { cwd, disk, change, committed, staged, status } = onBranch();
    change('docs/goal.md', 'Some words.', 'Staged words.');
    git(cwd, 'add', 'docs/goal.md');
    change('docs/goal.md', 'The last words.', 'Unstaged words.');
    change('src/code.txt', 'two', '2');
    git(cwd, 'add', 'src/code.txt');
    change('src/code.txt', 'three', '3');
    writeFiles(cwd, { 'new.txt': 'intended\n', 'other.txt': 'untracked\n' });
    git(cwd, 'add', '--intent-to-add', 'new.txt');

    expect((await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env })).code).toBe(0);

    const required = FILES['docs/goal.md'].replace('- leaf\n', '- leaf\n  - found\n');
    const withLink = `${required}\n## Prerequisites\n\n- [[found]]\n`;
    expect(committed('docs/goal.md')).toBe(withLink);
    expect(staged('docs/goal.md')).toBe(withLink.replace('Some words.', 'Staged words.'));
    expect(disk('docs/goal.md')).toBe(
      withLink.replace('Some words.', 'Staged words.').replace('The last words.', 'Unstaged words.'),
    );
    expect(committed('src/code.txt')).toBe('one\ntwo\nthree\n');
    expect(staged('src/code.txt')).toBe('one\n2\nthree\n');
    expect(status()).toEqual(['MM docs/goal.md', ' A new.txt', 'MM src/code.txt', '?? other.txt']);
  });

  it('commits a close with the boxes and the evidence of its card, not with other edits of it', async () => {
    const { cwd, change, committed, status } = onBranch();
    change('docs/leaf.md', '- [ ]', '- [x]');
    change('docs/leaf.md', 'The end.', 'Not finished yet.');
    writeFiles(cwd, { '.mikado/evidence/leaf.jsonl': '{}\n', '.mikado/evidence/goal.jsonl': '{}\n' });

    expect((await mikado(['close', 'leaf', '--commit'], { cwd, env })).code).toBe(0);

    expect(git(cwd, 'log', '-1', '--format=%s', '--name-only')).toBe(
      'C2(goal): close leaf\n\n.mikado/evidence/leaf.jsonl\ndocs/leaf.md',
    );
    expect(committed('docs/leaf.md')).toBe(
      FILES['docs/leaf.md'].replace('status: active\n', '').replace('- [ ]', '- [x]'),
    );
    expect(status()).toEqual([' M docs/leaf.md', '?? .mikado/evidence/goal.jsonl']);
  });

  it('leaves evidence alone that git ignores', async () => {
    const { cwd } = onBranch({ ...FILES, '.gitignore': '.mikado/evidence/\n' });
    expect((await mikado(['close', 'leaf', '--force', 'gone', '--commit'], { cwd, env })).code).toBe(0);
    expect(git(cwd, 'log', '-1', '--format=', '--name-only')).toBe('docs/leaf.md');
  });

  it('keeps the line ends that git has, whatever they are on the disk', async () => {
    const { cwd, disk, committed, change } = onBranch();
    git(cwd, 'config', 'core.autocrlf', 'true');
    writeFileSync(join(cwd, 'docs/leaf.md'), disk('docs/leaf.md').replaceAll('\n', '\r\n'));
    change('docs/leaf.md', '- [ ]', '- [x]');
    expect((await mikado(['close', 'leaf', '--commit'], { cwd, env })).code).toBe(0);
    expect(committed('docs/leaf.md')).toBe(
      FILES['docs/leaf.md'].replace('status: active\n', '').replace('- [ ]', '- [x]'),
    );
    expect(disk('docs/leaf.md')).not.toMatch(/[^\r]\n/);
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('goes through the filters of a file that git keeps in another form', async () => {
    const { cwd, committed } = onBranch();
    git(cwd, 'config', 'filter.rot.clean', 'tr a-z n-za-m');
    git(cwd, 'config', 'filter.rot.smudge', 'tr a-z n-za-m');
    writeFiles(cwd, { '.gitattributes': 'docs/*.md filter=rot\n' });
    git(cwd, 'add', '--renormalize', '.');
    git(cwd, 'add', '.gitattributes');
    git(cwd, 'commit', '--quiet', '--message=Filter');
    expect(committed('docs/goal.md')).toContain('fgnghf: npgvir');
    const finished = await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env });
    expect(finished).toMatchObject({ code: 0, stderr: '' });
    expect(committed('docs/goal.md')).toContain('  - sbhaq');
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('stays when a hook refuses, says so and how to go on, and leaves the index as it was', async () => {
    const again = onBranch({ ...FILES, 'docs/leaf.md': FILES['docs/leaf.md'].replace('active', 'planned') });
    hook(again.cwd, 'commit-msg', 'echo "not today" >&2\nexit 1');
    const refused = await mikado(['start', 'leaf', '--commit'], { cwd: again.cwd, env });
    expect(refused).toMatchObject({
      code: 1,
      stderr:
        'not today\nmikado: nothing was committed: git or one of its hooks refused the commit\n' +
        "  The edit stays. Once that is mended: git add docs/leaf.md && git commit -m 'C2(goal): plan start leaf' -- docs/leaf.md\n",
    });
    expect(again.disk('docs/leaf.md')).toBe(FILES['docs/leaf.md']);
    expect(again.status()).toEqual([' M docs/leaf.md']);
  });

  it('has in the index what a hook changed of it', async () => {
    const { cwd, committed } = onBranch();
    hook(
      cwd,
      'pre-commit',
      'echo "<!-- seen -->" >> docs/found.md\necho x > log.txt\ngit add docs/found.md log.txt',
    );
    expect((await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env })).code).toBe(0);
    expect(committed('docs/found.md')).toContain('<!-- seen -->');
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('says the subject that the commit got, when a hook wrote more into it', async () => {
    const { cwd } = onBranch();
    hook(
      cwd,
      'prepare-commit-msg',
      'echo "(#7)" > tail && tr -d "\\n" < "$1" > all && cat all tail > "$1" && rm all tail',
    );
    const { stdout } = await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env });
    expect(stdout).toContain('  C2(goal): plan add found(#7)\n');
  });

  it('keeps the bit that makes a file executable', async () => {
    const { cwd } = onBranch();
    chmodSync(join(cwd, 'docs/leaf.md'), 0o755);
    git(cwd, 'commit', '--quiet', '--all', '--message=C2(goal): plan the bit');
    expect((await mikado(['close', 'leaf', '--force', 'gone', '--commit'], { cwd, env })).code).toBe(0);
    expect(git(cwd, 'ls-tree', 'HEAD', 'docs/leaf.md')).toMatch(/^100755 /);
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('leaves out of a sparse checkout what is out of it', async () => {
    const { cwd } = onBranch({ ...FILES, 'far/away.txt': 'x\n' });
    git(cwd, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'docs');
    expect((await mikado(['close', 'leaf', '--force', 'gone', '--commit'], { cwd, env })).code).toBe(0);
    expect(git(cwd, 'log', '-1', '--format=', '--name-only')).toBe(
      '.mikado/evidence/leaf.jsonl\ndocs/leaf.md',
    );
    expect([git(cwd, 'status', '--porcelain'), existsSync(join(cwd, 'far'))]).toEqual(['', false]);
  });

  it('is signed where the user has his commits signed, and stays uncommitted where that fails', async () => {
    const { cwd, status } = onBranch();
    const key = join(makeFolder(), 'key');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    git(cwd, 'config', 'commit.gpgsign', 'true');
    git(cwd, 'config', 'gpg.format', 'ssh');
    git(cwd, 'config', 'user.signingkey', `${key}.pub`);
    expect((await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env })).code).toBe(0);
    expect(git(cwd, 'cat-file', 'commit', 'HEAD')).toContain('BEGIN SSH SIGNATURE');
    git(cwd, 'config', 'user.signingkey', `${key}.gone`);
    const refused = await mikado(['close', 'found', '--force', 'gone', '--commit'], { cwd, env });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'mikado: nothing was committed: git or one of its hooks refused the commit\n',
    );
    expect(status()).toEqual([' M docs/found.md', '?? .mikado/']);
  });

  it('leaves what is staged as it is when a pre-commit hook refuses', async () => {
    const { cwd, change, staged, status } = onBranch();
    change('src/code.txt', 'two', '2');
    git(cwd, 'add', 'src/code.txt');
    hook(cwd, 'pre-commit', 'git diff --cached --name-only >&2\nexit 1');
    const refused = await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env });
    expect(refused.code).toBe(1);
    // The hook saw the edit alone.
    expect(refused.stderr).toMatch(/^docs\/found.md\ndocs\/goal.md\nmikado: nothing was committed/);
    expect(staged('src/code.txt')).toBe('one\n2\nthree\n');
    expect(status()).toEqual([' M docs/goal.md', 'M  src/code.txt', '?? docs/found.md']);
  });

  it('makes the folder that a card is to be in', async () => {
    const { cwd } = onBranch();
    const args = ['new', 'found', '--for', 'goal', '--in', 'docs/how-to/deep', '--commit'];
    expect(await mikado(args, { cwd, env })).toMatchObject({ code: 0, stderr: '' });
    expect(git(cwd, 'log', '-1', '--format=', '--name-only')).toBe('docs/goal.md\ndocs/how-to/deep/found.md');
  });

  it('works in a linked work tree', async () => {
    const { cwd } = onBranch();
    git(cwd, 'worktree', 'add', '--quiet', '-b', 'mikado/other', 'tree', 'main');
    const finished = await mikado(['new', 'found', '--for', 'goal', '--commit'], {
      cwd: join(cwd, 'tree'),
      env,
    });
    expect(finished.code).toBe(0);
    expect(git(cwd, 'log', '-1', '--format=%s', 'mikado/other')).toBe('C2(other): plan add found');
    expect(git(join(cwd, 'tree'), 'status', '--porcelain')).toBe('');
  });
});

describe('an edit with --commit is refused before anything is written', () => {
  const refused = async (cwd: string, reason: string) => {
    const before = git(cwd, 'status', '--porcelain');
    const finished = await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env });
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toContain(reason);
    expect(git(cwd, 'status', '--porcelain')).toBe(before);
  };

  it('on a detached HEAD', async () => {
    const { cwd } = onBranch();
    git(cwd, 'switch', '--quiet', '--detach');
    await refused(cwd, 'HEAD is detached: a commit would be on no branch');
  });

  it('before the first commit', async () => {
    const { cwd } = onBranch();
    git(cwd, 'switch', '--quiet', '--orphan', 'empty');
    writeFiles(cwd, FILES);
    await refused(cwd, 'empty has no commit yet');
  });

  it('during a merge', async () => {
    const { cwd, change } = onBranch();
    change('src/code.txt', 'two', 'mine');
    git(cwd, 'commit', '--quiet', '--all', '--message=Mine');
    git(cwd, 'switch', '--quiet', 'main');
    change('src/code.txt', 'one', 'theirs');
    git(cwd, 'commit', '--quiet', '--all', '--message=Theirs');
    git(cwd, 'switch', '--quiet', 'mikado/goal');
    try {
      git(cwd, 'merge', '--no-commit', 'main');
    } catch {
      // The two changes are close to each other.
    }
    await refused(cwd, 'a merge is under way, and this commit is none of its own');
  });

  it('while another git process holds the index', async () => {
    const { cwd } = onBranch();
    writeFileSync(join(cwd, '.git/index.lock'), '');
    await refused(cwd, 'another git process holds the index (index.lock)');
  });

  it('where the card itself was never committed', async () => {
    const { cwd } = onBranch();
    git(cwd, 'rm', '--quiet', '--cached', 'docs/goal.md');
    git(cwd, 'commit', '--quiet', '--message=Without');
    await refused(cwd, 'docs/goal.md is not in the last commit, and an edit alone is committed');
  });

  it('where a document that is to be required was never committed', async () => {
    const { cwd } = onBranch();
    writeFiles(cwd, { 'docs/found.md': card(['status: active']) });
    git(cwd, 'add', '--intent-to-add', 'docs/found.md');
    await refused(cwd, 'docs/found.md is not in the last commit, and an edit alone is committed');
  });

  it('where the card is a link', async () => {
    const { cwd } = onBranch();
    git(cwd, 'mv', 'docs/goal.md', 'goal.md');
    symlinkSync('../goal.md', join(cwd, 'docs/goal.md'));
    git(cwd, 'add', '--all');
    git(cwd, 'commit', '--quiet', '--message=Link');
    await refused(cwd, 'docs/goal.md is a symbolic link, and cards are not written through links');
  });

  it('where the cards are in a submodule, with the way there', async () => {
    const cards = makeRepository({ 'goal.md': FILES['docs/goal.md'], 'leaf.md': FILES['docs/leaf.md'] });
    const cwd = makeRepository({ 'code.txt': '' });
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', cards, 'docs');
    git(cwd, 'commit', '--quiet', '--message=Cards');
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    await refused(
      cwd,
      'docs is a repository of its own, and this one does not hold its files\n      Go there: cd docs\n',
    );
    expect(await mikado(['branch', 'check'], { cwd })).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr:
        'mikado: The cards are in docs, a repository of its own, so the commits here do not hold them.\n  Go there: cd docs\n',
    });
    git(join(cwd, 'docs'), 'switch', '--quiet', '--create', 'mikado/goal');
    const there = await mikado(['new', 'found', '--for', 'goal', '--commit'], {
      cwd: join(cwd, 'docs'),
      env,
    });
    expect(there.code).toBe(0);
  });

  it('where it would break the order of the branch, with the reason', async () => {
    const { cwd, change, disk } = onBranch();
    change('src/code.txt', 'two', '2');
    git(cwd, 'commit', '--quiet', '--all', '--message=C2(goal): impl the leaf');
    await refused(cwd, 'the commit `C2(goal): plan add found` would break the order of the branch: ');
    expect(disk('docs/goal.md')).toBe(FILES['docs/goal.md']);
  });

  it('where a closed card would be opened after work has begun, with the revert that does it', async () => {
    const { cwd, committed } = onBranch();
    expect((await mikado(['close', 'leaf', '--force', 'x', '--commit'], { cwd, env })).code).toBe(0);
    const close = git(cwd, 'rev-parse', '--short=10', 'HEAD');
    const { code, stderr } = await mikado(['reopen', 'leaf', '--commit'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `\n      After work has begun, its close is undone instead: git revert ${close}\n`,
    );
    git(cwd, 'revert', '--no-edit', close);
    expect(committed('docs/leaf.md')).toContain('status: active');
    expect((await mikado(['branch', 'check'], { cwd, env })).code).toBe(0);
  });

  it('and not where the branch is no branch of a goal', async () => {
    const { cwd, change } = onBranch();
    change('src/code.txt', 'two', '2');
    git(cwd, 'commit', '--quiet', '--all', '--message=C2(goal): impl the leaf');
    git(cwd, 'branch', '--move', 'topic');
    expect((await mikado(['new', 'found', '--for', 'goal', '--commit'], { cwd, env })).code).toBe(0);
    expect(git(cwd, 'log', '-1', '--format=%s')).toBe('C2(goal): plan add found');
  });
});
