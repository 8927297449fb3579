import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, mikado, run as runProgram, writeFiles } from '../../rig/cli.ts';
import { cardOf, makeTrusting } from './trusting.ts';

const FILES = {
  'docs/a.md': cardOf('bash x.sh', 'test 1 = 1'),
  'x.sh': 'exit 0\n',
};

/** A repository on a branch of its own with a change in it. */
function makeChange(files: Readonly<Record<string, string>>, changed: Readonly<Record<string, string>>) {
  const place = makeTrusting(files);
  git(place.cwd, 'checkout', '--quiet', '-b', 'change');
  writeFiles(place.cwd, changed);
  git(place.cwd, 'add', '--all');
  git(place.cwd, 'commit', '--quiet', '--allow-empty', '--message=Change');
  const verify = (...more: readonly string[]) => place.run(['verify', 'a', '--trust-base', 'main', ...more]);
  return { ...place, verify };
}

describe('what stands on the base', () => {
  it('runs without anybody being asked, and ticks its boxes', async () => {
    const { cwd, verify, started } = makeChange(FILES, { 'docs/b.md': cardOf('test 2 = 2') });
    const { code, stderr } = await verify();
    expect([code, stderr]).toEqual([0, '  $ bash x.sh\n  $ test 1 = 1\n']);
    expect(started()).toEqual(['bash x.sh', 'test 1 = 1']);
    expect(readFileSync(join(cwd, 'docs/a.md'), 'utf8').match(/\[x\]/g)).toHaveLength(2);
  });

  it('runs where words around the command changed', async () => {
    const words = `Other words.\n\n${cardOf('bash x.sh', 'test 1 = 1').replace('- [ ] `bash', '- [ ] Now: `bash')}`;
    const { verify } = makeChange(FILES, { 'docs/a.md': words.replace('Other words.\n\n', '') });
    expect((await verify()).code).toBe(0);
  });

  it('is found in a work tree of its own, on a detached HEAD, from a subfolder and by a commit', async () => {
    const { cwd, env } = makeChange(FILES, {});
    const tree = join(makeFolder(), 'tree');
    git(cwd, 'worktree', 'add', '--quiet', '--detach', tree);
    const base = git(cwd, 'rev-parse', 'main');
    const args = ['verify', 'a', '--trust-base', base.slice(0, 12)];
    expect(await mikado(args, { cwd: join(tree, 'docs'), env })).toMatchObject({ code: 0 });
  });
});

describe('what is new since the base', () => {
  it('is listed and not run, while the rest runs, with exit status 3', async () => {
    const { verify, started } = makeChange(FILES, {
      'docs/a.md': cardOf('bash x.sh', 'test 1 = 1 ', 'test 3 = 3'),
    });
    const { code, stdout, stderr } = await verify();
    expect(code).toBe(3);
    expect(stderr).toBe(
      [
        'a: not run, new in this change: the card has no such command at main:',
        '    test 1 = 1 ',
        'a: not run, new in this change: the card has no such command at main:',
        '    test 3 = 3',
        '  $ bash x.sh',
        '',
      ].join('\n'),
    );
    expect(
      stdout.match(/! refused {2}.* {2}new in this change: the card has no such command at main\n/g),
    ).toHaveLength(2);
    expect(started()).toEqual(['bash x.sh']);
  });

  it('is skipped with --new=skip, which is no failure', async () => {
    const { verify, started } = makeChange(FILES, { 'docs/a.md': cardOf('bash x.sh', 'test 3 = 3') });
    const { code, stderr } = await verify('--new=skip', '--json');
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(
        'a: not run, new in this change: the card has no such command at main:\n    test 3 = 3\n',
      ),
    ]);
    expect(started()).toEqual(['bash x.sh']);
  });

  it('is the whole card when the card is new or renamed', async () => {
    const { cwd, run, verify, started } = makeChange(FILES, {});
    renameSync(join(cwd, 'docs/a.md'), join(cwd, 'docs/b.md'));
    const { code, stderr } = await run(['verify', 'b', '--trust-base', 'main']);
    expect([code, stderr.split('\n')[0]]).toEqual([
      3,
      'b: not run, new in this change: there is no such card at main:',
    ]);
    expect((await verify()).code).toBe(2);
    expect(started()).toEqual([]);
  });

  it('is a command that was not one of the checklist', async () => {
    const card = cardOf('test 1 = 1');
    const was = { ...FILES, 'docs/a.md': card.replace('check: run', 'check: no') };
    const { verify, started } = makeChange(was, { 'docs/a.md': card });
    const { code, stderr } = await verify();
    expect(code).toBe(3);
    expect(stderr).toContain(
      'a: not run, new in this change: the card has no such command at main:\n    test 1 = 1\n',
    );
    expect(started()).toEqual([]);
  });

  it('is a command whose output a person was to judge', async () => {
    const card = cardOf('test 1 = 1');
    const was = { ...FILES, 'docs/a.md': card.replace('check: run', 'check: look') };
    const { verify, started } = makeChange(was, { 'docs/a.md': card });
    const { code, stderr } = await verify();
    expect([code, stderr]).toEqual([
      3,
      'a: not run, new in this change: its item is of another kind at main:\n    test 1 = 1\n',
    ]);
    expect(started()).toEqual([]);
  });

  it('is a command that only a new heading of the configuration makes a check', async () => {
    const card = cardOf('test 1 = 1').replace('## Verification', '## Never run this');
    const was = { 'docs/a.md': `${card}\n## Verification\n\n- [ ] Nothing\n` };
    const config = 'verification:\n  headings: [Never run this]\n';
    const { verify, started } = makeChange(was, { '.mikado.yaml': config });
    expect((await verify()).code).toBe(3);
    expect(started()).toEqual([]);
  });

  it.each([
    ['changed', (file: string) => writeFileSync(file, 'exit 1\n')],
    [
      'turned into a link to another file that was there',
      (file: string) => {
        rmSync(file);
        symlinkSync('y.sh', file);
      },
    ],
  ])('is a command whose script was %s', async (_, change) => {
    const { cwd, verify, started } = makeChange({ ...FILES, 'y.sh': 'exit 0\n' }, {});
    change(join(cwd, 'x.sh'));
    const { code, stderr } = await verify();
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^a: not run, new in this change: [xy]\.sh is not the same file at main:\n {4}bash x/,
    );
    expect(started()).toEqual(['test 1 = 1']);
  });

  it('is a program that the change puts in the way of the one meant', async () => {
    const { cwd, env, started } = makeChange({ 'docs/a.md': cardOf('verify-it') }, {});
    mkdirSync(join(cwd, 'bin'));
    writeFileSync(join(cwd, 'bin/verify-it'), '#!/bin/sh\nexit 0\n');
    chmodSync(join(cwd, 'bin/verify-it'), 0o755);
    const path = `${join(cwd, 'bin')}:${process.env.PATH}`;
    const args = ['verify', 'a', '--trust-base', 'main'];
    const { code, stderr } = await mikado(args, { cwd, env: { ...env, PATH: path } });
    expect([code, stderr]).toEqual([
      3,
      'a: not run, new in this change: bin/verify-it is not the same file at main:\n    verify-it\n',
    ]);
    expect(started()).toEqual([]);
  });
});

describe('a base that is not there', () => {
  it('is said with what to fetch, and nothing runs', async () => {
    const { run, started } = makeChange(FILES, {});
    const { code, stderr } = await run(['verify', 'a', '--trust-base', 'origin/main']);
    expect(code).toBe(2);
    expect(stderr).toContain('origin/main');
    expect(stderr).toContain('git branch --all');
    expect(started()).toEqual([]);
  });

  it('is said in a shallow clone too', async () => {
    const { cwd, env, started } = makeChange(FILES, { 'docs/b.md': '# B\n' });
    const clone = join(makeFolder(), 'clone');
    const base = git(cwd, 'rev-parse', 'main');
    await runProgram('git', ['clone', '--quiet', '--depth=1', `file://${cwd}`, clone]);
    const { code, stderr } = await mikado(['verify', 'a', '--trust-base', base], { cwd: clone, env });
    expect(code).toBe(2);
    expect(stderr).toContain('git fetch');
    expect(started()).toEqual([]);
  });
});

describe('the environment of commands on the base', () => {
  const CARD = { 'docs/a.md': cardOf('env > seen') };
  const names = (cwd: string) =>
    readFileSync(join(cwd, 'seen'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/=.*/, ''));

  /** Variables with a secret each, among them those that make another program of a program. */
  const SECRETS = Object.fromEntries([
    ...Array.from({ length: 180 }, (_, index) => [`SECRET_TOKEN_${index}`, 'secret']),
    ...['BASH_ENV', 'ENV', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'GIT_DIR', 'GIT_SSH_COMMAND', 'NODE_PATH'].map(
      (name) => [name, '/nowhere/secret'],
    ),
    ...['npm_config_registry', 'NPM_TOKEN', 'GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'SSH_AUTH_SOCK'].map(
      (name) => [name, 'secret'],
    ),
    ...[
      'PYTHONPATH',
      'PERL5OPT',
      'RUBYOPT',
      'JAVA_TOOL_OPTIONS',
      'PROMPT_COMMAND',
      'PS4',
      'IFS',
      'CDPATH',
    ].map((name) => [name, 'secret']),
  ]);

  it('is a short list: none of 200 planted secrets, nor a .env file', async () => {
    expect(Object.keys(SECRETS)).toHaveLength(200);
    const { cwd, env } = makeChange({ ...CARD, '.env': 'FROM_DOTENV=secret\n' }, {});
    const all = { ...env, ...SECRETS, LC_TIME: 'C', USER: 'ada', CI: '1', TERM: 'xterm' };
    const { code } = await mikado(['verify', 'a', '--trust-base', 'main'], { cwd, env: all });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'seen'), 'utf8')).not.toMatch(/secret/i);
    const kept = ['CI', 'HOME', 'LANG', 'LC_TIME', 'MIKADO_RUN', 'PATH', 'TERM', 'TZ', 'USER'];
    // The shell itself sets these.
    expect(
      names(cwd)
        .filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_', 'TMPDIR'].includes(name))
        .sort(),
    ).toEqual(kept);
    expect(readFileSync(join(cwd, 'seen'), 'utf8')).toContain('TERM=dumb\n');
  });

  it('takes in what the command line names, or all', async () => {
    const { cwd, env } = makeChange(CARD, {});
    const args = ['verify', 'a', '--trust-base', 'main'];
    const some = ['--env', 'SECRET_TOKEN_1', '--env=SECRET_TOKEN_2,NOT_SET'];
    await mikado([...args, ...some], { cwd, env: { ...env, ...SECRETS } });
    expect(names(cwd).filter((name) => name.startsWith('SECRET'))).toEqual(
      expect.arrayContaining(['SECRET_TOKEN_1', 'SECRET_TOKEN_2']),
    );
    expect(names(cwd).filter((name) => name.startsWith('SECRET'))).toHaveLength(2);
    await mikado([...args, '--inherit-env'], { cwd, env: { ...env, SECRET_TOKEN_3: 'x' } });
    expect(names(cwd)).toContain('SECRET_TOKEN_3');
  });

  it('is the clean one for approved commands too, when asked for', async () => {
    const { cwd, env, approve } = makeChange(CARD, {});
    await approve('a');
    await mikado(['verify', 'a', '--clean-env'], { cwd, env: { ...env, SECRET_TOKEN_3: 'x' } });
    expect(names(cwd)).not.toContain('SECRET_TOKEN_3');
  });
});
