import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findCommit, mergeBase } from '../../src/git/find-commit.ts';
import { openTree } from '../../src/git/tree-at.ts';
import { UsageError } from '../../src/usage-error.ts';
import { git, makeFolder, makeRepository, run, writeFiles } from '../rig/cli.ts';

const MEBIBYTE = 1024 * 1024;

async function textAt(top: string, path: string): Promise<string | undefined> {
  const tree = await openTree(top, await findCommit(top, 'HEAD'));
  return (await tree.read([path], MEBIBYTE)).get(path)?.toString('utf8');
}

function commitAll(top: string, message: string): string {
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--allow-empty', `--message=${message}`);
  return git(top, 'rev-parse', 'HEAD');
}

/** A clone as a CI makes one: of one branch, cut off, in place of `feature`, whose base is `main`. */
function shallowClone(): string {
  const origin = makeRepository({ 'docs/a.md': 'one\n' });
  git(origin, 'switch', '--quiet', '--create', 'feature');
  writeFiles(origin, { 'docs/b.md': 'two\n' });
  commitAll(origin, 'Second');
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = join(makeFolder(), 'clone');
  git(origin, 'clone', '--quiet', '--depth=1', '--branch=feature', `file://${origin}`, clone);
  return clone;
}

async function refusal(of: Promise<unknown>): Promise<{ message: string; help: string }> {
  try {
    await of;
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, help: error.help };
    throw error;
  }
  throw new Error('it was not refused');
}

/** Does what the help says, in a shell, as a person would. */
async function follow(help: string, cwd: string): Promise<void> {
  const command = help.replace('Fetch it: ', '').replace('Fetch them: ', '');
  const { code, stderr } = await run('sh', ['-c', command], { cwd });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
}

describe('the files of a commit', () => {
  it('are its own, whatever the work tree and the index hold', async () => {
    const top = makeRepository({ 'docs/a.md': 'old\n', 'gone.txt': 'here once\n' });
    writeFiles(top, { 'docs/a.md': 'new\n', 'docs/b.md': 'untracked\n' });
    rmSync(join(top, 'gone.txt'));
    git(top, 'add', 'docs/a.md');
    const tree = await openTree(top, await findCommit(top, 'HEAD'));
    expect([...tree.files.keys()]).toEqual(['docs/a.md', 'gone.txt']);
    const read = await tree.read(['docs/a.md', 'gone.txt', 'docs/b.md'], MEBIBYTE);
    expect([...read].map(([path, bytes]) => [path, bytes.toString('utf8')])).toEqual([
      ['docs/a.md', 'old\n'],
      ['gone.txt', 'here once\n'],
    ]);
  });

  it('are read byte for byte, also where they are equal, empty or hold line ends and NUL', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 10, 0, 32]);
    const top = makeRepository({ 'a.md': 'same', 'b.md': 'same', 'empty.md': '' });
    writeFileSync(join(top, 'odd.bin'), bytes);
    const tree = await openTree(top, commitAll(top, 'Odd'));
    const read = await tree.read(tree.files.keys(), MEBIBYTE);
    expect(Object.fromEntries(read)).toEqual({
      'a.md': Buffer.from('same'),
      'b.md': Buffer.from('same'),
      'empty.md': Buffer.alloc(0),
      'odd.bin': bytes,
    });
  });

  it('have names with spaces, quotes, line ends and letters of any script', async () => {
    const names = ['a b.md', 'é".md', 'line\nend.md', 'tab\t.md', '-r.md', 'HEAD:x.md'];
    const top = makeRepository(Object.fromEntries(names.map((name) => [name, `in ${name}`])));
    const tree = await openTree(top, await findCommit(top, 'HEAD'));
    const read = await tree.read(names, MEBIBYTE);
    expect(names.map((name) => read.get(name)?.toString('utf8'))).toEqual(names.map((name) => `in ${name}`));
  });

  it('are left out where their name is not UTF-8, and hide no other', async () => {
    const top = makeRepository({ 'plain.md': 'plain' });
    writeFileSync(Buffer.concat([Buffer.from(`${top}/bad`), Buffer.from([0xff, 0x2e, 0x6d, 0x64])]), 'bad');
    const tree = await openTree(top, commitAll(top, 'Bad name'));
    expect([...tree.files.keys()]).toEqual(['plain.md']);
  });

  it('are regular ones: links and submodules are left out, programs are not', async () => {
    const top = makeRepository({ 'run.sh': 'true\n' });
    chmodSync(join(top, 'run.sh'), 0o755);
    symlinkSync('run.sh', join(top, 'link.md'));
    const inner = makeRepository({ 'inner.md': 'inner' });
    git(top, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'module');
    const tree = await openTree(top, commitAll(top, 'All kinds'));
    expect([...tree.files.values()].map(({ path, mode }) => `${mode} ${path}`)).toEqual([
      '100644 .gitmodules',
      '100755 run.sh',
    ]);
  });

  it('are left out, unread, where they are larger than asked for', async () => {
    const top = makeRepository({ 'large.md': 'x'.repeat(1001), 'small.md': 'x'.repeat(1000) });
    const tree = await openTree(top, await findCommit(top, 'HEAD'));
    expect(tree.files.get('large.md')?.size).toBe(1001);
    expect([...(await tree.read(tree.files.keys(), 1000)).keys()]).toEqual(['small.md']);
  });

  it('are found from a linked work tree and on a detached HEAD', async () => {
    const top = makeRepository({ 'docs/a.md': 'one\n' });
    const linked = join(makeFolder(), 'linked');
    git(top, 'worktree', 'add', '--quiet', '--detach', linked);
    expect(await textAt(linked, 'docs/a.md')).toBe('one\n');
  });

  it('take one process to be listed and one to be read, however many they are', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `docs/card-${index}.md`);
    const top = makeRepository(Object.fromEntries(names.map((name) => [name, `# ${name}\n`])));
    const log = join(makeFolder(), 'trace');
    vi.stubEnv('GIT_TRACE', log);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const tree = await openTree(top, git(top, 'rev-parse', 'HEAD'));
    const read = await tree.read(names, MEBIBYTE);
    vi.unstubAllEnvs();
    expect(read.get('docs/card-2999.md')?.toString('utf8')).toBe('# docs/card-2999.md\n');
    expect((await run('grep', ['-c', 'built-in: git', log])).stdout).toBe('2\n');
  });
});

describe('a commit', () => {
  it('is found by the name of a branch that only the remote has', async () => {
    const origin = makeRepository({ 'a.md': 'one\n' });
    const clone = join(makeFolder(), 'clone');
    git(origin, 'clone', '--quiet', origin, clone);
    git(clone, 'switch', '--quiet', '--detach');
    git(clone, 'branch', '--quiet', '-D', 'main');
    expect(await findCommit(clone, 'main')).toBe(git(origin, 'rev-parse', 'main'));
    expect(await findCommit(clone, 'main~0')).toBe(git(origin, 'rev-parse', 'main'));
  });

  it('is never taken for an option', async () => {
    const top = makeRepository({});
    expect(await refusal(findCommit(top, '--all'))).toEqual({
      message: 'There is no commit --all here.',
      help: 'Name a branch, a tag or a commit of this repository: git branch --all',
    });
  });

  it('that a full clone does not have is named with the command that fetches it', async () => {
    const origin = makeRepository({});
    const clone = join(makeFolder(), 'clone');
    git(origin, 'clone', '--quiet', origin, clone);
    git(origin, 'branch', 'release/2');
    const { message, help } = await refusal(findCommit(clone, 'origin/release/2'));
    expect({ message, help }).toEqual({
      message: 'There is no commit origin/release/2 here.',
      help: 'Fetch it: git fetch origin +refs/heads/release/2:refs/remotes/origin/release/2',
    });
    await follow(help, clone);
    expect(await findCommit(clone, 'release/2')).toBe(git(origin, 'rev-parse', 'main'));
  });

  it('that a shallow clone of one branch does not have can be fetched with its history as told', async () => {
    const clone = shallowClone();
    const { message, help } = await refusal(findCommit(clone, 'origin/main'));
    expect({ message, help }).toEqual({
      message: 'There is no commit origin/main here.',
      help: 'Fetch it: git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main',
    });
    await follow(help, clone);
    const main = await findCommit(clone, 'origin/main');
    expect(await mergeBase(clone, [main, await findCommit(clone, 'HEAD')], 'origin/main')).toBe(main);
  });

  it('that lies behind the end of a shallow history can be fetched as told', async () => {
    const clone = shallowClone();
    const { message, help } = await refusal(findCommit(clone, 'HEAD~1'));
    expect({ message, help }).toEqual({
      message: 'There is no commit HEAD~1 here.',
      help: 'Fetch it: git fetch --unshallow origin',
    });
    await follow(help, clone);
    expect(await findCommit(clone, 'HEAD~1')).toMatch(/^[0-9a-f]{40}$/);
  });

  it('that shares no history because the clone is shallow can be fetched as told', async () => {
    const clone = shallowClone();
    git(clone, 'fetch', '--quiet', '--depth=1', 'origin', '+refs/heads/main:refs/remotes/origin/main');
    const main = await findCommit(clone, 'main');
    const head = await findCommit(clone, 'HEAD');
    const { message, help } = await refusal(mergeBase(clone, [main, head], 'main'));
    expect({ message, help }).toEqual({
      message: 'The history that main and this branch share is not here: this clone is shallow.',
      help: 'Fetch it: git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main',
    });
    await follow(help, clone);
    expect(await mergeBase(clone, [main, head], 'main')).toBe(main);
  });

  it('of an unrelated history is refused', async () => {
    const top = makeRepository({ 'a.md': 'one\n' });
    const main = git(top, 'rev-parse', 'HEAD');
    git(top, 'switch', '--quiet', '--orphan', 'other');
    expect(await refusal(mergeBase(top, [main, commitAll(top, 'Other')], 'main'))).toEqual({
      message: 'main and this branch have no commit in common.',
      help: 'Name the branch that this one started from.',
    });
  });

  it('whose files a partial clone left out is refused without fetching, and can be completed as told', async () => {
    const origin = makeRepository({ 'docs/a.md': 'one\n' });
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = join(makeFolder(), 'clone');
    git(origin, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin}`, clone);
    const commit = await findCommit(clone, 'HEAD');
    const objects = git(clone, 'count-objects', '-v');
    const { message, help } = await refusal(textAt(clone, 'docs/a.md'));
    expect({ message, help }).toEqual({
      message: `The files of ${commit.slice(0, 12)} are not all here: this clone is partial.`,
      help: 'Fetch them: git fetch --refetch --no-filter origin',
    });
    expect(git(clone, 'count-objects', '-v')).toBe(objects);
    await follow(help, clone);
    expect(await textAt(clone, 'docs/a.md')).toBe('one\n');
  });

  it('is not looked for outside a repository, in a bare one, or without git', async () => {
    const outside = await refusal(findCommit(makeFolder(), 'main'));
    expect(outside).toEqual({
      message: 'git finds no repository here: not a git repository (or any of the parent directories): .git.',
      help: 'Go to a clone of the repository.',
    });
    const bare = join(makeFolder(), 'bare.git');
    git(makeRepository({}), 'clone', '--quiet', '--bare', '.', bare);
    const { message } = await refusal(findCommit(bare, 'main'));
    expect(message).toMatch(/^git finds no repository here: cannot use bare repository/);
    vi.stubEnv('PATH', makeFolder());
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(await refusal(findCommit(makeFolder(), 'main'))).toEqual({
      message: 'git is not installed.',
      help: 'Install it, or leave the commit out.',
    });
  });

  it('is found in a repository whose own configuration would run programs', async () => {
    const top = makeRepository({ 'a.md': 'one\n', '.gitattributes': '*.md filter=evil diff=evil\n' });
    const planted = join(top, 'planted');
    for (const key of ['core.fsmonitor', 'filter.evil.smudge', 'diff.evil.textconv', 'core.sshCommand'])
      git(top, 'config', key, `touch ${planted}`);
    renameSync(join(top, '.git', 'hooks'), join(top, '.git', 'no-hooks'));
    expect(await textAt(top, 'a.md')).toBe('one\n');
    expect((await run('ls', [planted])).stdout).toBe('');
  });
});
