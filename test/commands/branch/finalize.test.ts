import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeFields } from '../../../src/edit/remove-fields.ts';
import { git, makeRepository, mikado, writeFiles } from '../../rig/cli.ts';

const env = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

const DONE = {
  'docs/goal.md': '---\ntitle: Goal\nbranch: mikado/goal\nrequires:\n- leaf\n---\n\nSee [[leaf]].\n',
  'docs/leaf.md': '---\nstatus: done\ntags: [a]\n---\n\nWords.\n',
};

describe('removing the Mikado fields', () => {
  it.each([
    [
      '---\ntitle: T\nstatus: done # why\ntags:\n  - a\n---\nbody\n',
      '---\ntitle: T\ntags:\n  - a\n---\nbody\n',
    ],
    [
      '---\r\nrequires:\r\n- a\r\n# the rest\r\n- b\r\n\r\n# of tags\r\ntags: []\r\n---\r\n',
      '---\r\n\r\n# of tags\r\ntags: []\r\n---\r\n',
    ],
    ['---\nrequires: [\n  a,\n  b\n]\nx: 1.10\n---\n', '---\nx: 1.10\n---\n'],
    ['\ufeff---\nbranch: mikado/a\nx: 010\n---\nno end', '\ufeff---\nx: 010\n---\nno end'],
    ['---\nstatus: done\n---\nbody\n', '---\n---\nbody\n'],
    // Quoted names, a list over several lines with comments in it, CRLF behind a byte order mark.
    [
      '\ufeff---\r\n# head\r\n"status": done\r\n\'requires\': [ a, # one\r\n  b ]\r\n# of tags\r\ntags: [a]\r\nbranch: mikado/goal # here\r\n---\r\n',
      '\ufeff---\r\n# head\r\n# of tags\r\ntags: [a]\r\n---\r\n',
    ],
    // A list that begins behind a blank line and a comment.
    [
      '---\nrequires:\n\n  # why\n  - a # first\n\n# last\nstatus: complete\n---\nBody',
      '---\n\n# last\n---\nBody',
    ],
    [
      '---\nstatus: done\nrequires: []\nbranch: mikado/a\n---\n## status: active\n\n[[b]]\n',
      '---\n---\n## status: active\n\n[[b]]\n',
    ],
    ['no front matter\n', 'no front matter\n'],
    ['---\ntitle: T\n---\nstatus: active\n', '---\ntitle: T\n---\nstatus: active\n'],
  ])('leaves every other byte of %j', (before, after) => {
    expect(removeFields(before)).toBe(after);
  });

  it.each(['---\n{status: done, title: T}\n---\n', '---\n  status: done\n  title: T\n---\n'])(
    'is refused for %j, which a person should edit',
    (text) => {
      expect(removeFields(text)).toHaveProperty('refused');
    },
  );
});

describe('finalizing a chain', () => {
  it('takes the fields out of its cards in one commit, and leaves other changes alone', async () => {
    const cwd = makeRepository(DONE);
    git(cwd, 'switch', '--quiet', '--create', 'topic');
    writeFiles(cwd, { 'docs/leaf.md': `${DONE['docs/leaf.md']}More.\n` });
    const finished = await mikado(['finalize', 'goal', '--commit'], { cwd, env });
    expect(finished.stderr).toBe('');
    expect(finished.stdout.replace(/[0-9a-f]{7} {2}/, 'ID  ')).toBe(
      'Finalized goal: no Mikado fields in 2 cards.\n  docs/leaf.md\n  docs/goal.md\nCommitted ID  C2(goal): finalize the chain\n',
    );
    expect(git(cwd, 'show', 'HEAD:docs/goal.md')).toBe('---\ntitle: Goal\n---\n\nSee [[leaf]].');
    expect(git(cwd, 'show', 'HEAD:docs/leaf.md')).toBe('---\ntags: [a]\n---\n\nWords.');
    expect(readFileSync(join(cwd, 'docs/leaf.md'), 'utf8')).toBe('---\ntags: [a]\n---\n\nWords.\nMore.\n');
    expect(git(cwd, 'status', '--porcelain')).toBe(' M docs/leaf.md');
  });

  it('is refused with every card that is open, and changes none', async () => {
    const cwd = makeRepository({
      ...DONE,
      'docs/goal.md': '---\nstatus: active\nrequires: [leaf, late]\n---\n',
      'docs/late.md': '---\nstatus: active\n---\n',
    });
    const finished = await mikado(['finalize', 'goal'], { cwd });
    expect(finished).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'mikado: goal is not finalized:\n  goal is open\n      mikado close goal\n  late is open\n      mikado close late\n',
    });
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('leaves the fields of a card that another open chain needs, and says so', async () => {
    const cwd = makeRepository({ ...DONE, 'docs/other.md': '---\nstatus: active\nrequires: [leaf]\n---\n' });
    const finished = await mikado(['finalize', 'goal'], { cwd });
    expect(finished).toMatchObject({
      code: 0,
      stdout:
        'Finalized goal: no Mikado fields in 1 card.\n  docs/goal.md\nleaf keeps its fields: other is open and needs it.\n',
    });
    expect(git(cwd, 'status', '--porcelain')).toBe(' M docs/goal.md');
  });

  it('frees a card that two finished goals share, and the other goal can be finalized after it', async () => {
    const cwd = makeRepository({ ...DONE, 'docs/other.md': '---\nstatus: done\nrequires: [leaf]\n---\n' });
    expect((await mikado(['finalize', 'goal'], { cwd })).stdout).toBe(
      'Finalized goal: no Mikado fields in 2 cards.\n  docs/leaf.md\n  docs/goal.md\n',
    );
    expect((await mikado(['finalize', 'other'], { cwd })).stdout).toBe(
      'Finalized other: no Mikado fields in 1 card.\n  docs/other.md\n',
    );
    expect((await mikado(['tree'], { cwd })).stdout).toBe('No open chain.\n');
  });

  it('says why a card has to be edited by hand, and then changes none', async () => {
    const cwd = makeRepository({ ...DONE, 'docs/leaf.md': '---\n{status: done, tags: [a]}\n---\n' });
    expect(await mikado(['finalize', 'goal', '--commit'], { cwd, env })).toMatchObject({
      code: 1,
      stderr:
        'mikado: goal is not finalized:\n  docs/leaf.md: `status` does not stand on lines of its own; take its Mikado fields out by hand\n      mikado show leaf\n',
    });
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('changes nothing with --dry-run', async () => {
    const cwd = makeRepository(DONE);
    const finished = await mikado(['finalize', 'goal', '--dry-run'], { cwd });
    expect(finished.stdout).toBe(
      'Would finalize goal: no Mikado fields in 2 cards.\n  docs/leaf.md\n  docs/goal.md\n',
    );
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('gets the rest when it is run again after an interruption', async () => {
    const cwd = makeRepository(DONE);
    // As it stands after the first of the two writes.
    writeFiles(cwd, { 'docs/leaf.md': '---\ntags: [a]\n---\n\nWords.\n' });
    expect((await mikado(['finalize', 'goal'], { cwd })).stdout).toBe(
      'Finalized goal: no Mikado fields in 1 card.\n  docs/goal.md\n',
    );
    expect(readFileSync(join(cwd, 'docs/goal.md'), 'utf8')).toBe('---\ntitle: Goal\n---\n\nSee [[leaf]].\n');
  });
});
