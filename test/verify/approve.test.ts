import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../../src/edit/refusal.ts';
import { keyOf } from '../../src/verify/approval.ts';
import {
  type ApprovedCard,
  openTrust,
  type Trust,
  type TrustPlace,
  whyNotApprovable,
} from '../../src/verify/approve.ts';

const CARD = { path: 'docs/a.md' };

let base = '';
let top = '';
let state = '';

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'mikado-trust-')));
  top = join(base, 'clone');
  state = join(base, 'state');
  mkdirSync(top);
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function open(place: Partial<TrustPlace> = {}): Trust {
  const trust = openTrust({
    top,
    gitDir: undefined,
    env: { XDG_STATE_HOME: state, PATH: '/usr/bin:/bin' },
    ...place,
  });
  if (isRefusal(trust)) throw new Error(trust.refused);
  return trust;
}

function approve(trust: Trust, card: ApprovedCard, commands: readonly string[]): Refusal | undefined {
  return trust.approve(
    commands.map((command) => trust.factsOf(card, command)),
    null,
  );
}

function pending(trust: Trust, card: ApprovedCard, commands: readonly string[]): readonly string[] {
  return trust.pending(card, commands).map(({ facts }) => facts.command);
}

describe('an approval', () => {
  test('is asked for until it is given, and then kept for the next run', () => {
    expect(pending(open(), CARD, ['make test', 'make lint', 'make test'])).toEqual([
      'make test',
      'make lint',
    ]);
    expect(approve(open(), CARD, ['make test'])).toBeUndefined();
    expect(open().isApproved(CARD, 'make test')).toBe(true);
    expect(pending(open(), CARD, ['make lint', 'make test'])).toEqual(['make lint']);
  });

  test('is a file that only the user can read, in a folder that only the user can', () => {
    approve(open(), CARD, ['make test']);
    const folder = join(state, 'mikado', 'trust');
    const [name = ''] = readdirSync(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual({
      schemaVersion: 2,
      repository: top,
      card: 'docs/a.md',
      command: 'make test',
      shell: '/bin/sh',
      folder: top,
      files: [],
      commit: null,
      when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test('is for the very bytes of the command', () => {
    approve(open(), CARD, ['make test']);
    const others = ['make test ', 'make  test', 'make test;', 'Make test', 'make tes', 'make test\n'];
    expect(pending(open(), CARD, others)).toEqual(others);
  });

  test('is for one card', () => {
    approve(open(), CARD, ['make test']);
    expect(open().isApproved({ path: 'docs/b.md' }, 'make test')).toBe(false);
  });

  test('is for one repository, whichever of its work trees', () => {
    const other = join(base, 'other');
    const git = join(base, 'git');
    mkdirSync(other);
    mkdirSync(git);
    const cwd = top;
    approve(open({ gitDir: git, cwd }), CARD, ['make test']);
    expect(open({ top: other, gitDir: git, cwd }).isApproved(CARD, 'make test')).toBe(true);
    expect(open({ top: other, cwd }).isApproved(CARD, 'make test')).toBe(false);
  });

  test('is for one shell and one folder', () => {
    approve(open(), CARD, ['make test']);
    expect(open({ shell: '/bin/bash' }).isApproved(CARD, 'make test')).toBe(false);
    expect(open({ cwd: base }).isApproved(CARD, 'make test')).toBe(false);
  });

  test.each([
    './verify.sh',
    'A=1 ./verify.sh now',
    '"./verify.sh" now',
    'tool',
    'true && ./verify.sh',
    'sudo -n ./verify.sh',
    'bash verify.sh',
    'bash -eu verify.sh --all',
    '. ./verify.sh',
    'sh <verify.sh',
    'python3.12 -W ignore ./verify.sh',
    'node --import=./verify.sh missing.mjs',
    'timeout 5 node verify.sh',
    "bash -c 'cd bin && ../verify.sh'",
    'cd bin; sh ../verify.sh',
    'test -n "$(sh verify.sh)"',
    'env -u A bash "verify.sh"',
  ])('of %s ends when that file of the repository changes', (command) => {
    mkdirSync(join(top, 'bin'));
    writeFileSync(join(top, 'verify.sh'), 'exit 0\n', { mode: 0o755 });
    symlinkSync('../verify.sh', join(top, 'bin', 'tool'));
    const env = { XDG_STATE_HOME: state, PATH: `/usr/bin:${join(top, 'bin')}` };
    approve(open({ env }), CARD, [command]);
    expect(open({ env }).isApproved(CARD, command)).toBe(true);
    writeFileSync(join(top, 'verify.sh'), 'exit 1\n', { mode: 0o755 });
    expect(open({ env }).isApproved(CARD, command)).toBe(false);
  });

  test.each(['grep -q exit notes.txt', 'python3 -m notes.txt', 'node --test notes.txt', 'make -f notes.txt'])(
    'of %s does not depend on a file that is only read',
    (command) => {
      writeFileSync(join(top, 'notes.txt'), 'exit 0\n');
      approve(open(), CARD, [command]);
      writeFileSync(join(top, 'notes.txt'), 'exit 1\n');
      expect(open().isApproved(CARD, command)).toBe(true);
    },
  );

  test('is about the files as they were when the question was put', () => {
    writeFileSync(join(top, 'verify.sh'), 'exit 0\n', { mode: 0o755 });
    const [asked] = open().pending(CARD, ['./verify.sh']);
    writeFileSync(join(top, 'verify.sh'), 'rm -rf ~\n', { mode: 0o755 });
    expect(open().approve(asked === undefined ? [] : [asked.facts], null)).toBeUndefined();
    expect(pending(open(), CARD, ['./verify.sh'])).toEqual(['./verify.sh']);
  });

  test('that was copied under the name of another command is none', () => {
    approve(open(), CARD, ['make test']);
    const folder = join(state, 'mikado', 'trust');
    const [name = ''] = readdirSync(folder);
    const other = keyOf(open().factsOf(CARD, 'make evil'));
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, other), text.replace('make test', 'make evil2'));
    expect(open().isApproved(CARD, 'make evil')).toBe(false);
    expect(open().list()).toHaveLength(1);
  });

  test('whose file was cut short is none', () => {
    approve(open(), CARD, ['make test']);
    const folder = join(state, 'mikado', 'trust');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"card":');
    expect(open().isApproved(CARD, 'make test')).toBe(false);
    expect(open().list()).toEqual([]);
  });
});

describe('what can never be approved', () => {
  test.each([
    ['make \u202etest', 'it holds hidden characters'],
    ['make\u200b test', 'it holds hidden characters'],
    ['make test\r', 'it holds hidden characters'],
    ['make\u001b[2K test', 'it holds hidden characters'],
    ['\u{e0041}make test', 'it holds hidden characters'],
    [`make ${'x'.repeat(8 * 1024)}`, 'it is longer than 8 KiB'],
    ['  ', 'it is empty'],
  ])('%j', (command, why) => {
    expect(whyNotApprovable(command)).toBe(why);
    expect(approve(open(), CARD, ['make test', command])).toEqual({
      refused: `a command cannot be approved: ${why}`,
    });
    expect(pending(open(), CARD, ['make test', command])).toEqual(['make test', command]);
  });

  test('lines and tabs are no hidden characters', () => {
    expect(whyNotApprovable('if true\nthen\n\tmake test\nfi')).toBeUndefined();
  });
});

describe('where approvals are kept', () => {
  test('in the state folder below the home folder when no other is named', () => {
    const env = { HOME: base, XDG_STATE_HOME: 'relative', PATH: '' };
    approve(open({ env }), CARD, ['make test']);
    expect(readdirSync(join(base, '.local', 'state', 'mikado', 'trust'))).toHaveLength(1);
  });

  test('never inside the repository, through a link neither', () => {
    symlinkSync(top, join(base, 'link'));
    const folder = join(base, 'link', 'state', 'mikado', 'trust');
    expect(
      openTrust({ top, gitDir: undefined, env: { XDG_STATE_HOME: join(base, 'link', 'state') } }),
    ).toEqual({
      refused: `approvals are never kept inside the repository (${folder}); set XDG_STATE_HOME to a folder outside`,
    });
  });

  test('never where others can write', () => {
    approve(open(), CARD, ['make test']);
    const folder = join(state, 'mikado', 'trust');
    chmodSync(folder, 0o777);
    expect(openTrust({ top, gitDir: undefined, env: { XDG_STATE_HOME: state } })).toEqual({
      refused: `others can write to ${folder}, so no approval there counts; run chmod 700 on it`,
    });
  });

  test('nowhere without a home folder', () => {
    expect(openTrust({ top, gitDir: undefined, env: {} })).toEqual({
      refused: 'approvals need a home folder; set HOME or XDG_STATE_HOME',
    });
  });

  test('a folder that cannot be made refuses the approval', () => {
    writeFileSync(state, '');
    const refusal = approve(open(), CARD, ['make test']);
    expect(refusal?.refused).toMatch(/^the approval could not be written: ENOTDIR/);
  });
});

describe('taking back', () => {
  test('the list is of this repository, by card', () => {
    const other = join(base, 'other');
    mkdirSync(other);
    approve(open(), { path: 'docs/b.md' }, ['make b']);
    approve(open(), CARD, ['make a']);
    approve(open({ top: other }), CARD, ['make other']);
    expect(
      open()
        .list()
        .map(({ card, command }) => [card, command]),
    ).toEqual([
      ['docs/a.md', 'make a'],
      ['docs/b.md', 'make b'],
    ]);
  });

  test('ends the approvals that are taken back, and no other', () => {
    approve(open(), { path: 'docs/b.md' }, ['make b']);
    approve(open(), CARD, ['make a', 'make test']);
    const ofCard = open()
      .list()
      .filter(({ card }) => card === CARD.path);
    expect(ofCard.map(({ command }) => command).sort()).toEqual(['make a', 'make test']);
    expect(open().revoke(ofCard)).toBeUndefined();
    expect(pending(open(), CARD, ['make a'])).toEqual(['make a']);
    expect(
      open()
        .list()
        .map(({ command }) => command),
    ).toEqual(['make b']);
  });
});
