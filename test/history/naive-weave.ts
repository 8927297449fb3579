import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { seededRandom } from '../../src/seeded-random.ts';
import { git, makeFolder, testEnvironment } from '../rig/cli.ts';

interface TangledCard {
  /** What its text says, whatever it is called. */
  readonly name: string;
  readonly status: string;
  readonly requires: readonly string[];
  readonly words: number;
}

type Cards = ReadonlyMap<string, TangledCard>;

const STATUSES = ['status: planned\n', 'status: active\n', 'status: done\n', ''];

function first(name: string): TangledCard {
  return { name, status: 'status: planned\n', requires: [], words: 0 };
}

/**
 * Writes a repository whose commits stand on one another in every way: on old ones, on several, across each other, with
 * clocks that are wrong. What a merge makes of its sides is drawn at random too, and now and then it edits. The last commit
 * merges all that is left.
 *
 * @param moves whether files keep their names
 */
export function writeTangledHistory(
  top: string,
  commits: number,
  { seed, moves }: { readonly seed: number; readonly moves: 'stay' | 'move' },
): void {
  const random = seededRandom(seed);
  const draw = (count: number) => Math.floor(random() * count);
  const commands: string[] = [];
  const all: Cards[] = [];
  const heads = new Set<number>();
  const write = (cards: Cards, parents: readonly number[], branch: string) => {
    const when = `T <t@example.org> ${1_750_000_000 + (all.length + draw(9)) * 3600} +0000`;
    commands.push(`commit refs/heads/${branch}`, `mark :${all.length + 1}`, `author ${when}`);
    commands.push(`committer ${when}`, 'data 4', 'step');
    for (const [at, parent] of parents.entries())
      commands.push(`${at === 0 ? 'from' : 'merge'} :${parent + 1}`);
    commands.push('deleteall');
    for (const [stem, { name, status, requires, words }] of cards) {
      const body = `# ${name}\n\n${`What only ${name} says of itself.\n`.repeat(6)}${words}\n`;
      const text = `---\n${status}requires: [${requires.join(', ')}]\n---\n${body}`;
      commands.push(`M 100644 inline docs/${stem}.md`, `data ${Buffer.byteLength(text)}`, text);
    }
    for (const parent of parents) heads.delete(parent);
    heads.add(all.push(cards) - 1);
  };
  const edited = (cards: Cards): Cards => {
    const next = new Map(cards);
    const stems = [...cards.keys()];
    const stem = stems[draw(stems.length)];
    const old = stem === undefined ? undefined : cards.get(stem);
    const what = draw(10);
    if (stem === undefined || old === undefined || what === 0) {
      const requires = stems.filter(() => draw(3) === 0).slice(0, 3);
      const name = `c${all.length}`;
      next.set(name, { name, status: STATUSES[draw(2)] ?? '', requires, words: 0 });
    } else if (what === 1) next.delete(stem);
    else if (what < 5) next.set(stem, { ...old, status: STATUSES[draw(4)] ?? '' });
    else if (what < 9) {
      const below = stems.filter((each) => Number(each.slice(1)) < Number(stem.slice(1)));
      const other = below[draw(below.length)];
      const kept = old.requires.filter((each) => each !== other && draw(4) > 0);
      next.set(stem, { ...old, requires: other === undefined ? kept : [...kept, other] });
    } else if (moves === 'move') {
      next.delete(stem);
      next.set(`c${draw(all.length + 3)}`, { ...old, words: all.length });
    } else next.set(stem, { ...old, words: all.length });
    return next;
  };
  const merged = (parents: readonly number[]): Cards => {
    const sides = parents.flatMap((each) => all[each] ?? []);
    const next = new Map<string, TangledCard>();
    for (const stem of new Set(sides.flatMap((side) => [...side.keys()]))) {
      const [one, other] = [sides[draw(sides.length)]?.get(stem), sides[draw(sides.length)]?.get(stem)];
      if (one !== undefined) next.set(stem, { ...one, status: other?.status ?? one.status });
    }
    return draw(4) === 0 ? edited(next) : next;
  };
  for (let at = 0; at < commits; at += 1) {
    const near = () => all.length - 1 - draw(Math.min(all.length, 6));
    const parents = [...new Set(Array.from({ length: draw(10) < 6 ? 1 : 2 + draw(2) }, near))];
    if (at === 0) write(new Map(['c0', 'c-1', 'c-2', 'c-3'].map((name) => [name, first(name)])), [], 'b0');
    else if (draw(40) === 0) write(edited(new Map()), [], `b${at}`);
    else if (parents.length === 1) write(edited(all[parents[0] ?? 0] ?? new Map()), parents, `b${at}`);
    else write(merged(parents), parents, `b${at}`);
  }
  const ends = [...heads];
  write(merged(ends), ends, 'main');
  git(top, 'init', '--quiet', '--initial-branch=main');
  const input = `${commands.join('\n')}\n`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: top, env: testEnvironment(), input });
  git(top, 'reset', '--quiet', '--hard', 'main');
}

interface NaiveCard {
  readonly status: string;
  readonly requires: readonly string[];
}

/** Something that was decided, and the commit that did. */
interface Decided<T> {
  readonly value: T;
  readonly by: string;
}

interface NaiveStory {
  there: Decided<boolean>;
  status: Decided<string>;
  requires: Decided<readonly string[]>;
}

/**
 * Checks out every commit, compares it with the one it stands on, and makes the same changes to one story. What a merge
 * has other than the story is taken over where the commit that told it is behind the merge.
 *
 * @returns each commit in the order of the story with every card after it: its state and what it requires
 */
export function naiveWeave(top: string): readonly (readonly [string, readonly string[]])[] {
  const tree = join(makeFolder(), 'tree');
  git(top, 'worktree', 'add', '--quiet', '--detach', tree);
  const contents = new Map<string, ReadonlyMap<string, NaiveCard>>();
  const story = new Map<string, NaiveStory>();
  const told: [string, readonly string[]][] = [];
  for (const { commit, parents } of inOrderOfTime(top)) {
    git(tree, 'checkout', '--quiet', '--force', commit);
    const now = readCards(tree);
    contents.set(commit, now);
    if (parents.length < 2) change(story, commit, { was: contents.get(parents[0] ?? '') ?? new Map(), now });
    else decide(story, commit, { now, behind: git(top, 'rev-list', commit).split('\n') });
    told.push([commit, statesIn(story)]);
  }
  return told;
}

function change(
  story: Map<string, NaiveStory>,
  by: string,
  { was, now }: Readonly<Record<'was' | 'now', ReadonlyMap<string, NaiveCard>>>,
): void {
  for (const stem of new Set([...was.keys(), ...now.keys()])) {
    const known = entryOf(story, stem);
    const [before, after] = [was.get(stem), now.get(stem)];
    if (known.there.value !== (after !== undefined) && (before === undefined) !== (after === undefined))
      known.there = { value: after !== undefined, by };
    if (after === undefined) continue;
    if (after.status !== (before?.status ?? known.status.value) && after.status !== known.status.value)
      known.status = { value: after.status, by };
    const had = before?.requires ?? known.requires.value;
    const dropped = had.filter((each) => !after.requires.includes(each));
    const added = after.requires.filter((each) => !had.includes(each));
    const value = [...new Set([...known.requires.value.filter((each) => !dropped.includes(each)), ...added])];
    if (!isSame(value, known.requires.value)) known.requires = { value, by };
  }
}

function decide(
  story: Map<string, NaiveStory>,
  by: string,
  { now, behind }: { readonly now: ReadonlyMap<string, NaiveCard>; readonly behind: readonly string[] },
): void {
  const isMine = (each: Decided<unknown>) => each.by === '' || behind.includes(each.by);
  for (const stem of new Set([...story.keys(), ...now.keys()])) {
    const known = entryOf(story, stem);
    const after = now.get(stem);
    if (known.there.value !== (after !== undefined) && isMine(known.there))
      known.there = { value: after !== undefined, by };
    if (after === undefined) continue;
    if (after.status !== known.status.value && isMine(known.status))
      known.status = { value: after.status, by };
    if (!isSame(after.requires, known.requires.value) && isMine(known.requires))
      known.requires = { value: after.requires, by };
  }
}

function entryOf(story: Map<string, NaiveStory>, stem: string): NaiveStory {
  const nothing: NaiveStory = {
    there: { value: false, by: '' },
    status: { value: '', by: '' },
    requires: { value: [], by: '' },
  };
  const known = story.get(stem) ?? nothing;
  story.set(stem, known);
  return known;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}

function statesIn(story: ReadonlyMap<string, NaiveStory>): readonly string[] {
  const cards = new Map([...story].filter(([, { there }]) => there.value));
  const isDone = (stem: string) => ['', 'done'].includes(cards.get(stem)?.status.value ?? 'missing');
  const isOpenBelow = (stem: string): boolean =>
    (cards.get(stem)?.requires.value ?? []).some((below) => !isDone(below) || isOpenBelow(below));
  return [...cards.keys()]
    .map((stem) => {
      const requires = cards.get(stem)?.requires.value ?? [];
      const paths = requires.map((each) => (cards.has(each) ? `docs/${each}.md` : each));
      return `${stem} ${isDone(stem) ? 'done' : isOpenBelow(stem) ? 'blocked' : 'ready'} ${paths}`;
    })
    .sort();
}

/** Parents before children, and of all whose turn it could be the one that its author dated earliest. */
function inOrderOfTime(
  top: string,
): readonly { readonly commit: string; readonly parents: readonly string[] }[] {
  const waiting = git(top, 'log', '--format=%H %at %P', 'main')
    .split('\n')
    .map((line) => {
      const [commit = '', time = '', ...parents] = line.trim().split(' ');
      return { commit, time: Number(time), parents };
    })
    .sort((a, b) => a.time - b.time || (a.commit < b.commit ? -1 : 1));
  const ordered: (typeof waiting)[number][] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ parents }) => !waiting.some(({ commit }) => parents.includes(commit)));
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

function readCards(tree: string): ReadonlyMap<string, NaiveCard> {
  const cards = new Map<string, NaiveCard>();
  const docs = join(tree, 'docs');
  for (const name of existsSync(docs) ? readdirSync(docs) : []) {
    const [, header = ''] = /^---\n(.*?)\n---\n/s.exec(readFileSync(join(docs, name), 'utf8')) ?? [];
    const { status = '', requires = [] } = parse(header);
    cards.set(name.slice(0, -'.md'.length), { status, requires });
  }
  return cards;
}
