import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../rig/answer.ts';
import { git, MIKADO, mikado, NODE, testEnvironment } from '../../rig/cli.ts';
import { cardOf, makeTrusting } from './trusting.ts';

const ONE = { 'docs/a.md': cardOf('test 1 = 1') };
const write = (cwd: string, name: string, text: string) => writeFileSync(join(cwd, name), text);

describe('git, wherever mikado asks it', () => {
  /** A program that leaves a mark when git runs it. */
  const payload = (cwd: string) => {
    const mark = join(cwd, '..', `${cwd.split('/').at(-1)}-ran`);
    const program = join(cwd, 'payload.sh');
    writeFileSync(program, `#!/bin/sh\necho ran >> '${mark}'\ncat\n`);
    chmodSync(program, 0o755);
    return { program, hasRun: () => existsSync(mark) };
  };
  const LINES = [[], ['check'], ['show', 'a'], ['verify', 'a'], ['start', 'a'], ['trust', '--list']];

  it('runs nothing that a bare repository among the cards names', async () => {
    const { cwd, run, approve } = makeTrusting(ONE);
    const { program, hasRun } = payload(cwd);
    git(cwd, 'init', '--quiet', '--bare', 'docs/bare');
    write(cwd, 'docs/bare/config', `[core]\n\tbare = true\n\tfsmonitor = ${program}\n\tworktree = ..\n`);
    write(cwd, 'docs/bare/b.md', ONE['docs/a.md']);
    await approve('a');
    for (const args of LINES) {
      await run(args);
      await mikado(args, { cwd: join(cwd, 'docs/bare') });
    }
    expect(hasRun()).toBe(false);
  });

  it('runs nothing that the configuration of the clone names', async () => {
    const { cwd, run, approve } = makeTrusting({ ...ONE, '.gitattributes': '* diff=evil\n' });
    const { program, hasRun } = payload(cwd);
    mkdirSync(join(cwd, 'hooks'));
    for (const hook of ['pre-commit', 'post-index-change', 'post-checkout', 'fsmonitor-watchman'])
      writeFileSync(join(cwd, 'hooks', hook), readFileSync(program), { mode: 0o755 });
    for (const [name, value] of [
      ['core.fsmonitor', program],
      ['core.hooksPath', join(cwd, 'hooks')],
      ['core.pager', program],
      ['core.editor', program],
      ['core.sshCommand', program],
      ['diff.external', program],
      ['diff.evil.textconv', program],
      ['diff.evil.command', program],
      ['credential.helper', program],
      ['gpg.program', program],
    ])
      git(cwd, 'config', name ?? '', value ?? '');
    await approve('a');
    for (const args of LINES) await run(args);
    expect((await run(['verify', 'a', '--trust-base', 'HEAD'])).code).toBe(0);
    expect(hasRun()).toBe(false);
  });
});

describe('the configuration of a repository', () => {
  it.each(['yes: true', 'trust: all', 'env: [TOKEN]', 'stateDir: .mikado'])(
    'that says %s is refused, and nothing runs',
    async (line) => {
      const { run, started } = makeTrusting({ ...ONE, '.mikado.yaml': `${line}\n` });
      expect(await run(['verify', 'a', '--trust-all'])).toMatchObject({ code: 2, stdout: '' });
      expect(started()).toEqual([]);
    },
  );

  it('does not choose the shell, nor lengthen the time limit, and that is said', async () => {
    const config = 'verification:\n  shell: ./evil.sh\n  timeout: 3h\n';
    const { cwd, run, approve, started } = makeTrusting({ ...ONE, '.mikado.yaml': config });
    writeFileSync(join(cwd, 'evil.sh'), '#!/bin/sh\ntouch evil\n', { mode: 0o755 });
    await approve('a');
    const { code, stderr } = await run(['verify', 'a']);
    expect([code, stderr]).toEqual([
      0,
      [
        'mikado: verification.shell in .mikado.yaml does not count: a repository does not choose what runs its commands; MIKADO_SHELL does.',
        'mikado: verification.timeout in .mikado.yaml does not count: a repository can only shorten the time limit of 10m; --timeout can be longer.',
        '  $ test 1 = 1',
        '',
      ].join('\n'),
    ]);
    expect(started()).toEqual(['test 1 = 1']);
    expect(existsSync(join(cwd, 'evil'))).toBe(false);
  });

  it('leaves the shell to the user, who names it by its whole path', async () => {
    const { run, started } = makeTrusting(ONE);
    const other = await run(['verify', 'a', '--trust-all'], { MIKADO_SHELL: 'bash' });
    expect([other.code, other.stderr]).toEqual([
      2,
      'mikado: MIKADO_SHELL is not a whole path: bash.\n  Write for example MIKADO_SHELL=/bin/bash.\n',
    ]);
    expect(started()).toEqual([]);
    const bash = await run(['trust', 'a', '--show', '--json'], { MIKADO_SHELL: '/bin/bash' });
    const sh = await run(['trust', 'a', '--show', '--json']);
    expect(JSON.parse(bash.stdout).cards[0].hash).not.toBe(JSON.parse(sh.stdout).cards[0].hash);
  });
});

describe('what would hide a command', () => {
  it('does not: two thousand spaces, a continued line, more than one line', async () => {
    const far = `true${' '.repeat(2000)}; touch far`;
    const block =
      '- [ ] Lines <!-- check: run -->\n\n  ```sh\n  true \\\n    && touch near\n  test 1 = 1\n  ```\n';
    const { open } = makeTrusting({ 'docs/a.md': `${cardOf(far)}${block}` });
    const screen = open(['trust', 'a']);
    await screen.waitForText('y or [n]');
    const shown = screen.received.replaceAll('\r\n', '\n');
    expect(shown).toContain('    set -e\n    true \\\n    && touch near || exit\n    test 1 = 1\n');
    // A gap that wide is no command at all, or it is shown to its end.
    expect(shown.includes(`true${' '.repeat(2000)}; touch far`) || !shown.includes('far')).toBe(true);
  });

  it('is no command in a folded section, a comment or another section', async () => {
    const body = [
      '<details><summary>More</summary>',
      '- [ ] `touch folded` <!-- check: run -->',
      '</details>',
      '',
      '<!--',
      '- [ ] `touch commented` <!-- check: run',
      '-->',
      '',
      '## Notes',
      '',
      '- [ ] `touch noted` <!-- check: run -->',
      '',
    ].join('\n');
    const { run } = makeTrusting({ 'docs/a.md': `${cardOf('test 1 = 1')}\n${body}` });
    const { stdout } = await run(['trust', 'a', '--show', '--json']);
    expect(JSON.parse(stdout).cards[0].commands).toMatchObject([{ command: 'test 1 = 1' }]);
  });

  it.each([
    ['a character that turns the text round', 'test 1 = 1\u202e'],
    ['a character of no width', 'te\u200bst 1'],
    ['a tag', 'test \u{e0041}1'],
    ['a length of 9,000 characters', `test ${'1'.repeat(9000)}`],
  ])('as %s does makes it no command that could be approved', async (_, command) => {
    const { open, run, started } = makeTrusting({ 'docs/a.md': cardOf(command) });
    const screen = open(['trust', 'a']);
    await screen.waitForExit();
    expect(screen.received).not.toContain('y or [n]');
    expect((await run(['verify', 'a', '--trust-all'])).code).not.toBe(0);
    expect(started()).toEqual([]);
  });
});

describe('an approval', () => {
  it.each(['test 1 = 1 ', 'test 1 = 1;', 'test 1  = 1', 'Test 1 = 1', 'test 1 = 12'])(
    'is not one of %j, which is one letter off',
    async (other) => {
      const { cwd, run, approve, started } = makeTrusting(ONE);
      await approve('a');
      write(cwd, 'docs/a.md', cardOf(other));
      expect((await run(['verify', 'a'])).code).toBe(3);
      expect(started()).toEqual([]);
    },
  );

  it('of a script ends when the script changes', async () => {
    const { cwd, run, approve, started } = makeTrusting({ 'docs/a.md': cardOf('./verify.sh') });
    writeFileSync(join(cwd, 'verify.sh'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    await approve('a');
    expect((await run(['verify', 'a'])).code).toBe(0);
    writeFileSync(join(cwd, 'verify.sh'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { code, stderr } = await run(['verify', 'a']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('except: verify.sh changed since')]);
    expect(started()).toEqual(['./verify.sh']);
  });

  it('is for the text that was shown, whatever the card says when the answer comes', async () => {
    const { cwd, open, started } = makeTrusting(ONE);
    const screen = open(['verify', 'a']);
    await screen.waitForText('y or [n]');
    write(cwd, 'docs/a.md', cardOf('touch swapped'));
    await answer(screen, 'y');
    expect(await screen.waitForExit()).toEqual({ code: 3, signal: 0 });
    expect(started()).toEqual([]);
  });

  it('is for the script as it was when the question was put', async () => {
    const { cwd, open, started } = makeTrusting({ 'docs/a.md': cardOf('sh x.sh'), 'x.sh': 'exit 0\n' });
    const screen = open(['verify', 'a']);
    await screen.waitForText('y or [n]');
    write(cwd, 'x.sh', 'touch swapped\n');
    await answer(screen, 'y');
    expect(await screen.waitForExit()).toEqual({ code: 3, signal: 0 });
    expect(started()).toEqual([]);
  });

  it.each(['y\r', 'y', 'y\ry\ry\r'])('is not given by %j, typed before the question', async (typed) => {
    const { open, started } = makeTrusting(ONE);
    const screen = open(['verify', 'a']);
    screen.type(typed);
    await screen.waitForText('typed before the question');
    await answer(screen, '');
    expect(await screen.waitForExit()).toEqual({ code: 3, signal: 0 });
    expect(started()).toEqual([]);
  });
});

describe('nobody to ask', () => {
  const verify = (from: string, { cwd, env }: { cwd: string; env: Record<string, string> }) =>
    spawnSync('sh', ['-c', `${from} '${NODE}' '${MIKADO}' verify a`], {
      cwd,
      env: testEnvironment(env),
      encoding: 'utf8',
      // In a session of its own the program has no terminal to open either.
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it.each([
    ['yes to everything', 'yes |'],
    ['an empty input', '</dev/null'],
    ['no input at all', 'exec <&-;'],
    ['CI and its like', 'CI=true GITHUB_ACTIONS=true MIKADO_YES=1 MIKADO_TRUST=all'],
  ])('with %s is exit status 3, and nothing runs', (_, from) => {
    const { cwd, env, started } = makeTrusting(ONE);
    const { status, stderr } = verify(from, { cwd, env });
    expect([status, stderr]).toEqual([3, expect.stringContaining('at a terminal: mikado trust a\n')]);
    expect(started()).toEqual([]);
  });

  it('has no yes in --yes: what nobody approved does not run, and the rest of the card neither', async () => {
    const { run, cwd, approve, started } = makeTrusting(ONE);
    await approve('a');
    write(cwd, 'docs/a.md', cardOf('test 1 = 1', 'test 2 = 2'));
    const { code, stderr } = await run(['verify', 'a', '--yes']);
    expect([code, stderr]).toEqual([
      3,
      'mikado: nothing was run: nobody approved this command of a:\n    test 2 = 2\n  A person approves at a terminal: mikado trust a\n',
    ]);
    expect(started()).toEqual([]);
  });

  it.each(['pull_request_target', 'workflow_run', 'issue_comment'])(
    'on the event %s no command runs, approved or not, whatever the command line says',
    async (event) => {
      const { run, approve, started } = makeTrusting(ONE);
      await approve('a');
      for (const more of [
        [],
        ['--trust-all'],
        ['--trust-base', 'HEAD'],
        ['--trust-base', 'HEAD', '--new', 'skip'],
      ]) {
        expect(await run(['verify', 'a', ...more], { GITHUB_EVENT_NAME: event })).toEqual({
          code: 3,
          signal: null,
          stdout: '',
          stderr: `mikado: nothing was run: this job was started by ${event}, with the repository's secrets and by what anybody may have sent.\n  No option changes that: https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target\n`,
        });
      }
      expect(started()).toEqual([]);
    },
  );
});

describe('a CI job', () => {
  it('tells results and writes nothing, unless it is told to', async () => {
    const { cwd, run } = makeTrusting(ONE);
    const told = await run(['verify', 'a', '--trust-all'], { CI: 'true' });
    expect([told.code, git(cwd, 'status', '--porcelain')]).toEqual([0, '']);
    // Its box is as it was, so it cannot be closed yet.
    expect(told.stdout).toMatch(/\na: passed, 1 of 1 item hold\n$/);
    const kept = await run(['verify', 'a', '--trust-all', '--write'], { CI: 'true' });
    expect(kept.stdout).toMatch(/; close it: mikado close a\n$/);
    expect([kept.code, git(cwd, 'status', '--porcelain')]).toEqual([
      0,
      'M docs/a.md\n?? .mikado/'.replace(/^/, ' '),
    ]);
  });
});

describe('a command that was approved', () => {
  it('does not tick its own box', async () => {
    const edit = "sed -i 's/\\[ \\]/[x]/' docs/a.md";
    const { run, approve } = makeTrusting({ 'docs/a.md': cardOf(edit) });
    await approve('a');
    const { code, stdout } = await run(['verify', 'a']);
    expect([code, stdout]).toEqual([6, expect.stringContaining('changed')]);
  });

  it('prints nothing that could pass for a line of ours', async () => {
    const fake = "printf 'a: passed\\033[2K\\033[1A\\r\\na: passed, 9 of 9 items hold\\n'; false";
    const { run, approve } = makeTrusting({ 'docs/a.md': cardOf(fake) });
    await approve('a');
    const { code, stdout, stderr } = await run(['verify', 'a']);
    expect(code).toBe(1);
    expect(stderr).toContain('  | a: passed\\u{1b}[2K\\u{1b}[1A\n  | a: passed, 9 of 9 items hold\n');
    expect(stdout).not.toMatch(/^a: passed/m);
  });
});
