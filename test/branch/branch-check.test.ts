import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, mikado, NODE, run, writeFiles } from '../rig/cli.ts';
import { importBranches } from './import-branches.ts';

const card = (status: string, more = '') => `---\ntitle: A card\n${status}${more}---\n\nText.\n`;
const OPEN = card('status: active\n');
const FILES = {
  'docs/goal.md': card('status: active\n', 'branch: mikado/goal\nrequires: [a]\n'),
  'docs/a.md': OPEN,
};

function makeBranch(): string {
  const folder = makeRepository(FILES);
  git(folder, 'switch', '--quiet', '--create', 'mikado/goal');
  return folder;
}

function commit(folder: string, subject: string, files: Readonly<Record<string, string>>): string {
  writeFiles(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', subject);
  return git(folder, 'rev-parse', '--short=10', 'HEAD');
}

describe('mikado branch check', () => {
  it('draws the branch and says what may come next', async () => {
    const cwd = makeBranch();
    const base = git(cwd, 'rev-parse', '--short=10', 'HEAD');
    const plan = commit(cwd, 'C2(goal): plan b', { 'docs/b.md': OPEN });
    const impl = commit(cwd, 'C2(goal): impl it', { 'src/x': '1\n' });
    const expected = [
      `mikado/goal, 2 commits since main (${base})`,
      '',
      '  P | I',
      '',
      'place: mid-cycle',
      'next:  impl, close',
      `a new card: back to ${plan} (C2(goal): plan b)`,
      `            then replay ${impl}`,
      '',
    ];
    expect(await mikado(['branch', 'check'], { cwd })).toEqual({
      ...{ code: 0, signal: null, stderr: '', stdout: expected.join('\n') },
    });
  });

  it('says of a card that came too late where it belongs, with commands that really mend it', async () => {
    const cwd = makeBranch();
    const base = git(cwd, 'rev-parse', '--short=10', 'HEAD');
    const impl = commit(cwd, 'C2(goal): impl it', { 'src/x': '1\n' });
    const late = commit(cwd, 'C2(goal): plan b', { 'docs/b.md': OPEN });
    const { code, stdout } = await mikado(['branch', 'check'], { cwd });
    const commands = [
      `git branch backup-${late}`,
      `git reset --keep ${base}`,
      `git cherry-pick ${late}`,
      `git cherry-pick ${impl}`,
    ];
    expect(code).toBe(1);
    expect(stdout).toContain(
      [
        `${late} C2(goal): plan b`,
        '  error: docs/b.md: It introduces the card b after work has begun. [late-card]',
        '  way back:',
        ...commands.map((command) => `    ${command}`),
        '',
      ].join('\n'),
    );
    for (const command of commands) git(cwd, ...command.split(' ').slice(1));
    expect(await mikado(['branch', 'check'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'docs/b.md'), 'utf8')).toBe(OPEN);
  });

  it('has nothing to judge on another branch', async () => {
    const cwd = makeRepository(FILES);
    expect(await mikado(['branch', 'check'], { cwd })).toEqual({
      ...{ code: 0, signal: null, stderr: '' },
      stdout: 'The branch main is for no goal, so there is nothing to judge.\n',
    });
  });

  it('works on the merge that a forge checks out without a branch, without a local main', async () => {
    const origin = makeBranch();
    commit(origin, 'C2(goal): impl it', { 'src/x': '1\n' });
    git(origin, 'switch', '--quiet', 'main');
    commit(origin, 'Elsewhere', { 'src/y': '1\n' });
    git(origin, 'switch', '--quiet', '--detach');
    git(origin, 'merge', '--quiet', '--no-edit', 'mikado/goal');
    git(origin, 'branch', 'pull');
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', `file://${origin}`, '.', '--branch', 'pull');
    git(cwd, 'switch', '--quiet', '--detach');
    git(cwd, 'branch', '--quiet', '--delete', '--force', 'pull');
    git(cwd, 'update-ref', '-d', 'refs/remotes/origin/mikado/goal');
    const bySubject = await mikado(['branch', 'check', '--json'], { cwd });
    expect(JSON.parse(bySubject.stdout)).toMatchObject({ branch: null, goal: 'goal', strip: 'I' });
    const env = { GITHUB_HEAD_REF: 'mikado/goal', GITHUB_BASE_REF: 'main' };
    const byForge = await mikado(['branch', 'check', '--json'], { cwd, env });
    expect(JSON.parse(byForge.stdout)).toMatchObject({
      ...{ branch: 'mikado/goal', base: { ref: 'origin/main' }, strip: 'I', place: 'mid-cycle' },
    });
  });

  it('says that a shallow clone cannot tell, and what to fetch', async () => {
    const origin = makeBranch();
    for (const text of ['1', '2', '3']) commit(origin, 'C2(goal): impl it', { 'src/x': text });
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--depth=2', '--no-single-branch', `file://${origin}`, '.');
    expect(await mikado(['branch', 'check'], { cwd })).toEqual({
      ...{ code: 2, signal: null, stdout: '' },
      stderr:
        'mikado: It cannot be told where this branch left origin/main: this clone is shallow.\n' +
        '  Fetch the history: git fetch --unshallow (in a CI job: fetch-depth: 0)\n',
    });
  });

  it('says what is missing where no base can be found', async () => {
    const cwd = makeBranch();
    git(cwd, 'branch', '--quiet', '--move', 'main', 'trunk');
    expect(await mikado(['branch', 'check'], { cwd })).toMatchObject({ code: 2 });
    expect(await mikado(['branch', 'check', '--base', 'trunk'], { cwd })).toMatchObject({ code: 0 });
    writeFiles(cwd, { '.mikado.yaml': 'branch:\n  base: trunk\n' });
    expect(await mikado(['branch', 'check'], { cwd })).toMatchObject({ code: 0 });
  });

  it('says that a branch or a base which was asked for is not there', async () => {
    const cwd = makeBranch();
    const missing = {
      ...{ code: 2, signal: null, stdout: '' },
      stderr:
        'mikado: There is no commit nowhere here.\n' +
        '  Name a branch, a tag or a commit of this repository: git branch --all\n',
    };
    expect(await mikado(['branch', 'check', '--head', 'nowhere'], { cwd })).toEqual(missing);
    expect(await mikado(['branch', 'check', '--base', 'nowhere'], { cwd })).toEqual(missing);
  });

  it('knows the branch by a tag that is at its end, and by a commit in its middle', async () => {
    const cwd = makeBranch();
    commit(cwd, 'C2(goal): impl it', { 'src/x': '1\n' });
    git(cwd, 'tag', 'tried');
    commit(cwd, 'C2(goal): impl more', { 'src/x': '2\n' });
    git(cwd, 'tag', 'latest');
    git(cwd, 'switch', '--quiet', 'main');
    const first = async (head: string) =>
      (await mikado(['branch', 'check', '--head', head], { cwd })).stdout.split(' since ')[0];
    expect(await first('latest')).toBe('mikado/goal, 2 commits');
    expect(await first('refs/heads/mikado/goal')).toBe('mikado/goal, 2 commits');
    expect(await first('tried')).toBe('the branch of goal, 1 commit');
    expect(await first('mikado/goal~1')).toBe('the branch of goal, 1 commit');
    expect(await first('main')).toBe('The branch main is for no goal, so there is nothing to judge.\n');
  });

  it('works in a shallow clone that holds the whole branch', async () => {
    const origin = makeRepository(FILES);
    for (const text of ['1', '2', '3']) commit(origin, 'Before', { 'src/y': text });
    git(origin, 'switch', '--quiet', '--create', 'mikado/goal');
    for (const text of ['1', '2']) commit(origin, 'C2(goal): impl it', { 'src/x': text });
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--depth=3', '--no-single-branch', `file://${origin}`, '.');
    expect(git(cwd, 'rev-parse', '--is-shallow-repository')).toBe('true');
    expect((await mikado(['branch', 'check'], { cwd })).stdout).toMatch(
      /^mikado\/goal, 2 commits since origin\/main /,
    );
  });

  it('says that a partial clone cannot tell, with the command that helps', async () => {
    const origin = makeBranch();
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    commit(origin, 'C2(goal): impl it', { 'src/x': '1\n' });
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--filter=tree:0', '--no-checkout', `file://${origin}`, '.');
    const { code, stderr } = await mikado(['branch', 'check'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      'mikado: The history is not all here: this clone is partial.\n  Fetch them: git fetch --refetch --no-filter origin\n',
    ]);
    git(cwd, 'fetch', '--quiet', '--refetch', '--no-filter', 'origin');
    expect((await mikado(['branch', 'check'], { cwd })).code).toBe(0);
  });

  it('writes annotations for a forge', async () => {
    const cwd = makeBranch();
    const id = commit(cwd, 'C2(goal): plan all', { 'src/x,y': '1\n' });
    const { stdout } = await mikado(['branch', 'check', '--format', 'github'], { cwd });
    expect(stdout.split('\n').at(-2)).toBe(
      `::error file=src/x%2Cy,line=1,title=mikado%3A plan-with-code::${id} C2(goal): plan all: A plan commit holds cards only, and this is no document.`,
    );
  });

  it('reads the history with one git process, however long it is', async () => {
    const cwd = makeBranch();
    const bin = makeFolder();
    const real = (process.env.PATH ?? '').split(':').find((each) => each !== '') ?? '';
    expect(real).not.toBe('');
    const log = join(bin, 'log');
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$@" >> '${log}'\nPATH="\${PATH#*:}" exec git "$@"\n`);
    chmodSync(join(bin, 'git'), 0o755);
    const runs = async () => {
      writeFileSync(log, '');
      const env = { PATH: `${bin}:${process.env.PATH}` };
      expect(await mikado(['branch', 'check', '--head', 'mikado/goal'], { cwd, env })).toMatchObject({
        code: 0,
      });
      const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
      return { all: lines.length, log: lines.filter((line) => / log /.test(line)).length };
    };
    const write = (count: number) =>
      importBranches(cwd, [
        {
          ...{ name: 'mikado/goal', from: 'main' },
          commits: Array.from({ length: count }, (_, index) => ({
            ...{ subject: `C2(goal): plan ${index}`, files: { [`docs/n${index}.md`]: OPEN } },
          })),
        },
      ]);
    write(2);
    const few = await runs();
    write(60);
    expect(await runs()).toEqual(few);
    expect(few.log).toBe(1);
  });
});

describe('mikado hook commit-msg', () => {
  function makeHooked(): string {
    const folder = makeBranch();
    const hook = join(folder, '.git', 'hooks', 'commit-msg');
    writeFileSync(hook, `#!/bin/sh\nexec '${NODE}' '${MIKADO}' hook commit-msg "$1"\n`);
    chmodSync(hook, 0o755);
    return folder;
  }

  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  const tryGit = (cwd: string, ...args: readonly string[]) => run('git', [...who, ...args], { cwd });

  it('refuses a subject that says no kind, and says the right one', async () => {
    const cwd = makeHooked();
    writeFiles(cwd, { 'src/x': '1\n' });
    git(cwd, 'add', '--all');
    expect(await tryGit(cwd, 'commit', '--message', 'add x')).toMatchObject({
      code: 1,
      stderr: [
        'mikado: not committed: this commit add x',
        '  error: `add x` does not say which job the commit has. [subject-form]',
        '  The subject of what is staged: C2(goal): impl add x',
        '',
      ].join('\n'),
    });
    expect(await tryGit(cwd, 'commit', '--quiet', '--message', 'C2(goal): impl add x')).toMatchObject({
      code: 0,
    });
  });

  it('judges what is staged, with `commit -a` and paths too', async () => {
    const cwd = makeHooked();
    writeFiles(cwd, { 'docs/a.md': OPEN.replace('Text', 'More text') });
    expect(await tryGit(cwd, 'commit', '--all', '--message', 'C2(goal): impl x')).toMatchObject({ code: 1 });
    expect(await tryGit(cwd, 'commit', '--message', 'C2(goal): impl x', 'docs/a.md')).toMatchObject({
      code: 1,
    });
    expect(await tryGit(cwd, 'commit', '--all', '--message', 'C2(goal): plan more')).toMatchObject({
      code: 0,
    });
  });

  it('lets the last commit be made anew, when it is good as that', async () => {
    const cwd = makeHooked();
    writeFiles(cwd, { 'docs/a.md': card('') });
    expect(await tryGit(cwd, 'commit', '--all', '--message', 'C2(goal): close a')).toMatchObject({ code: 0 });
    expect(await tryGit(cwd, 'commit', '--amend', '--message', 'C2(goal): close card a')).toMatchObject({
      code: 0,
    });
    writeFiles(cwd, { 'src/x': '1\n' });
    git(cwd, 'add', '--all');
    expect(await tryGit(cwd, 'commit', '--amend', '--no-edit')).toMatchObject({ code: 1 });
  });

  it.runIf(existsSync('/proc/self/cmdline'))(
    'knows from the command line of git whether it amends',
    async () => {
      const cwd = makeHooked();
      writeFiles(cwd, { 'docs/a.md': card('') });
      expect(await tryGit(cwd, 'commit', '--all', '--message', 'C2(goal): close a')).toMatchObject({
        code: 0,
      });
      // Good as the last commit made anew, and not after it.
      const again = ['--quiet', '--allow-empty', '--message', 'C2(goal): close card a'];
      expect(await tryGit(cwd, 'commit', ...again)).toMatchObject({ code: 1 });
      expect(await tryGit(cwd, 'commit', ...again, '--amend', '--reset-author')).toMatchObject({ code: 0 });
      // Good after the last commit, and not in its place.
      const impl = ['--quiet', '--allow-empty', '--message', 'C2(goal): impl it'];
      expect(await tryGit(cwd, 'commit', ...impl, '--amend')).toMatchObject({ code: 1 });
      expect(await tryGit(cwd, 'commit', ...impl)).toMatchObject({ code: 0 });
    },
  );

  it('lets the message of a merge be written anew', async () => {
    const cwd = makeHooked();
    commit(cwd, 'C2(goal): impl it', { 'src/x': '1\n' });
    git(cwd, 'switch', '--quiet', 'main');
    commit(cwd, 'Elsewhere', { 'src/y': '1\n' });
    git(cwd, 'switch', '--quiet', 'mikado/goal');
    git(cwd, 'merge', '--quiet', '--no-edit', 'main');
    expect(await tryGit(cwd, 'commit', '--amend', '--message', 'Take main in')).toMatchObject({ code: 0 });
  });

  it('names the kind that what is staged is of, whatever it was called', async () => {
    const cwd = makeHooked();
    writeFiles(cwd, { 'src/x': '1\n' });
    git(cwd, 'add', '--all');
    for (const subject of [
      'C2(goal): plan x',
      'C2(goal): close x',
      'c2(gaol): impls x',
      '[T-1] C2(goal): impl x',
    ]) {
      const { code, stderr } = await tryGit(cwd, 'commit', '--message', subject);
      expect([subject, code]).toEqual([subject, 1]);
      expect(stderr).toMatch(/\n {2}The subject of what is staged: C2\(goal\): impl (?:\[T-1\] )?x\n$/);
    }
  });

  it('lets a merge of the base and a rebase onto it through', async () => {
    const cwd = makeHooked();
    commit(cwd, 'C2(goal): plan b', { 'docs/b.md': OPEN });
    commit(cwd, 'C2(goal): impl it', { 'src/x': '1\n' });
    git(cwd, 'switch', '--quiet', 'main');
    commit(cwd, 'Elsewhere', { 'src/y': '1\n' });
    git(cwd, 'switch', '--quiet', 'mikado/goal');
    git(cwd, 'branch', 'rebased');
    expect(await tryGit(cwd, 'merge', '--quiet', '--no-edit', 'main')).toMatchObject({ code: 0 });
    git(cwd, 'reset', '--quiet', '--hard', 'rebased');
    expect(await tryGit(cwd, 'rebase', '--quiet', 'main')).toMatchObject({ code: 0 });
    expect(await mikado(['branch', 'check'], { cwd })).toMatchObject({ code: 0 });
  });

  it('does nothing off the branches of goals', async () => {
    const cwd = makeHooked();
    git(cwd, 'switch', '--quiet', 'main');
    expect(await tryGit(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'anything')).toEqual({
      ...{ code: 0, signal: null, stdout: '', stderr: '' },
    });
  });
});
