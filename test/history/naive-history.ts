import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { git, makeFolder, testEnvironment } from '../rig/cli.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-01T00:00:00Z');

type Files = Map<string, string>;

function card(status: string, requires: readonly string[], stem: string): string {
  const body = `# ${stem}\n\n${`What only ${stem} says of itself.\n`.repeat(6)}`;
  return `---\n${status}requires: [${requires.join(', ')}]\n---\n${body}`;
}

/**
 * Writes a repository whose chain grows, with cards that are closed, reopened, renamed and merged from a side branch, one
 * chain that is finalized and one that is given up, one commit every five hours.
 */
export function writeGrowingHistory(top: string, commits: number): void {
  const commands: string[] = [];
  const files: Files = new Map();
  const requires: string[] = [];
  const put = (stem: string, status: string, below: readonly string[] = []) =>
    files.set(`docs/${stem}.md`, card(status, below, stem));
  const commit = (at: number, branch: string, merge?: string) => {
    const when = `T <t@example.org> ${START / 1000 + at * 5 * 3600} +0000`;
    commands.push(`commit refs/heads/${branch}`, `author ${when}`, `committer ${when}`, 'data 4', 'step');
    if (at > 0 && branch !== 'main') commands.push('from refs/heads/main');
    if (merge !== undefined) commands.push(`merge refs/heads/${merge}`);
    commands.push('deleteall');
    for (const [path, text] of files)
      commands.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text);
  };
  for (const chain of ['good', 'bad']) {
    put(chain, 'status: active\n', [`${chain}-a`]);
    put(`${chain}-a`, 'status: active\n');
  }
  for (let at = 0; at < commits; at += 1) {
    const stem = `c${at - (at % 6)}`;
    if (at % 6 === 0) requires.push(stem);
    if (at % 6 <= 1) put(stem, at % 6 === 0 ? 'status: planned\n' : 'status: active\n');
    if (at % 6 === 2 || at % 6 === 4) put(stem, '');
    if (at % 6 === 3) put(stem, at % 4 === 3 ? 'status: active\n' : '');
    if (at % 6 === 5 && at % 4 === 1) {
      requires[requires.indexOf(stem)] = `r${at}`;
      files.set(`docs/r${at}.md`, files.get(`docs/${stem}.md`) ?? '');
      files.delete(`docs/${stem}.md`);
    }
    put('goal', 'status: active\n', requires);
    if (at === 7) put('good-a', '');
    if (at === 9) put('good', '', ['good-a']);
    if (at === 20) for (const each of ['good', 'good-a']) files.set(`docs/${each}.md`, '# Page\n');
    if (at === 25) for (const each of ['bad', 'bad-a']) files.set(`docs/${each}.md`, '# Page\n');
    if (at % 17 === 16) {
      put(`side${at}`, 'status: active\n');
      commit(at, `side-${at}`);
      put(`main${at}`, 'status: active\n', [`side${at}`]);
      commit(at, 'main', `side-${at}`);
    } else commit(at, 'main');
  }
  git(top, 'init', '--quiet', '--initial-branch=main');
  const input = `${commands.join('\n')}\n`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: top, env: testEnvironment(), input });
  git(top, 'reset', '--quiet', '--hard', 'main');
}

/** What the slow way finds: hours of each card in each state, and the burn-up. */
export interface NaiveFigures {
  readonly hours: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly burnUp: readonly { readonly day: string; readonly known: number; readonly done: number }[];
}

interface NaiveCard {
  readonly isDone: boolean;
  readonly requires: readonly string[];
}

/** Checks every commit out in turn and reads the cards as anybody would. */
export function naiveFigures(top: string, until: number): NaiveFigures {
  const tree = join(makeFolder(), 'tree');
  git(top, 'worktree', 'add', '--quiet', '--detach', tree);
  const hours: Record<string, Record<string, number>> = {};
  const finalized = new Set<string>();
  const days = new Map<string, { known: number; done: number }>();
  let before = new Map<string, NaiveCard>();
  let since = START;
  const spend = (time: number) => {
    for (const stem of before.keys()) {
      const spent = hours[stem] ?? { ready: 0, blocked: 0, done: 0 };
      hours[stem] = spent;
      const state = stateOf(stem, before);
      spent[state] = (spent[state] ?? 0) + (time - since) / HOUR;
    }
    since = time;
  };
  let counted = '';
  for (const line of git(top, 'log', '--first-parent', '--reverse', '--format=%H %at', 'main').split('\n')) {
    const [commit = '', seconds = ''] = line.split(' ');
    const time = Number(seconds) * 1000;
    git(tree, 'checkout', '--quiet', '--force', commit);
    spend(time);
    const cards = readCards(tree);
    const parent = commit === '' || before.size === 0 ? undefined : `${commit}^1`;
    const renamed = parent === undefined ? '' : git(tree, 'diff', '--name-status', '-M', parent, commit);
    for (const [, from = '', to = ''] of renamed.matchAll(/^R\d+\tdocs\/(.*)\.md\tdocs\/(.*)\.md$/gm)) {
      hours[to] = hours[from] ?? {};
      delete hours[from];
    }
    const gone = [...before].filter(
      ([stem]) => !cards.has(stem) && readdirSync(join(tree, 'docs')).includes(`${stem}.md`),
    );
    if (gone.every(([, { isDone }]) => isDone)) for (const [stem] of gone) finalized.add(stem);
    before = cards;
    const done = [...cards.values()].filter(({ isDone }) => isDone).length + finalized.size;
    const counts = { known: cards.size + finalized.size, done };
    if (JSON.stringify(counts) !== counted) days.set(dayOf(time), counts);
    counted = JSON.stringify(counts);
  }
  spend(until);
  return { hours, burnUp: [...days].map(([day, counts]) => ({ day, ...counts })) };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function readCards(tree: string): Map<string, NaiveCard> {
  const all = new Map<string, NaiveCard & { readonly isCard: boolean }>();
  for (const name of readdirSync(join(tree, 'docs'))) {
    const [, header = ''] = /^---\n(.*?)\n---\n/s.exec(readFileSync(join(tree, 'docs', name), 'utf8')) ?? [];
    const fields = parse(header) ?? {};
    const isDone = fields.status === undefined;
    const requires: readonly string[] = fields.requires ?? [];
    all.set(name.slice(0, -3), { isDone, requires, isCard: !isDone || requires.length > 0 });
  }
  const required = new Set([...all.values()].flatMap(({ requires }) => requires));
  return new Map([...all].filter(([stem, { isCard }]) => isCard || required.has(stem)));
}

function stateOf(stem: string, cards: ReadonlyMap<string, NaiveCard>): 'done' | 'ready' | 'blocked' {
  if (cards.get(stem)?.isDone) return 'done';
  const isOpenBelow = (each: string): boolean =>
    (cards.get(each)?.requires ?? []).some(
      (below) => cards.get(below)?.isDone !== true || isOpenBelow(below),
    );
  return isOpenBelow(stem) ? 'blocked' : 'ready';
}
