import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, mikado } from '../../rig/cli.ts';
import { cardOf, makeTrusting } from './trusting.ts';

const TWO = {
  'docs/a.md': cardOf('test 1 = 1'),
  'docs/vendored/b.md': cardOf('test 2 = 2'),
};
const REFUSED = 'Refused for good: docs/a.md; mikado trust docs/a.md --revoke takes that back.\n';
const BARRED =
  'mikado: No command of a runs: you refused docs/a.md for good; mikado trust docs/a.md --revoke takes that back.\n';
const NEVER =
  'mikado: No command of a runs: verification.run in .mikado.yaml is never; whoever keeps this repository can change that.\n';
const WORDS = [
  [],
  ['--yes'],
  ['--trust-all'],
  ['--trust-base', 'HEAD'],
  ['--trust-base', 'HEAD', '--new', 'skip'],
];

describe('a card that a person refused for good', () => {
  it.each(WORDS)('runs nothing, approved or not, with %j %j %j %j', async (...more) => {
    const { run, approve, started } = makeTrusting(TWO);
    await approve('a');
    expect(await run(['trust', 'a', '--deny'])).toEqual({
      code: 0,
      signal: null,
      stdout: REFUSED,
      stderr: '',
    });
    const { code, stderr } = await run(['verify', 'a', ...more.filter((word) => word !== undefined)]);
    expect([code, stderr]).toEqual([3, BARRED]);
    expect(started()).toEqual([]);
  });

  it('says of each of its items that it was refused, by whom and the way back, in text and JSON', async () => {
    const { run } = makeTrusting({
      'docs/a.md': `${cardOf('test 1 = 1', 'test 3 = 3')}- [ ] A person looks\n`,
    });
    await run(['trust', 'a', '--deny']);
    const why = 'you refused docs/a.md for good; mikado trust docs/a.md --revoke takes that back';
    const item = (command: string) => `\`${command}\``;
    expect((await run(['verify', 'a'])).stdout).toBe(
      [
        'a  A card',
        `  ! refused  ${item('test 1 = 1')}  ${why}`,
        `  ! refused  ${item('test 3 = 3')}  ${why}`,
        '  ? needs a person  A person looks',
        'a: refused, 0 of 3 items hold',
        '',
      ].join('\n'),
    );
    const notes = async (...more: readonly string[]) => {
      const { cards } = JSON.parse((await run(['verify', 'a', '--json', ...more])).stdout);
      return cards[0].items.map(({ result, note }: Record<string, unknown>) => [result, note]);
    };
    const expected = [
      ['refused', why],
      ['refused', why],
      ['needs-person', null],
    ];
    expect(await notes()).toEqual(expected);
    expect(await notes('--dry-run')).toEqual(expected);
    expect((await run(['verify', 'a', '--dry-run'])).stdout).toContain(
      `  automatic (${why})  ${item('test 1 = 1')}\n`,
    );
  });

  it('cannot be approved, neither by its hash nor at a terminal', async () => {
    const { run, open, approve } = makeTrusting(TWO);
    await run(['trust', 'a', '--deny']);
    await expect(approve('a')).rejects.toThrow(BARRED);
    const screen = open(['trust', 'a']);
    expect(await screen.waitForExit()).toEqual({ code: 3, signal: 0 });
    expect(screen.received).not.toContain('y or [n]');
    expect((await run(['trust', 'a', '--show'])).stdout).toContain(`    ${BARRED.slice('mikado: '.length)}`);
  });

  it('does not keep the others from being verified', async () => {
    const { run, approve, started } = makeTrusting(TWO);
    await approve('b');
    await run(['trust', 'a', '--deny']);
    expect((await run(['verify', '--ready'])).code).toBe(3);
    expect(started()).toEqual(['test 2 = 2']);
  });

  it('is listed before what was approved of it, and runs as before once that is taken back', async () => {
    const { run, approve, started } = makeTrusting(TWO);
    await approve('a');
    await run(['trust', 'a', '--deny']);
    const listed = (await run(['trust', '--list'])).stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'DATE');
    expect(listed).toBe(
      'docs/a.md\n      refused for good DATE UTC\n    test 1 = 1\n      approved DATE UTC\n',
    );
    expect(JSON.parse((await run(['trust', '--list', '--json'])).stdout)).toMatchObject({
      approvals: [{ card: 'docs/a.md' }],
      denials: [{ path: 'docs/a.md' }],
    });
    expect((await run(['trust', 'a', '--revoke'])).stdout).toContain('Took back 1 approval and 1 refusal.\n');
    await approve('a');
    expect((await run(['verify', 'a'])).code).toBe(0);
    expect(started()).toEqual(['test 1 = 1']);
  });

  it('stays refused in every work tree, and where others may write to what was kept', async () => {
    const { cwd, env, run, started } = makeTrusting(TWO);
    await run(['trust', 'a', '--deny']);
    const tree = `${cwd}-tree`;
    git(cwd, 'worktree', 'add', '--quiet', '--detach', tree);
    expect((await mikado(['verify', 'a', '--trust-all'], { cwd: tree, env })).code).toBe(3);
    rmSync(tree, { recursive: true });
    chmodSync(join(env.XDG_STATE_HOME, 'mikado', 'deny'), 0o777);
    expect((await run(['verify', 'a', '--trust-all'])).code).toBe(3);
    expect(started()).toEqual([]);
  });
});

describe('a folder that a person refused for good', () => {
  it('runs nothing of the cards in it, new ones too', async () => {
    const { cwd, run, started } = makeTrusting(TWO);
    expect((await run(['trust', 'docs/vendored', '--deny'])).stdout).toBe(
      'Refused for good: docs/vendored/; mikado trust docs/vendored/ --revoke takes that back.\n',
    );
    mkdirSync(join(cwd, 'docs/vendored/deep'));
    writeFileSync(join(cwd, 'docs/vendored/deep/c.md'), cardOf('test 3 = 3'));
    expect((await run(['verify', 'a', 'b', 'c', '--trust-all'])).code).toBe(3);
    expect(started()).toEqual(['test 1 = 1']);
    expect((await run(['trust', 'docs/vendored', '--revoke'])).code).toBe(0);
    expect((await run(['verify', 'b', '--trust-all'])).code).toBe(0);
  });

  it('can be all of the repository', async () => {
    const { run, started } = makeTrusting(TWO);
    await run(['trust', '.', '--deny']);
    const { code, stderr } = await run(['verify', 'a', 'b', '--trust-all']);
    expect([code, stderr]).toEqual([
      3,
      'mikado: No command of 2 cards runs: you refused ./ for good; mikado trust ./ --revoke takes that back.\n',
    ]);
    expect(started()).toEqual([]);
    expect((await run(['trust', '--revoke', '--all'])).stdout).toContain('Took back 1 refusal.\n');
  });
});

describe('a repository whose configuration says verification.run: never', () => {
  const CONFIG = 'verification:\n  run: never\n';

  it.each(WORDS)('runs nothing, with %j %j %j %j', async (...more) => {
    const { run, started } = makeTrusting({ ...TWO, '.mikado.yaml': CONFIG });
    const { code, stderr } = await run(['verify', 'a', ...more.filter((word) => word !== undefined)]);
    expect([code, stderr]).toEqual([3, NEVER]);
    expect(started()).toEqual([]);
  });

  it('at the trusted base runs nothing of it, whatever the change says', async () => {
    const { cwd, run, started } = makeTrusting({ ...TWO, '.mikado.yaml': CONFIG });
    rmSync(join(cwd, '.mikado.yaml'));
    const { code, stderr } = await run(['verify', 'a', '--trust-base', 'HEAD']);
    expect([code, stderr]).toEqual([3, 'a: not run, verification.run is never at HEAD:\n    test 1 = 1\n']);
    expect(started()).toEqual([]);
  });

  it('takes no other word than ask', async () => {
    const { run } = makeTrusting({ ...TWO, '.mikado.yaml': 'verification:\n  run: always\n' });
    expect((await run(['verify', 'a'])).stderr).toContain('`verification.run` takes ask or never');
  });
});
