import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordReceipt } from '../../src/verify/evidence.ts';
import type { ItemReceipt } from '../../src/verify/receipt.ts';
import { answer } from '../rig/answer.ts';
import { git, makeFolder, makeRepository, mikado, run, writeFiles } from '../rig/cli.ts';
import { startMikado } from '../rig/pty.ts';

const PACK = `---
title: Pack
status: planned
---

# Pack

Everything goes into boxes.

## Verification

- [ ] Boxes are closed (\`test -d docs\`)
- [ ] Somebody looked around
- [-] The garden
`;
const EVIDENCE = '.mikado/evidence/pack.jsonl';
const FILES = { 'docs/move.md': '---\nstatus: active\nrequires: [pack]\n---\n', 'docs/pack.md': PACK };

interface Shown {
  readonly items: readonly {
    readonly why: string;
    readonly receipt: Partial<ItemReceipt> & { state: string; reason: string };
  }[];
  readonly receipts: unknown;
  readonly forcedClose: unknown;
}

async function show(cwd: string): Promise<Shown> {
  return JSON.parse((await mikado(['show', 'pack', '--json'], { cwd })).stdout);
}

/** What there is for each item, in short: its state, and why where it is stale. */
async function states(cwd: string): Promise<readonly string[]> {
  return (await show(cwd)).items.map(({ receipt }) =>
    receipt === null ? 'missing' : [receipt.state, receipt.reason].filter((word) => word !== null).join(': '),
  );
}

/** What the card's page says in words, with times, commits and the reasons for the kinds of items taken out. */
async function shownText(cwd: string): Promise<string> {
  const { stdout } = await mikado(['show', 'pack'], { cwd });
  const { items } = await show(cwd);
  return items
    .reduce((text, { why }) => text.replace(why, 'WHY'), stdout)
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'WHEN')
    .replace(/on [0-9a-f]{7}/g, 'on COMMIT');
}

function edit(cwd: string, from: string, to: string): void {
  const path = join(cwd, 'docs/pack.md');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe('a card that was verified', () => {
  /** What a person's verifying at a terminal makes of the card, and its evidence; done once for all tests. */
  let files: Promise<Readonly<Record<string, string>>> | undefined;

  const verify = async () => {
    const cwd = makeRepository(FILES);
    git(cwd, 'config', 'user.name', 'Ann');
    const env = { XDG_STATE_HOME: makeFolder() };
    const screen = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    await screen.waitForText('y or [n]');
    await answer(screen, 'y');
    await screen.waitForText('Does it hold?');
    await answer(screen, 'y no dust left');
    expect((await screen.waitForExit()).code).toBe(0);
    const read = (name: string): [string, string] => [name, readFileSync(join(cwd, name), 'utf8')];
    return Object.fromEntries([read('docs/pack.md'), read(EVIDENCE)]);
  };

  /** A repository with the card as it is then, and its evidence, not committed. */
  const makeVerified = async () => {
    files ??= verify();
    const cwd = makeRepository(FILES);
    writeFiles(cwd, await files);
    return cwd;
  };

  it('shows who judged each item, when, on which commit, and the note', async () => {
    expect(await shownText(await makeVerified())).toBe(`▸ ready  pack  Pack
file         docs/pack.md
status       planned
requires     nothing
needed by    move
makes ready  move
receipts     2 fresh, 0 stale, 0 missing

Verification
[x] automatic  Boxes are closed (\`test -d docs\`)
               $ test -d docs
               WHY
               passed WHEN by exit status on COMMIT
[x] manual     Somebody looked around
               WHY
               passed WHEN by Ann on COMMIT: no dust left
[ ] waived     The garden
               WHY
`);
  });

  it('has fresh receipts through everything that mikado does to it', async () => {
    const cwd = await makeVerified();
    const fresh = ['fresh', 'fresh', 'missing'];
    expect(await states(cwd)).toEqual(fresh);
    for (const args of [
      ['start', 'pack'],
      ['close', 'pack'],
      ['reopen', 'pack'],
      ['new', 'find-keys', '--for', 'pack'],
    ]) {
      expect((await mikado(args, { cwd })).code).toBe(0);
      expect(await states(cwd)).toEqual(fresh);
    }
    expect(readFileSync(join(cwd, 'docs/pack.md'), 'utf8')).toContain('[[find-keys]]');
  });

  it('has fresh receipts when a box is unticked by hand and git changes the line ends', async () => {
    const cwd = await makeVerified();
    edit(cwd, '[x] Boxes', '[ ] Boxes');
    const path = join(cwd, 'docs/pack.md');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
    expect(await states(cwd)).toEqual(['fresh', 'fresh', 'missing']);
  });

  it('has stale receipts once a sentence of it changed, and fresh ones when that is taken back', async () => {
    const cwd = await makeVerified();
    edit(cwd, 'into boxes', 'into bags');
    const stale = 'stale: the card was edited after it';
    expect(await states(cwd)).toEqual([stale, stale, 'missing']);
    expect((await show(cwd)).receipts).toEqual({ fresh: 0, stale: 2, missing: 0 });
    expect(await shownText(cwd)).toContain(
      '               stale, the card was edited after it: passed WHEN by exit status on COMMIT\n',
    );
    edit(cwd, 'into bags', 'into boxes');
    expect(await states(cwd)).toEqual(['fresh', 'fresh', 'missing']);
  });

  it('says of each item what changed in it', async () => {
    const cwd = await makeVerified();
    edit(cwd, 'test -d docs', 'test -d docs/boxes');
    edit(cwd, 'looked around', 'looked around twice');
    expect(await states(cwd)).toEqual(['stale: its command changed', 'stale: its text changed', 'missing']);
  });

  it('has no receipt for an item that is new', async () => {
    const cwd = await makeVerified();
    edit(cwd, '- [-] The garden', '- [ ] No nail is left in a wall\n- [-] The garden');
    const { receipts } = await show(cwd);
    expect(receipts).toEqual({ fresh: 0, stale: 2, missing: 1 });
    expect(await shownText(cwd)).toContain('No nail is left in a wall\n');
    expect(await shownText(cwd)).toContain('               no receipt\n');
  });

  it('keeps the receipts of two branches that both verified it, where git merges them line by line', async () => {
    const cwd = await makeVerified();
    writeFiles(cwd, { '.gitattributes': '.mikado/evidence/*.jsonl merge=union\n' });
    const [line = ''] = readFileSync(join(cwd, EVIDENCE), 'utf8').split('\n');
    const judged = (when: string, result: string) =>
      `${JSON.stringify({ ...JSON.parse(line), when: `2099-01-0${when}T00:00:00.000Z`, result })}\n`;
    const commit = (words: string) => {
      git(cwd, 'add', '--all');
      git(cwd, 'commit', '--quiet', '--message', words);
    };
    commit('Verified');
    git(cwd, 'switch', '--quiet', '--create', 'other');
    appendFileSync(join(cwd, EVIDENCE), judged('1', 'failed'));
    commit('Earlier');
    git(cwd, 'switch', '--quiet', 'main');
    appendFileSync(join(cwd, EVIDENCE), judged('2', 'passed'));
    commit('Later');
    git(cwd, 'merge', '--quiet', '--no-edit', 'other');
    expect(readFileSync(join(cwd, EVIDENCE), 'utf8').trim().split('\n')).toHaveLength(4);
    expect((await show(cwd)).items[0]?.receipt).toMatchObject({
      state: 'fresh',
      result: 'passed',
      when: '2099-01-02T00:00:00.000Z',
    });
  });
});

it('a card that nobody verified says so for each item, and answers null in JSON', async () => {
  const cwd = makeRepository(FILES);
  expect(await states(cwd)).toEqual(['missing', 'missing', 'missing']);
  expect((await shownText(cwd)).match(/no receipt/g)).toHaveLength(2);
  expect(await show(cwd)).toMatchObject({
    items: [{ receipt: null }, { receipt: null }, { receipt: null }],
    receipts: { fresh: 0, stale: 0, missing: 2 },
    forcedClose: null,
  });
});

it('a forced close is shown with its reason, who and when', async () => {
  const cwd = makeRepository(FILES);
  git(cwd, 'config', 'user.name', 'Ann');
  expect((await mikado(['close', 'pack', '--force', 'we sold it all'], { cwd })).code).toBe(0);
  expect(await shownText(cwd)).toContain('forced close  WHEN by Ann: we sold it all\n');
  expect((await show(cwd)).forcedClose).toEqual({
    reason: 'we sold it all',
    who: 'Ann',
    when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    commit: git(cwd, 'rev-parse', 'HEAD'),
  });
});

it('evidence of older versions is read, and lines that are none are counted', async () => {
  const cwd = makeRepository(FILES);
  const old: ItemReceipt = {
    schemaVersion: 1,
    kind: 'manual',
    text: 'Somebody looked around',
    line: 12,
    commands: [],
    result: 'passed',
    runs: [],
    judgedBy: 'Ann',
    note: null,
    commit: null,
    dirty: null,
    when: '2026-01-02T03:04:05.000Z',
    version: '0.1.0',
  };
  expect(recordReceipt(cwd, 'pack', old)).toBeUndefined();
  appendFileSync(join(cwd, EVIDENCE), '{"schemaVersion":1,"ki\n');
  const { stdout } = await mikado(['show', 'pack'], { cwd });
  expect(stdout).toContain('               passed 2026-01-02 03:04 UTC by Ann\n');
  expect(stdout).toContain(
    'receipts     1 fresh, 0 stale, 1 missing\n             1 line of .mikado/evidence/pack.jsonl cannot be read\n',
  );
});

it('what a receipt holds never reaches the terminal raw', async () => {
  const cwd = makeRepository(FILES);
  const evil = 'Ann\u001b]52;c;YQ==\u0007\u202e';
  const path = join(cwd, EVIDENCE);
  mkdirSync(dirname(path), { recursive: true });
  const forced = {
    schemaVersion: 1,
    kind: 'forced-close',
    reason: evil,
    who: evil,
    when: '2026-01-02',
    commit: evil,
  };
  const item = { ...forced, kind: 'manual', text: 'Somebody looked around', line: 1, commands: [], runs: [] };
  const judged = { result: 'passed', judgedBy: evil, note: evil, dirty: true, version: evil };
  writeFileSync(path, [forced, { ...item, ...judged }].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { stdout } = await mikado(['show', 'pack'], { cwd });
  expect(stdout).toContain('by Ann\\u{1b}]52;c;YQ==');
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

it('reading evidence writes nothing', async () => {
  const cwd = makeRepository(FILES);
  await mikado(['show', 'pack'], { cwd });
  expect((await run('git', ['status', '--short', '--ignored'], { cwd })).stdout).toBe('');
});
