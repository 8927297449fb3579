import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, mikado, NODE, run, writeFiles } from '../../rig/cli.ts';

const HOOK = '.git/hooks/commit-msg';
const LINE = /^m=\$\(.*\); if .* # mikado hook install$/m;

const WHO = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
const AUTHOR = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};
/** Where the programs of the development packages are. */
const BIN = dirname(NODE);

/** A folder with `mikado` in it. */
function pathOfMikado(): string {
  const folder = makeFolder();
  writeFiles(folder, { mikado: `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n` });
  chmodSync(join(folder, 'mikado'), 0o755);
  return folder;
}

describe('installing the hook', () => {
  it('writes one that can be run, says so, and is done once', async () => {
    const cwd = makeRepository({});
    expect(await mikado(['hook', 'install'], { cwd })).toMatchObject({
      code: 0,
      stdout: `${HOOK}: wrote the hook.\n`,
    });
    const text = readFileSync(join(cwd, HOOK), 'utf8');
    expect(text).toMatch(LINE);
    expect(statSync(join(cwd, HOOK)).mode & 0o111).toBe(0o111);
    expect((await mikado(['hook', 'install'], { cwd })).stdout).toBe(`${HOOK}: it is there already.\n`);
    expect(readFileSync(join(cwd, HOOK), 'utf8')).toBe(text);
    expect((await mikado(['hook', 'install', '--uninstall'], { cwd })).stdout).toBe(
      `${HOOK}: removed the hook.\n`,
    );
    expect(existsSync(join(cwd, HOOK))).toBe(false);
  });

  it('adds a line to a shell script that is there, and takes just that out again', async () => {
    const cwd = makeRepository({});
    const own = '#!/usr/bin/env bash\nset -e\nexec ./lint "$1"\n';
    writeFiles(cwd, { [HOOK]: own });
    chmodSync(join(cwd, HOOK), 0o700);
    expect((await mikado(['hook', 'install'], { cwd })).code).toBe(0);
    const [first, second, ...rest] = readFileSync(join(cwd, HOOK), 'utf8').split('\n');
    expect([first, ...rest].join('\n')).toBe(own);
    expect(second).toMatch(LINE);
    expect(statSync(join(cwd, HOOK)).mode & 0o777).toBe(0o700);
    await mikado(['hook', 'install', '--uninstall'], { cwd });
    expect(readFileSync(join(cwd, HOOK), 'utf8')).toBe(own);
  });

  it('leaves a hook alone that is no shell script, and says what it is to do', async () => {
    const cwd = makeRepository({});
    writeFiles(cwd, { [HOOK]: '#!/usr/bin/env python3\n' });
    const finished = await mikado(['hook', 'install'], { cwd });
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain(
      `Nothing was written: ${HOOK}: a hook is there that is no shell script`,
    );
    expect(readFileSync(join(cwd, HOOK), 'utf8')).toBe('#!/usr/bin/env python3\n');
  });

  it.each([
    ['lefthook.yml', 'pre-commit: {}\n', '      run: mikado hook commit-msg {1}\n'],
    ['.config/lefthook.yaml', 'pre-commit: {}\n', '      run: mikado hook commit-msg {1}\n'],
    ['lefthook.toml', '', '  run = "mikado hook commit-msg {1}"\n'],
    ['lefthook.json', '{}\n', '{ "run": "mikado hook commit-msg {1}" }'],
    ['.pre-commit-config.yaml', 'repos: []\n', '        stages: [commit-msg]\n'],
    ['prek.toml', '', '  entry = "mikado hook commit-msg"\n'],
  ])('leaves %s to its program, and says what to add and what to take out', async (name, text, line) => {
    const cwd = makeRepository({ [name]: text });
    const finished = await mikado(['hook', 'install'], { cwd });
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain(`Nothing was written: ${name}: `);
    expect(finished.stdout).toContain(line);
    expect([git(cwd, 'status', '--porcelain'), existsSync(join(cwd, HOOK))]).toEqual(['', false]);
    const { stdout } = await mikado(['hook', 'install', '--json'], { cwd });
    writeFiles(cwd, { [name]: `${text}${JSON.parse(stdout).lines.join('\n')}\n` });
    expect(await mikado(['hook', 'install'], { cwd })).toMatchObject({ code: 0 });
    const out = await mikado(['hook', 'install', '--uninstall'], { cwd });
    expect(out.code).toBe(1);
    expect(out.stdout).toContain('take this out of it.\n');
    expect(out.stdout).toContain(line);
  });

  it('is run by prek with the lines that it said', async () => {
    const cwd = makeRepository({ '.pre-commit-config.yaml': 'repos:\n', 'code.txt': '' });
    const { stdout } = await mikado(['hook', 'install', '--json'], { cwd });
    writeFiles(cwd, { '.pre-commit-config.yaml': `repos:\n${JSON.parse(stdout).lines.join('\n')}\n` });
    git(cwd, 'commit', '--quiet', '--all', '--message=Hooks');
    const env = {
      PATH: [pathOfMikado(), BIN, process.env.PATH ?? ''].join(delimiter),
      PREK_HOME: makeFolder(),
    };
    const installed = await run('prek', ['install', '--hook-type', 'commit-msg'], { cwd, env });
    expect([installed.code, installed.code === 0 ? '' : installed.stderr]).toEqual([0, '']);
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    const refused = await run('git', [...WHO, 'commit', '--allow-empty', '--message=wrong'], { cwd, env });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('mikado: not committed: this commit wrong');
    expect((await mikado(['new', 'goal', '--commit'], { cwd, env: { ...env, ...AUTHOR } })).code).toBe(0);
  });

  it('finds a mikado that only the project has installed, and says so where there is none', async () => {
    const cwd = makeRepository({
      'docs/goal.md': '---\nstatus: active\n---\n',
      '.gitignore': 'node_modules\n',
    });
    await mikado(['hook', 'install'], { cwd });
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    const env = { PATH: '/usr/bin:/bin' };
    const commit = () =>
      run('git', [...WHO, 'commit', '--quiet', '--allow-empty', '--message=wrong'], { cwd, env });
    expect(await commit()).toMatchObject({
      ...{ code: 0, stderr: 'mikado is not installed: nobody judged this commit\n' },
    });
    writeFiles(cwd, { 'node_modules/.bin/mikado': `#!/bin/sh\nexec '${NODE}' '${MIKADO}' "$@"\n` });
    chmodSync(join(cwd, 'node_modules/.bin/mikado'), 0o755);
    expect(await commit()).toMatchObject({ code: 1 });
  });

  it('puts its line in place of one of another version, and takes any of them out', async () => {
    const cwd = makeRepository({});
    const old = 'mikado hook commit-msg "$1" || exit 1 # mikado hook install';
    writeFiles(cwd, { [HOOK]: `#!/bin/sh\n./lint\n${old}\n` });
    chmodSync(join(cwd, HOOK), 0o755);
    expect((await mikado(['hook', 'install'], { cwd })).code).toBe(0);
    const text = readFileSync(join(cwd, HOOK), 'utf8');
    expect(text).not.toContain(old);
    expect(text.split('\n').filter((line) => LINE.test(line))).toHaveLength(1);
    await mikado(['hook', 'install', '--uninstall'], { cwd });
    expect(readFileSync(join(cwd, HOOK), 'utf8')).toBe('#!/bin/sh\n./lint\n');
  });

  it('says that git passes over a hook that is switched off', async () => {
    const cwd = makeRepository({});
    writeFiles(cwd, { [HOOK]: '#!/bin/sh\nexit 0' });
    expect((await mikado(['hook', 'install'], { cwd })).stdout).toBe(
      `${HOOK}: added a line to the hook that is there; git passes over it until it is executable: chmod +x ${HOOK}.\n`,
    );
    expect(statSync(join(cwd, HOOK)).mode & 0o111).toBe(0);
  });

  it('writes nothing where the hooks of git lie outside of the repository', async () => {
    const cwd = makeRepository({});
    const outside = makeFolder();
    git(cwd, 'config', 'core.hooksPath', outside);
    const finished = await mikado(['hook', 'install'], { cwd });
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain(
      'core.hooksPath leads out of this repository; add this line there.\n  m=$(',
    );
    expect(readdirSync(outside)).toEqual([]);
    expect((await mikado(['hook', 'install', '--uninstall'], { cwd })).code).toBe(0);
  });

  it('goes to husky also where that is not set up yet', async () => {
    const cwd = makeRepository({ '.husky/pre-commit': 'npm test\n' });
    expect((await mikado(['hook', 'install'], { cwd })).stdout).toBe(
      '.husky/commit-msg: wrote the hook, which husky runs where it is set up: npx husky.\n',
    );
  });

  it('goes into the folder that husky keeps, and into the one of core.hooksPath', async () => {
    const husky = makeRepository({ '.husky/commit-msg': 'npx lint\n' });
    git(husky, 'config', 'core.hooksPath', '.husky/_');
    expect((await mikado(['hook', 'install'], { cwd: husky })).code).toBe(0);
    expect(readFileSync(join(husky, '.husky/commit-msg'), 'utf8')).toMatch(/install\nnpx lint\n$/);
    const own = makeRepository({});
    git(own, 'config', 'core.hooksPath', 'hooks');
    expect((await mikado(['hook', 'install'], { cwd: own })).stdout).toBe(
      'hooks/commit-msg: wrote the hook.\n',
    );
  });

  it('goes into the folder that all work trees share', async () => {
    const cwd = makeRepository({});
    git(cwd, 'worktree', 'add', '--quiet', '-b', 'other', 'tree');
    expect((await mikado(['hook', 'install'], { cwd: join(cwd, 'tree') })).code).toBe(0);
    expect(readFileSync(join(cwd, HOOK), 'utf8')).toMatch(LINE);
  });
});
