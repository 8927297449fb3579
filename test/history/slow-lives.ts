import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git, makeFolder } from '../rig/cli.ts';
import { everythingBelow, readSlowCards, type SlowCard, type SlowCards, slowState } from './slow-cards.ts';

/** Something that happened to a card, as a report tells it. */
interface SlowEvent {
  readonly kind: string;
  readonly stem: string;
  readonly path: string;
  readonly from: string | null;
  readonly into: string | null;
  readonly when: string;
  readonly commit: string | null;
  readonly author: string | null;
}

/** A card through its names, with what it counted for after every moment that was looked at. */
export interface SlowLife {
  card: SlowCard;
  inGraph: boolean;
  /** Whether it counts as done although its file may say otherwise: it was finalized. */
  finalized: boolean;
  readonly events: SlowEvent[];
  readonly milliseconds: { ready: number; blocked: number; done: number };
  readonly counts: { readonly time: number; readonly known: number; readonly done: number }[];
}

/** The cards after a commit, or as they lie in the work tree. */
interface Moment {
  readonly commit: string | null;
  readonly time: number;
  readonly author: string | null;
  readonly cards: SlowCards;
  /** The path that a file had before, by the one that it has now. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly isFile: (path: string) => boolean;
}

/** Checks out every commit on the first-parent way in turn, looks at the cards, and then at those of the work tree. */
export function slowLives(top: string, now: number): readonly SlowLife[] {
  const lives: SlowLife[] = [];
  let before: Moment | undefined;
  for (const moment of momentsOf(top, now)) {
    if (before !== undefined && said(before.cards) === said(moment.cards)) continue;
    const time = Math.min(now, Math.max(before?.time ?? moment.time, moment.time));
    const later = { ...moment, time };
    follow(lives, before, later);
    before = later;
  }
  if (before !== undefined) spend(lives, before, now);
  return lives;
}

function* momentsOf(top: string, now: number): Iterable<Moment> {
  const tree = join(makeFolder(), 'tree');
  git(top, 'worktree', 'add', '--quiet', '--detach', tree);
  const log = git(top, 'log', '--first-parent', '--reverse', '--format=%H %at %aN').split('\n');
  for (const [at, line] of log.entries()) {
    const [commit = '', seconds = '', ...author] = line.split(' ');
    git(tree, 'checkout', '--quiet', '--force', commit);
    const status = at === 0 ? '' : git(tree, 'diff', '--name-status', '-M', 'HEAD^1', 'HEAD', '--', '*.md');
    const renamed = new Map(
      [...status.matchAll(/^R\d+\t(.*)\t(.*)$/gm)].map(([, from = '', to = '']) => [to, from]),
    );
    const isFile = (path: string) => existsSync(join(tree, path));
    const cards = existsSync(join(tree, 'docs')) ? readSlowCards(tree) : new Map();
    yield { commit, time: Number(seconds) * 1000, author: author.join(' '), cards, renamed, isFile };
  }
  git(top, 'worktree', 'remove', '--force', tree);
  const isFile = (path: string) => existsSync(join(top, path));
  yield { commit: null, time: now, author: null, cards: readSlowCards(top), renamed: new Map(), isFile };
}

/** All that a graph says: where two say the same, nothing happened to a card. */
function said(cards: SlowCards): string {
  return JSON.stringify([...cards.values()].map(({ text: _, ...card }) => card));
}

function spend(lives: readonly SlowLife[], { cards, time }: Moment, until: number): void {
  for (const life of lives) if (life.inGraph) life.milliseconds[slowState(life.card, cards)] += until - time;
}

function follow(lives: SlowLife[], before: Moment | undefined, moment: Moment): void {
  if (before !== undefined) spend(lives, before, moment.time);
  const known = lives.filter(({ inGraph }) => inGraph);
  const leaving = known.filter((life) => !goesOn(life, before?.cards ?? new Map(), moment));
  for (const life of leaving) leave(life, { leaving, before, moment });
  for (const card of moment.cards.values())
    if (!lives.some((life) => life.inGraph && life.card.path === card.path)) enter(lives, card, moment);
  for (const { inGraph, finalized, card, counts } of lives) {
    const known = inGraph || finalized;
    counts.push({
      time: moment.time,
      known: known ? 1 : 0,
      done: finalized || (inGraph && card.isDone) ? 1 : 0,
    });
  }
}

function tell(life: SlowLife, kind: string, at: Moment, rest: { from?: string; into?: string } = {}): void {
  const { stem, path } = life.card;
  const { commit, author } = at;
  const when = new Date(at.time).toISOString();
  life.events.push({
    kind,
    stem,
    path,
    from: rest.from ?? null,
    into: rest.into ?? null,
    when,
    commit,
    author,
  });
}

/** The card is where it was, or its file was moved, or a card of its stem is now in another folder. */
function goesOn(life: SlowLife, before: SlowCards, moment: Moment): boolean {
  const was = life.card;
  const card = moment.cards.get(was.path) ?? movedTo(was, before, moment);
  if (card === undefined) return false;
  life.card = card;
  if (card.path !== was.path) tell(life, 'renamed', moment, { from: was.path });
  if (card.isActive && !was.isActive) tell(life, 'started', moment);
  if (card.isDone && !was.isDone) tell(life, 'closed', moment);
  if (!card.isDone && was.isDone) tell(life, 'reopened', moment);
  return true;
}

function movedTo(was: SlowCard, before: SlowCards, { cards, renamed, isFile }: Moment): SlowCard | undefined {
  if (isFile(was.path)) return undefined;
  const fresh = [...cards.values()].filter(({ path }) => !before.has(path));
  return (
    fresh.find(({ path }) => renamed.get(path) === was.path) ?? fresh.find(({ stem }) => stem === was.stem)
  );
}

function enter(lives: SlowLife[], card: SlowCard, at: Moment): void {
  const left = lives.find((life) => !life.inGraph && life.card.path === card.path);
  const milliseconds = { ready: 0, blocked: 0, done: 0 };
  const life = left ?? { card, inGraph: true, finalized: false, events: [], milliseconds, counts: [] };
  const wasDone = life.finalized || life.card.isDone;
  Object.assign(life, { card, inGraph: true, finalized: false });
  if (left === undefined) lives.push(life);
  tell(life, left === undefined ? 'discovered' : 'returned', at);
  if (left !== undefined && wasDone && !card.isDone) tell(life, 'reopened', at);
  if (left !== undefined && !wasDone && card.isDone) tell(life, 'closed', at);
  if (card.isActive) tell(life, 'started', at);
}

function leave(
  life: SlowLife,
  how: {
    readonly leaving: readonly SlowLife[];
    readonly before: Moment | undefined;
    readonly moment: Moment;
  },
): void {
  const { leaving, before, moment } = how;
  const { card } = life;
  const cards = before?.cards ?? new Map<string, SlowCard>();
  life.inGraph = false;
  if (!moment.isFile(card.path) && ![...moment.renamed.values()].includes(card.path)) {
    const into = heirOf(card, cards, moment);
    tell(life, 'deleted', moment, into === undefined ? {} : { into });
    return;
  }
  const gone = leaving.map((each) => each.card);
  const above = gone.filter((each) => everythingBelow(each, cards).has(card));
  const heads = above.filter(
    (head) => !above.some((each) => each !== head && everythingBelow(each, cards).has(head)),
  );
  const isFinished = heads.some(
    (head) => ![...everythingBelow(head, cards)].some((each) => each !== head && !each.isDone),
  );
  if (above.length === 1 && !card.hasFields) tell(life, 'dropped', moment);
  else if (!isFinished) tell(life, 'abandoned', moment);
  else {
    life.finalized = true;
    if (!card.isDone) tell(life, 'closed', moment);
    tell(life, 'finalized', moment);
  }
}

/** The card that required one, does so no more, and took over what it required or a third of what it said. */
function heirOf(card: SlowCard, before: SlowCards, { cards }: Moment): string | undefined {
  const heirs = [...cards.values()].filter(
    ({ path, requires }) =>
      before.get(path)?.requires.includes(card.stem) === true && !requires.includes(card.stem),
  );
  return heirs.find((heir) => {
    const was = before.get(heir.path);
    const isNew = (stem: string) => was?.requires.includes(stem) === false;
    const tookRequires = card.requires.every((stem) => heir.requires.includes(stem));
    const lines = longLines(card.text);
    const taken = lines.filter(
      (line) => longLines(heir.text).includes(line) && !longLines(was?.text ?? '').includes(line),
    );
    return (
      (tookRequires && card.requires.some(isNew)) || (taken.length > 0 && taken.length >= lines.length / 3)
    );
  })?.stem;
}

/** The sentences of a text that are long enough to be known again, without the marks of a list and of a box. */
function longLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/^[\s>#*+-]*(\[[ xX]\])?\s*/, '').trim());
  return [...new Set(lines)].filter((line) => line.length >= 20);
}
