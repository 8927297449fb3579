import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followLives } from '../../src/history/lives.ts';
import { readHistory } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { git, makeFolder, makeRepository, testEnvironment, writeFiles } from '../rig/cli.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const OPEN = '---\nstatus: active\n---\n# A card\n\nWords that are long enough to be known again.\n';

function commit(top: string, date = '2026-01-02T12:00:00Z'): void {
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Step', `--date=${date}`);
}

async function read(cwd: string) {
  return readHistory({ plan: await readPlan({ cwd }), root: 'configured' }, NOW);
}

async function told(cwd: string): Promise<readonly string[]> {
  const lives = followLives((await read(cwd))?.steps ?? [], NOW);
  return lives.flatMap(({ events }) => events.map(({ kind, path }) => `${path} ${kind}`));
}

describe('the history', () => {
  it('is undefined before the first commit, and of one commit is one step', async () => {
    const empty = makeFolder();
    git(empty, 'init', '--quiet');
    writeFiles(empty, { 'docs/a.md': OPEN });
    expect(await read(empty)).toBeUndefined();
    expect(await told(makeRepository({ 'docs/a.md': OPEN }))).toEqual([
      'docs/a.md discovered',
      'docs/a.md started',
    ]);
  });

  it('of a detached HEAD is that of its commit', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    writeFiles(top, { 'docs/b.md': OPEN });
    commit(top);
    git(top, 'switch', '--quiet', '--detach', 'HEAD~1');
    expect(await told(top)).toEqual(['docs/a.md discovered', 'docs/a.md started']);
  });

  it('has a card that was deleted and came back as one life', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN, 'docs/b.md': OPEN });
    rmSync(join(top, 'docs/a.md'));
    commit(top);
    writeFiles(top, { 'docs/a.md': OPEN });
    commit(top);
    const events = (await told(top)).filter((each) => each.startsWith('docs/a.md'));
    expect(events).toEqual([
      'docs/a.md discovered',
      'docs/a.md started',
      'docs/a.md deleted',
      'docs/a.md returned',
      'docs/a.md started',
    ]);
  });

  it('follows cards whose folder is renamed, the documents root too', async () => {
    const top = makeRepository({ 'notes/a.md': OPEN, '.mikado.yaml': 'docs: notes\n' });
    git(top, 'mv', 'notes', 'docs');
    writeFiles(top, { '.mikado.yaml': 'docs: docs\n' });
    commit(top);
    expect(await told(top)).toEqual(['notes/a.md discovered', 'notes/a.md started', 'docs/a.md renamed']);
  });

  it('has a card as blocked and open while it could not be read, and none in a submodule', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    writeFileSync(join(top, 'docs/a.md'), Buffer.from('---\nstatus: active\ntitle: \xff\n---\n', 'latin1'));
    const inner = join(top, 'docs/inner');
    mkdirSync(inner);
    git(inner, 'init', '--quiet');
    writeFiles(inner, { 'c.md': OPEN });
    commit(inner);
    execFileSync('git', ['add', 'docs/inner'], { cwd: top, env: testEnvironment(), stdio: 'ignore' });
    commit(top);
    expect((await read(top))?.steps.at(-1)?.changed).toMatchObject([{ stem: 'a', state: 'blocked' }]);
    writeFiles(top, { 'docs/a.md': OPEN });
    commit(top);
    expect((await read(top))?.steps.at(-1)?.changed).toMatchObject([{ stem: 'a', state: 'ready' }]);
  });

  it('takes what an octopus merge brought as one step, and no date for later than now', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    for (const side of ['one', 'two']) {
      git(top, 'switch', '--quiet', '--create', side, 'main');
      writeFiles(top, { [`docs/${side}.md`]: OPEN });
      commit(top);
    }
    git(top, 'switch', '--quiet', 'main');
    git(top, 'merge', '--quiet', '--no-ff', '--no-edit', 'one', 'two');
    writeFiles(top, { 'docs/late.md': OPEN });
    commit(top, '2035-01-01T00:00:00Z');
    const { steps = [] } = (await read(top)) ?? {};
    expect(steps.map(({ changed }) => changed.map(({ stem }) => stem))).toEqual([
      ['a'],
      ['one', 'two'],
      ['late'],
    ]);
    expect(steps.at(-1)?.at.time).toBe(NOW);
  });
});
