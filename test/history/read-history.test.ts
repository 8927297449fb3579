import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followLives, type Life } from '../../src/history/lives.ts';
import { cardsAfter } from '../../src/history/step.ts';
import { readHistory } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../rig/cli.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const COMMITS = Number(process.env.MIKADO_TEST_COMMITS ?? 60);

function card(status: string | undefined, requires: readonly string[] = [], body = ''): string {
  const lines = [
    ...(status === undefined ? [] : [`status: ${status}`]),
    `requires: [${requires.join(', ')}]`,
  ];
  return [
    '---',
    ...lines,
    '---',
    '# A card',
    '',
    'Words that stay the same.',
    'And more of them.',
    body,
    '',
  ].join('\n');
}

const PAGE = '# A card\n\nWords that stay the same.\nAnd more of them.\n';

function commitAt(top: string, day: number): string {
  const date = `2026-01-01T12:00:00Z`;
  const when = new Date(Date.parse(date) + day * 86_400_000).toISOString();
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--allow-empty', '--message=Step', `--date=${when}`);
  return git(top, 'rev-parse', 'HEAD');
}

async function historyOf(top: string) {
  const plan = await readPlan({ cwd: top });
  const history = await readHistory({ plan, root: 'configured' }, NOW);
  if (history === undefined) throw new Error('there is no history');
  return history;
}

async function livesOf(top: string): Promise<readonly Life[]> {
  return followLives((await historyOf(top)).steps, NOW);
}

function told(lives: readonly Life[], stem: string): readonly string[] {
  const life = lives.find((each) => each.card.stem === stem);
  return (life?.events ?? []).map(({ kind }) => kind);
}

describe('the history of the cards', () => {
  it('has every card discovered, started, closed and reopened where a commit did that', async () => {
    const top = makeRepository({ 'docs/goal.md': card('planned', ['a']), 'docs/a.md': card('planned') });
    const steps = ['active', undefined, 'active'].map((status, at) => {
      writeFiles(top, { 'docs/a.md': card(status) });
      return commitAt(top, at + 1);
    });
    const [life] = (await livesOf(top)).filter((each) => each.card.stem === 'a');
    expect(life?.events.map(({ kind, at }) => [kind, at.commit])).toEqual([
      ['discovered', git(top, 'rev-parse', 'HEAD~3')],
      ['started', steps[0]],
      ['closed', steps[1]],
      ['started', steps[2]],
      ['reopened', steps[2]],
    ]);
    expect(life?.events.at(-1)?.at).toMatchObject({ author: 'Test' });
  });

  it('follows a card that is renamed or moves, and ends that of one that is deleted', async () => {
    const top = makeRepository({
      'docs/goal.md': card('active', ['a', 'b']),
      'docs/a.md': card('active', [], 'about a'),
      'docs/b.md': card('active', [], 'about b, and other things\nwhich nobody else says\n'),
    });
    git(top, 'mv', 'docs/a.md', 'docs/c.md');
    rmSync(join(top, 'docs/b.md'));
    writeFiles(top, { 'docs/goal.md': card('active', ['c']) });
    commitAt(top, 1);
    const lives = await livesOf(top);
    expect(lives.map((life) => life.card.stem).sort()).toEqual(['b', 'c', 'goal']);
    expect(told(lives, 'c')).toEqual(['discovered', 'started', 'renamed']);
    expect(told(lives, 'b')).toEqual(['discovered', 'started', 'deleted']);
  });

  it('tells a finalized chain from one that was given up', async () => {
    const top = makeRepository({
      'docs/good.md': card('active', ['good-a']),
      'docs/good-a.md': card('active'),
      'docs/bad.md': card('active', ['bad-a', 'bad-b']),
      'docs/bad-a.md': card('active'),
      'docs/bad-b.md': card(undefined),
    });
    writeFiles(top, { 'docs/good-a.md': card(undefined) });
    commitAt(top, 1);
    for (const stem of ['good', 'good-a', 'bad', 'bad-a', 'bad-b'])
      writeFiles(top, { [`docs/${stem}.md`]: PAGE });
    commitAt(top, 2);
    const lives = await livesOf(top);
    expect(told(lives, 'good')).toEqual(['discovered', 'started', 'closed', 'finalized']);
    expect(told(lives, 'good-a')).toEqual(['discovered', 'started', 'closed', 'finalized']);
    expect(told(lives, 'bad')).toEqual(['discovered', 'started', 'abandoned']);
    expect(told(lives, 'bad-a')).toEqual(['discovered', 'started', 'abandoned']);
    expect(told(lives, 'bad-b')).toEqual(['discovered', 'abandoned']);
  });

  it('takes an open card that leaves with nothing open below it for finished, since that is what closing it looks like', async () => {
    const top = makeRepository({
      'docs/alone.md': '---\nstatus: active\n---\n# Alone\n',
      'docs/given-up.md': '---\nstatus: active\n---\n# Given up\n',
      'docs/goal.md': card('active', ['a', 'b']),
      'docs/a.md': '---\nstatus: active\n---\n# A\n',
      'docs/b.md': card('active'),
    });
    expect(await mikado(['close', 'alone'], { cwd: top })).toMatchObject({ code: 0 });
    rmSync(join(top, 'docs/given-up.md'));
    writeFiles(top, { 'docs/a.md': '# A\n', 'docs/goal.md': card('active', ['b']) });
    commitAt(top, 1);
    const lives = await livesOf(top);
    expect(told(lives, 'alone')).toEqual(['discovered', 'started', 'closed', 'finalized']);
    expect(told(lives, 'a')).toEqual(['discovered', 'started', 'closed', 'finalized']);
    expect(told(lives, 'given-up')).toEqual(['discovered', 'started', 'deleted']);
    expect(told(lives, 'goal')).toEqual(['discovered', 'started']);
  });

  it('counts how long a card was in each state', async () => {
    const top = makeRepository({});
    writeFiles(top, { 'docs/goal.md': card('active', ['a']), 'docs/a.md': card('active') });
    commitAt(top, 1);
    writeFiles(top, { 'docs/a.md': card(undefined) });
    commitAt(top, 3);
    writeFiles(top, { 'docs/goal.md': card(undefined, ['a']) });
    commitAt(top, 7);
    const { steps } = await historyOf(top);
    const end = steps.at(-1)?.at.time ?? 0;
    const goal = followLives(steps, end).find((life) => life.card.stem === 'goal');
    const day = 86_400_000;
    expect(goal?.times).toEqual({ blocked: 2 * day, ready: 4 * day, done: 0 });
  });

  it('of a shallow clone says that it is not complete', async () => {
    const origin = makeRepository({ 'docs/a.md': card('active') });
    writeFiles(origin, { 'docs/a.md': card(undefined) });
    commitAt(origin, 1);
    const clone = join(makeFolder(), 'clone');
    git(origin, 'clone', '--quiet', '--depth=1', `file://${origin}`, clone);
    const { complete, commits } = await historyOf(clone);
    expect({ complete, commits }).toEqual({ complete: false, commits: 1 });
  });

  it('is the same at every commit as what a checkout of that commit gives', {
    timeout: 600_000,
  }, async () => {
    const top = makeRepository({ 'docs/goal.md': card('active', ['c0']), 'docs/c0.md': card('active') });
    growHistory(top, COMMITS);
    const { steps } = await historyOf(top);
    const expected = await checkedOut(top);
    let seen = 0;
    let states = '';
    for (const [commit, graph] of expected) {
      const at = steps.findIndex((each) => each.at.commit === commit);
      if (at !== -1) {
        seen += 1;
        states = stateList([...cardsAfter(steps, at).values()]);
      }
      expect([commit, states]).toEqual([commit, graph]);
    }
    expect(seen).toBe(steps.length);
    expect(seen).toBeGreaterThan(COMMITS / 2);
  });
});

function stateList(
  cards: readonly { readonly path: string; readonly state: string; readonly title: string }[],
): string {
  return cards
    .map(({ path, state, title }) => `${path} ${state} ${title}`)
    .sort()
    .join('\n');
}

/** Cards that turn up, are closed, reopened, renamed, moved, merged and finalized, and files of other kinds. */
function growHistory(top: string, commits: number): void {
  const requires: string[] = ['c0'];
  for (let at = 1; at <= commits; at += 1) {
    const files: Record<string, string> = {};
    if (at % 3 === 0) {
      requires.push(`c${at}`);
      files[`docs/c${at}.md`] = card('planned', at > 8 && at % 2 === 0 ? [`c${at - 6}`] : []);
      files['docs/goal.md'] = card('active', requires);
    } else if (at % 3 === 1)
      files[`docs/c${at - 1}.md`] = card(at % 4 === 0 ? 'active' : undefined, [], `by ${at}`);
    else if (at % 5 === 0) files['docs/page.md'] = `# Page ${at}\n`;
    else files[`docs/c${at - 2}.md`] = card(at % 7 === 0 ? 'done' : 'active', [], `words ${at}`);
    writeFiles(top, files);
    if (at % 12 === 9) {
      git(top, 'mv', `docs/c${at - 3}.md`, `docs/r${at}.md`);
      requires[requires.indexOf(`c${at - 3}`)] = `r${at}`;
      writeFiles(top, { 'docs/goal.md': card('active', requires) });
    }
    if (at === 31) {
      writeFiles(top, { '.gitignore': 'docs/page.md\n', '.mikado.yaml': 'ignore: [c3.md]\n' });
    }
    if (at % 20 === 17) merge(top, at);
    commitAt(top, at);
  }
}

function merge(top: string, at: number): void {
  commitAt(top, at);
  git(top, 'switch', '--quiet', '--create', `side-${at}`);
  writeFiles(top, { [`docs/side-${at}.md`]: card('active') });
  commitAt(top, at);
  git(top, 'switch', '--quiet', 'main');
  git(top, 'merge', '--quiet', '--no-ff', '--no-edit', `side-${at}`);
}

/** The slow way: checks every commit out and asks the built program. */
async function checkedOut(top: string): Promise<readonly (readonly [string, string])[]> {
  const tree = join(makeFolder(), 'tree');
  git(top, 'worktree', 'add', '--quiet', '--detach', tree);
  const found: [string, string][] = [];
  for (const commit of git(top, 'rev-list', '--first-parent', '--reverse', 'main').split('\n')) {
    git(tree, 'checkout', '--quiet', commit);
    const { stdout } = await mikado(['graph', '--headers-only', '--json'], { cwd: tree });
    found.push([commit, stateList(JSON.parse(stdout).cards)]);
  }
  return found;
}
