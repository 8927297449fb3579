import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Walk } from '../../src/git/history.ts';
import { readHistory } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { git, makeRepository, writeFiles } from '../rig/cli.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');

function open(...requires: readonly string[]): string {
  return `---\nstatus: active\nrequires: [${requires.join(', ')}]\n---\n# A card\n`;
}

function commit(top: string, files: Readonly<Record<string, string>>): void {
  writeFiles(top, files);
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Step', '--date=2026-01-01T12:00:00Z');
}

function repository(): string {
  const top = makeRepository({ 'docs/goal.md': open('a'), 'docs/a.md': open() });
  commit(top, { 'docs/goal.md': open('a', 'b'), 'docs/b.md': open() });
  commit(top, { 'docs/a.md': '# A card\n' });
  return top;
}

async function read(top: string, walk: Walk = 'first-parent') {
  return readHistory({ plan: await readPlan({ cwd: top }), root: 'configured' }, NOW, walk);
}

function cacheOf(top: string): string {
  const folder = join(top, '.git/mikado/history');
  const [name = ''] = readdirSync(folder);
  return join(folder, name);
}

async function readAnew(top: string, walk: Walk = 'first-parent') {
  rmSync(join(top, '.git/mikado'), { recursive: true, force: true });
  return read(top, walk);
}

describe('what is kept of a history', () => {
  it('is in the git folder, and answers as the commits do', async () => {
    const top = repository();
    const first = await read(top);
    expect(git(top, 'status', '--porcelain')).toBe('');
    const kept = readFileSync(cacheOf(top));
    expect(await read(top)).toEqual(first);
    expect(readFileSync(cacheOf(top))).toEqual(kept);
    expect(first?.steps.length).toBe(3);
  });

  it('is gone on from after more commits, and from where a rewritten branch left it', async () => {
    const top = repository();
    await read(top);
    commit(top, { 'docs/c.md': open(), 'docs/b.md': open('c') });
    git(top, 'mv', 'docs/c.md', 'docs/d.md');
    commit(top, { 'docs/b.md': open('d') });
    const more = await read(top);
    expect(more).toEqual(await readAnew(top));
    expect(more?.steps.length).toBe(5);
    git(top, 'reset', '--quiet', '--hard', 'HEAD~3');
    commit(top, { 'docs/other.md': open('goal') });
    const rewritten = await read(top);
    expect(rewritten).toEqual(await readAnew(top));
    expect(rewritten?.steps.length).toBe(3);
  });

  it('of the full history is gone on from, and not where a branch that is older than it was merged since', async () => {
    const top = repository();
    git(top, 'switch', '--quiet', '--create', 'older', 'HEAD~1');
    commit(top, { 'docs/older.md': open() });
    git(top, 'switch', '--quiet', 'main');
    const whole = async () => {
      const kept = await read(top, 'full');
      expect(kept).toEqual(await readAnew(top, 'full'));
      return kept?.steps.map(({ changed }) => changed.map(({ stem }) => stem).join());
    };
    expect(await whole()).toHaveLength(3);
    git(top, 'switch', '--quiet', '--create', 'later');
    commit(top, { 'docs/later.md': open() });
    git(top, 'switch', '--quiet', 'main');
    commit(top, { 'docs/c.md': open() });
    git(top, 'merge', '--quiet', '--no-edit', 'later');
    expect(await whole()).toHaveLength(5);
    git(top, 'merge', '--quiet', '--no-edit', 'older');
    expect((await whole())?.sort()).toEqual(['a', 'a,goal', 'b,goal', 'c', 'later', 'older']);
    git(top, 'reset', '--quiet', '--hard', 'HEAD~2');
    await whole();
    expect((await read(top))?.steps).not.toEqual([]);
  });

  it('counts as absent when it is torn, foreign or changed', async () => {
    const top = repository();
    const expected = await read(top);
    const file = cacheOf(top);
    const whole = readFileSync(file, 'utf8');
    for (const broken of [
      '',
      whole.slice(0, whole.length / 2),
      'x',
      '{}\n{}',
      whole.replace('goal', 'gaol'),
    ]) {
      writeFileSync(file, broken);
      expect(await read(top)).toEqual(expected);
      expect(readFileSync(file, 'utf8')).toBe(whole);
    }
    rmSync(file);
    mkdirSync(file);
    expect(await read(top)).toEqual(expected);
  });

  it('is left out where it cannot be written', async () => {
    const top = repository();
    writeFileSync(join(top, '.git/mikado'), 'a file where a folder would be');
    expect((await read(top))?.steps.length).toBe(3);
  });
});
