import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeRepository, mikado, writeFiles } from '../rig/cli.ts';

const HOOK = '.git/hooks/commit-msg';
const LINE = /^if command -v mikado .* # mikado hook install$/m;

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
    ['.pre-commit-config.yaml', 'repos: []\n', '        stages: [commit-msg]\n'],
  ])('leaves %s to its program, and says what to add', async (name, text, line) => {
    const cwd = makeRepository({ [name]: text });
    const finished = await mikado(['hook', 'install'], { cwd });
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain(line);
    expect([git(cwd, 'status', '--porcelain'), existsSync(join(cwd, HOOK))]).toEqual(['', false]);
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
