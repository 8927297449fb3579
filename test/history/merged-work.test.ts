import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Walk } from '../../src/git/history.ts';
import { followLives } from '../../src/history/lives.ts';
import { cardsAfter } from '../../src/history/step.ts';
import { readHistory, stepToday } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { git, makeFolder, writeFiles } from '../rig/cli.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');

function card(stem: string, status = 'active', requires: readonly string[] = []): string {
  const words = `What only ${stem} says of itself.\n`.repeat(6);
  const line = status === '' ? '' : `status: ${status}\n`;
  return `---\n${line}requires: [${requires.join(', ')}]\n---\n# ${stem}\n\n${words}`;
}

function page(stem: string): string {
  return `# ${stem}\n\n${`What only ${stem} says of itself.\n`.repeat(6)}`;
}

/** Commits all files as somebody, on a day of January 2026, and answers the first line of the message. */
function commit(top: string, subject: string, { by = 'Ann', day = 2, files = {} as Record<string, string> }) {
  writeFiles(top, files);
  git(top, 'add', '--all');
  const date = `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`;
  git(
    top,
    'commit',
    '--quiet',
    `--author=${by} <${by}@example.org>`,
    `--date=${date}`,
    `--message=${subject}`,
  );
}

/** Merges as the test's own author, on the 7th unless told. */
function merge(top: string, subject: string, sides: readonly string[], day = 7): void {
  git(top, 'merge', '--quiet', '--no-ff', '--no-commit', '--allow-unrelated-histories', ...sides);
  commit(top, subject, { by: 'Eve', day });
}

/** What is told: each event with its author, the first line of its commit, and its day. */
async function told(top: string, walk: Walk, stem?: string): Promise<readonly string[]> {
  const plan = await readPlan({ cwd: top });
  const history = await readHistory({ plan, root: 'configured' }, NOW, walk);
  const steps = history?.steps ?? [];
  expect(stepToday({ steps }, plan, NOW)).toBeUndefined();
  const subjects = new Map(steps.map(({ at, subject }) => [at.commit, subject]));
  return followLives(steps, NOW)
    .flatMap(({ events }) => events)
    .filter((event) => stem === undefined || event.stem === stem)
    .sort((a, b) => a.at.time - b.at.time)
    .map(({ kind, stem, at }) => {
      const day = new Date(at.time).getUTCDate();
      return `${stem} ${kind} by ${at.author} in ${subjects.get(at.commit)} on ${day}`;
    });
}

function start(): string {
  const top = makeFolder();
  git(top, 'init', '--quiet', '--initial-branch=main');
  const files = { 'docs/goal.md': card('goal', 'active', ['a']), 'docs/a.md': card('a', 'planned') };
  commit(top, 'Plan', { day: 1, files });
  return top;
}

function onSide(top: string, from = 'main'): void {
  git(top, 'switch', '--quiet', '--create', 'side', from);
}

describe('work on a branch that was merged', () => {
  it('is of the merge by first parents, and of those who did it in the full history', async () => {
    const top = start();
    onSide(top);
    const files = { 'docs/b.md': card('b'), 'docs/goal.md': card('goal', 'active', ['a', 'b']) };
    commit(top, 'Find b', { by: 'Bob', day: 3, files });
    commit(top, 'Close b', { by: 'Cid', day: 5, files: { 'docs/b.md': card('b', '') } });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Begin a', { day: 4, files: { 'docs/a.md': card('a', 'active') } });
    merge(top, 'Merge side', ['side']);
    expect(await told(top, 'first-parent', 'b')).toEqual(['b discovered by Eve in Merge side on 7']);
    expect(await told(top, 'full')).toEqual([
      'a discovered by Ann in Plan on 1',
      'goal discovered by Ann in Plan on 1',
      'goal started by Ann in Plan on 1',
      'b discovered by Bob in Find b on 3',
      'b started by Bob in Find b on 3',
      'a started by Ann in Begin a on 4',
      'b closed by Cid in Close b on 5',
    ]);
  });

  it('does not undo what was done beside it: a card edited there stays closed here', async () => {
    const top = start();
    onSide(top);
    commit(top, 'Write more', { day: 4, files: { 'docs/a.md': `${card('a', 'planned')}More of a.\n` } });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Close a', { by: 'Bob', day: 3, files: { 'docs/a.md': card('a', '') } });
    merge(top, 'Merge side', ['side']);
    expect(await told(top, 'full', 'a')).toEqual([
      'a discovered by Ann in Plan on 1',
      'a closed by Bob in Close a on 3',
    ]);
  });

  it('closes a card once where both branches did', async () => {
    const top = start();
    onSide(top);
    commit(top, 'Close a there', { by: 'Bob', day: 4, files: { 'docs/a.md': card('a', '') } });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Close a here', { by: 'Cid', day: 6, files: { 'docs/a.md': card('a', '') } });
    merge(top, 'Merge side', ['side']);
    expect(await told(top, 'full', 'a')).toEqual([
      'a discovered by Ann in Plan on 1',
      'a closed by Bob in Close a there on 4',
    ]);
  });

  it('closes under its new name a card that was renamed beside it', async () => {
    const top = start();
    onSide(top);
    commit(top, 'Close a', { by: 'Bob', day: 5, files: { 'docs/a.md': card('a', '') } });
    git(top, 'switch', '--quiet', 'main');
    git(top, 'mv', 'docs/a.md', 'docs/better.md');
    commit(top, 'Rename a', { day: 4, files: { 'docs/goal.md': card('goal', 'active', ['better']) } });
    merge(top, 'Merge side', ['side']);
    const events = await told(top, 'full');
    expect(events.filter((each) => !each.startsWith('goal'))).toEqual([
      'a discovered by Ann in Plan on 1',
      'better renamed by Ann in Rename a on 4',
      'better closed by Bob in Close a on 5',
    ]);
    expect((await told(top, 'first-parent')).filter((each) => each.startsWith('better'))).toHaveLength(2);
  });

  it('has both requirements where both branches found one', async () => {
    const top = start();
    onSide(top);
    const there = { 'docs/b.md': card('b'), 'docs/goal.md': card('goal', 'active', ['b', 'a']) };
    commit(top, 'Find b', { by: 'Bob', day: 3, files: there });
    git(top, 'switch', '--quiet', 'main');
    const here = { 'docs/c.md': card('c'), 'docs/goal.md': card('goal', 'active', ['a', 'c']) };
    commit(top, 'Find c', { by: 'Cid', day: 4, files: here });
    git(top, 'merge', '--quiet', '--strategy-option=ours', '--message=Merge side', 'side');
    commit(top, 'Require all', {
      ...{ day: 5, files: { 'docs/goal.md': card('goal', 'active', ['b', 'a', 'c']) } },
    });
    const plan = await readPlan({ cwd: top });
    const { steps = [] } = (await readHistory({ plan, root: 'configured' }, NOW, 'full')) ?? {};
    const requiredAfter = (subject: string) => {
      const at = steps.findIndex((step) => step.subject === subject);
      return [...(cardsAfter(steps, at).get('docs/goal.md')?.requires ?? [])].sort();
    };
    const all = ['docs/a.md', 'docs/b.md', 'docs/c.md'];
    expect(requiredAfter('Find c')).toEqual(all);
    expect(requiredAfter('Merge side')).toEqual(['docs/a.md', 'docs/c.md']);
    expect(requiredAfter('Require all')).toEqual(all);
  });

  it('is decided by the merge where it is in conflict, as whoever merged settled it', async () => {
    const top = start();
    onSide(top);
    commit(top, 'Close a', { by: 'Bob', day: 3, files: { 'docs/a.md': card('a', 'done') } });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Begin a', { by: 'Cid', day: 4, files: { 'docs/a.md': card('a', 'active') } });
    git(top, 'merge', '--quiet', '--no-commit', '--strategy=ours', 'side');
    commit(top, 'Merge side, closed', { by: 'Dan', day: 7, files: { 'docs/a.md': card('a', 'done') } });
    expect(await told(top, 'full', 'a')).toEqual([
      'a discovered by Ann in Plan on 1',
      'a closed by Bob in Close a on 3',
      'a started by Cid in Begin a on 4',
      'a reopened by Cid in Begin a on 4',
      'a closed by Dan in Merge side, closed on 7',
    ]);
  });

  it('is taken back by a merge that threw it away', async () => {
    const top = start();
    onSide(top);
    const files = { 'docs/a.md': card('a', ''), 'docs/b.md': card('b') };
    commit(top, 'Close a, find b', { by: 'Bob', day: 3, files });
    git(top, 'switch', '--quiet', 'main');
    git(top, 'merge', '--quiet', '--no-commit', '--strategy=ours', 'side');
    commit(top, 'Without the side', { by: 'Dan', day: 7 });
    expect(await told(top, 'full', 'a')).toEqual([
      'a discovered by Ann in Plan on 1',
      'a closed by Bob in Close a, find b on 3',
      'a reopened by Dan in Without the side on 7',
    ]);
    expect((await told(top, 'full', 'b')).at(-1)).toBe('b deleted by Dan in Without the side on 7');
  });

  it('is all told of an octopus, and of branches that merged each other', async () => {
    const top = start();
    for (const [at, side] of ['one', 'two', 'three'].entries()) {
      git(top, 'switch', '--quiet', '--create', side, 'main');
      commit(top, `Find ${side}`, { by: 'Bob', day: 3 + at, files: { [`docs/${side}.md`]: card(side) } });
    }
    git(top, 'switch', '--quiet', '--create', 'left', 'one');
    merge(top, 'Left', ['two']);
    git(top, 'switch', '--quiet', '--create', 'right', 'two');
    merge(top, 'Right', ['one']);
    commit(top, 'Close one', { by: 'Cid', day: 8, files: { 'docs/one.md': card('one', '') } });
    git(top, 'switch', '--quiet', 'left');
    commit(top, 'Close two', { by: 'Dan', day: 9, files: { 'docs/two.md': card('two', '') } });
    git(top, 'switch', '--quiet', 'main');
    merge(top, 'Octopus', ['left', 'right', 'three'], 10);
    const events = await told(top, 'full');
    expect(events.filter((each) => /^(one|two|three) (discovered|closed)/.test(each))).toEqual([
      'one discovered by Bob in Find one on 3',
      'two discovered by Bob in Find two on 4',
      'three discovered by Bob in Find three on 5',
      'one closed by Cid in Close one on 8',
      'two closed by Dan in Close two on 9',
    ]);
    expect(await told(top, 'first-parent', 'three')).toHaveLength(2);
  });

  it('is told of two roots, and by its dates after a rebase', async () => {
    const top = start();
    onSide(top);
    commit(top, 'Find b', { by: 'Bob', day: 3, files: { 'docs/b.md': card('b') } });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Close a', { day: 6, files: { 'docs/a.md': card('a', '') } });
    git(top, 'switch', '--quiet', 'side');
    git(top, 'rebase', '--quiet', 'main');
    git(top, 'switch', '--quiet', 'main');
    merge(top, 'Merge side', ['side']);
    git(top, 'switch', '--quiet', '--orphan', 'other');
    commit(top, 'Import c', { by: 'Cid', day: 2, files: { 'docs/c.md': card('c') } });
    git(top, 'switch', '--quiet', 'main');
    merge(top, 'Join', ['other']);
    expect((await told(top, 'full')).filter((each) => /discovered|closed/.test(each))).toEqual([
      'a discovered by Ann in Plan on 1',
      'goal discovered by Ann in Plan on 1',
      'c discovered by Cid in Import c on 2',
      'a closed by Ann in Close a on 6',
      'b discovered by Bob in Find b on 6',
    ]);
  });
});

describe('a chain whose fields went on a branch that was merged', () => {
  function finalized(status: string): string {
    const top = makeFolder();
    git(top, 'init', '--quiet', '--initial-branch=main');
    commit(top, 'Begin', { day: 1, files: { 'docs/other.md': card('other') } });
    git(top, 'switch', '--quiet', '--create', 'mikado/goal');
    const plan = { 'docs/goal.md': card('goal', 'active', ['a']), 'docs/a.md': card('a') };
    commit(top, 'C2(goal): plan', { by: 'Bob', day: 2, files: plan });
    commit(top, 'C2(goal): close a', { by: 'Bob', day: 3, files: { 'docs/a.md': card('a', status) } });
    const pages = { 'docs/goal.md': page('goal'), 'docs/a.md': page('a') };
    commit(top, 'C2(goal): finalize', { by: 'Cid', day: 4, files: pages });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Meanwhile', { day: 5, files: { 'docs/other.md': card('other', '') } });
    merge(top, 'Merge the chain', ['mikado/goal']);
    return top;
  }

  it('was finalized where it was done, by whoever did it; by first parents it never was there', async () => {
    const top = finalized('');
    expect((await told(top, 'full', 'a')).slice(2)).toEqual([
      'a closed by Bob in C2(goal): close a on 3',
      'a finalized by Cid in C2(goal): finalize on 4',
    ]);
    expect((await told(top, 'full', 'goal')).at(-1)).toBe('goal finalized by Cid in C2(goal): finalize on 4');
    expect(await told(top, 'first-parent', 'goal')).toEqual([]);
  });

  it('was abandoned where something was open', async () => {
    const top = finalized('planned');
    expect((await told(top, 'full', 'a')).at(-1)).toBe('a abandoned by Cid in C2(goal): finalize on 4');
    expect((await told(top, 'full', 'goal')).at(-1)).toBe('goal abandoned by Cid in C2(goal): finalize on 4');
  });

  it('was finalized by first parents too, where the chain was begun before the branch', async () => {
    const top = start();
    onSide(top);
    commit(top, 'Close a', { by: 'Bob', day: 3, files: { 'docs/a.md': card('a', '') } });
    const pages = { 'docs/goal.md': page('goal'), 'docs/a.md': page('a') };
    commit(top, 'Finalize', { by: 'Cid', day: 4, files: pages });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Meanwhile', { day: 5, files: { 'docs/other.md': card('other') } });
    merge(top, 'Merge side', ['side']);
    for (const walk of ['first-parent', 'full'] as const)
      expect((await told(top, walk, 'goal')).at(-1)).toMatch(/^goal finalized /);
    expect((await told(top, 'first-parent', 'a')).at(-1)).toBe('a finalized by Eve in Merge side on 7');
    expect((await told(top, 'full', 'a')).at(-1)).toBe('a finalized by Cid in Finalize on 4');
  });

  it('is folded where it was, by the commit that did', async () => {
    const top = start();
    onSide(top);
    rmSync(join(top, 'docs/a.md'));
    const goal = `${card('goal', 'active')}${'What only a says of itself.\n'}`;
    commit(top, 'Fold a into goal', { by: 'Bob', day: 3, files: { 'docs/goal.md': goal } });
    git(top, 'switch', '--quiet', 'main');
    commit(top, 'Meanwhile', { day: 5, files: { 'docs/other.md': card('other') } });
    merge(top, 'Merge side', ['side']);
    const plan = await readPlan({ cwd: top });
    const { steps = [] } = (await readHistory({ plan, root: 'configured' }, NOW, 'full')) ?? {};
    const life = followLives(steps, NOW).find((each) => each.card.stem === 'a');
    expect(life?.events.at(-1)).toMatchObject({ kind: 'deleted', into: 'goal', at: { author: 'Bob' } });
  });
});
