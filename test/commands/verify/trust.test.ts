import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../rig/answer.ts';
import { git } from '../../rig/cli.ts';
import { cardOf, makeTrusting } from './trusting.ts';

const SCRIPT = { 'docs/a.md': cardOf('bash x.sh', 'test 1 = 1'), 'x.sh': 'exit 0\n' };

describe('approving without running', () => {
  it('asks the same question as verify, and runs nothing', async () => {
    const { cwd, open, run, started } = makeTrusting(SCRIPT);
    const screen = open(['trust', 'a']);
    await screen.waitForText('y or [n]');
    expect(screen.text()).toBe(
      [
        'These 2 commands were never approved for a (docs/a.md):',
        '',
        '    bash x.sh',
        '    test 1 = 1',
        '',
        `They run in ${cwd} by /bin/sh, for at most 10m each, with your rights and your environment.`,
        'Approve them, to run whenever they are the same? y or [n]',
      ].join('\n'),
    );
    await answer(screen, 'y');
    await screen.waitForText('Approved 2 commands of a.');
    expect(await screen.waitForExit()).toEqual({ code: 0, signal: 0 });
    expect(started()).toEqual([]);

    expect((await run(['verify', 'a'])).code).toBe(0);
    expect(started()).toEqual(['bash x.sh', 'test 1 = 1']);
  });

  it.each(['', 'n', 'yes', 'Y', 'y y'])('takes %j for a no', async (word) => {
    const { open, run } = makeTrusting(SCRIPT);
    const screen = open(['trust', 'a']);
    await screen.waitForText('y or [n]');
    await answer(screen, word);
    await screen.waitForText('Not approved.');
    expect(await screen.waitForExit()).toEqual({ code: 3, signal: 0 });
    expect((await run(['trust', '--list'])).stdout).toBe('No command of this repository is approved.\n');
  });

  it('takes the end of input for a no', async () => {
    const { open } = makeTrusting(SCRIPT);
    const screen = open(['trust', 'a']);
    await screen.waitForText('y or [n]');
    await answer(screen, '\u0004');
    expect(await screen.waitForExit()).toEqual({ code: 3, signal: 0 });
  });

  it('without a terminal says what a person has to type', async () => {
    const { run, started } = makeTrusting(SCRIPT);
    expect(await run(['verify', 'a'])).toEqual({
      code: 3,
      signal: null,
      stdout: '',
      stderr: [
        'mikado: nothing was run: nobody approved these commands of a:',
        '    bash x.sh',
        '    test 1 = 1',
        '  A person approves at a terminal: mikado trust a',
        '',
      ].join('\n'),
    });
    const asBash = await run(['trust', 'a'], { MIKADO_SHELL: '/bin/bash' });
    expect(asBash.stderr).toContain('at a terminal: MIKADO_SHELL=/bin/bash mikado trust a\n');
    expect(started()).toEqual([]);
  });

  it('is done by whoever names the hash of what he read, in any clone', async () => {
    const one = makeTrusting(SCRIPT);
    const other = makeTrusting(SCRIPT);
    const { stdout } = await one.run(['trust', 'a', '--show']);
    expect(stdout.replace(/[0-9a-f]{64}/g, 'HEX')).toBe(
      [
        'a  docs/a.md',
        '    bash x.sh',
        '      not approved',
        '      runs x.sh, sha256 HEX',
        '    test 1 = 1',
        '      not approved',
        '  all of them: sha256:HEX',
        '',
      ].join('\n'),
    );
    const hash = /sha256:[0-9a-f]{64}/.exec(stdout)?.[0] ?? '';
    const approved = await other.run(['trust', 'a', '--hash', hash]);
    expect(approved).toMatchObject({ code: 0, stdout: 'Approved 2 commands of a.\n', stderr: '' });
    expect((await other.run(['verify', 'a'])).code).toBe(0);

    writeFileSync(join(one.cwd, 'x.sh'), 'exit 1\n');
    expect(await one.run(['trust', 'a', '--hash', hash])).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'mikado: not approved: the commands of a are not those that this hash is of.\n  mikado trust a --show prints them with their own.\n',
    });
    expect((await one.run(['verify', 'a'])).code).toBe(3);
    expect(one.started()).toEqual([]);
  });
});

describe('being asked again', () => {
  it('is about the new command alone', async () => {
    const { cwd, approve, run } = makeTrusting(SCRIPT);
    await approve('a');
    writeFileSync(join(cwd, 'docs/a.md'), cardOf('bash x.sh', 'test 1 = 1', 'test -d docs'));
    expect((await run(['verify', 'a'])).stderr).toContain('this command of a:\n    test -d docs\n');
  });

  it('says which line of the command changed', async () => {
    const { cwd, approve, run } = makeTrusting({ 'docs/a.md': cardOf('test 1 = 1', 'test -d docs/how-to') });
    await approve('a');
    writeFileSync(join(cwd, 'docs/a.md'), cardOf('test 1 = 1', 'test -d docs/how-not-to'));
    const { stderr } = await run(['verify', 'a']);
    expect(stderr.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'DATE')).toContain(
      [
        '    test -d docs/how-not-to',
        '      Approved on DATE UTC as something else:',
        '      - test -d docs/how-to',
        '      + test -d docs/how-not-to',
        '',
      ].join('\n'),
    );
  });

  it('says which file changed, and how to see it', async () => {
    const { cwd, approve, run } = makeTrusting(SCRIPT);
    await approve('a');
    writeFileSync(join(cwd, 'x.sh'), 'exit 1\n');
    const commit = git(cwd, 'rev-parse', '--short=12', 'HEAD');
    const { stderr } = await run(['verify', 'a']);
    expect(stderr.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'DATE')).toBe(
      [
        'mikado: nothing was run: nobody approved this command of a:',
        '    bash x.sh',
        `      Same as approved on DATE UTC, except: x.sh changed since (see: git diff ${commit} -- x.sh).`,
        '  A person approves at a terminal: mikado trust a',
        '',
      ].join('\n'),
    );
  });

  it('says which card and shell it was approved for', async () => {
    const { cwd, approve, run } = makeTrusting(SCRIPT);
    await approve('a');
    writeFileSync(join(cwd, 'docs/b.md'), cardOf('test 1 = 1'));
    const { stderr } = await run(['verify', 'b'], { MIKADO_SHELL: '/bin/bash' });
    expect(stderr).toMatch(
      / {6}Same as approved on \d{4}-\d\d-\d\d \d\d:\d\d UTC, except: then in docs\/a\.md; the shell was \/bin\/sh\.\n/,
    );
  });
});

describe('the list of approvals', () => {
  it('says what still counts, and prune takes out what is gone', async () => {
    const { cwd, approve, run } = makeTrusting({ ...SCRIPT, 'docs/b.md': cardOf('test 2 = 2') });
    await approve('a');
    await approve('b');
    writeFileSync(join(cwd, 'x.sh'), 'exit 1\n');
    rmSync(join(cwd, 'docs/b.md'));
    const listed = await run(['trust', '--list']);
    expect(listed.stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'DATE').split('\n')).toEqual([
      'docs/a.md',
      '    bash x.sh',
      '      approved DATE UTC; changed since, so that it is asked about again',
      '    test 1 = 1',
      '      approved DATE UTC',
      'docs/b.md',
      '    test 2 = 2',
      '      approved DATE UTC; its card no longer has it',
      '',
    ]);
    const pruned = await run(['trust', '--prune', '--json']);
    expect(JSON.parse(pruned.stdout)).toMatchObject({ approvals: [{ card: 'docs/b.md', state: 'gone' }] });
    expect(JSON.parse((await run(['trust', '--list', '--json'])).stdout)).toMatchObject({
      approvals: [
        { card: 'docs/a.md', command: 'bash x.sh', state: 'changed', files: [{ path: 'x.sh' }] },
        { card: 'docs/a.md', command: 'test 1 = 1', state: 'current', shell: '/bin/sh', folder: cwd },
      ],
    });
  });

  it('is taken back card by card, of a card that is gone as well, or whole', async () => {
    const { cwd, approve, run } = makeTrusting({ ...SCRIPT, 'docs/b.md': cardOf('test 2 = 2') });
    await approve('a');
    await approve('b');
    rmSync(join(cwd, 'docs/b.md'));
    const gone = await run(['trust', 'b', '--revoke']);
    expect(gone.stdout).toContain('Took back 1 approval.\n');
    expect((await run(['trust', '--revoke', '--all'])).stdout).toContain('Took back 2 approvals.\n');
    expect((await run(['trust', '--revoke', '--all'])).stdout).toBe('Nothing to take back.\n');
    expect((await run(['verify', 'a'])).code).toBe(3);
  });

  it('loses what an older version or a killed process left behind when something is taken back', async () => {
    const { env, approve, run } = makeTrusting(SCRIPT);
    await approve('a');
    const folder = join(env.XDG_STATE_HOME, 'mikado', 'trust');
    writeFileSync(join(folder, '0'.repeat(64)), '{"schemaVersion":1}\n');
    expect(readdirSync(folder)).toHaveLength(3);
    expect((await run(['trust', '--prune'])).code).toBe(0);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('a command line that makes no sense', () => {
  it.each([
    [['trust'], 'mikado trust needs a card, or --list.'],
    [['trust', '--list', '--prune'], '--list and --prune do not go together.'],
    [['trust', 'a', '--show', '--hash', 'x'], '--show and --hash do not go together.'],
    [['trust', 'a', '--all'], '--all goes with --revoke alone.'],
    [['trust', '--revoke'], '--revoke takes cards or --all.'],
    [['trust', 'a', 'a', '--hash', 'x'], '--hash is of one card.'],
    [['verify', 'a', '--trust-base', 'main', '--trust-all'], '--trust-base and --trust-all contradict'],
    [['verify', 'a', '--new', 'skip'], '--new says what happens to what --trust-base calls new.'],
    [['verify', 'a', '--env', 'A'], '--env adds to a clean environment, and this one is not clean.'],
    [['verify', 'a', '--clean-env', '--env', '2A'], '--env takes names of variables, and 2A is none.'],
    [['verify', 'a', '--clean-env', '--env', 'npm_config_x'], '--env cannot pass npm_config_x'],
    [['verify', 'a', '--clean-env', '--inherit-env'], '--clean-env and --inherit-env contradict each other.'],
  ])('%j is refused', async (args, message) => {
    const { run, started } = makeTrusting(SCRIPT);
    const finished = await run(args);
    expect(finished).toMatchObject({ code: 2, stdout: '' });
    expect(finished.stderr).toContain(`mikado: ${message}`);
    expect(started()).toEqual([]);
  });
});
