import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

const DONE = ['done', 'complete', 'completed', 'closed'];
const OPEN = ['active', 'planned'];

/** A card as its file says it. */
export interface SlowCard {
  readonly path: string;
  readonly stem: string;
  readonly title: string;
  readonly isDone: boolean;
  readonly isActive: boolean;
  readonly requires: readonly string[];
  /** False for a page that is a card because another one requires it. */
  readonly hasFields: boolean;
  readonly text: string;
}

export type SlowState = 'done' | 'ready' | 'blocked';

/** The cards of a folder by their path, read as anybody would: a file, its front matter, its fields. */
export type SlowCards = ReadonlyMap<string, SlowCard>;

/** Reads every Markdown file below `docs`, and keeps those that are cards or that one requires. */
export function readSlowCards(top: string): SlowCards {
  const names = readdirSync(join(top, 'docs'), { recursive: true, encoding: 'utf8' }).sort();
  const all = names.filter((name) => name.endsWith('.md')).map((name) => readSlowCard(top, `docs/${name}`));
  const required = new Set(all.flatMap(({ requires }) => requires));
  const cards = all.filter(({ hasFields, stem }) => hasFields || required.has(stem));
  return new Map(cards.map((card) => [card.path, card]));
}

function readSlowCard(top: string, path: string): SlowCard {
  const text = readFileSync(join(top, path), 'utf8');
  const [, header = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
  const fields = parse(header) ?? {};
  const stem = basename(path, '.md');
  const status = typeof fields.status === 'string' ? fields.status.toLowerCase() : undefined;
  const requires: readonly string[] = fields.requires ?? [];
  const isGoal = String(fields.branch ?? '').startsWith('mikado/');
  return {
    path,
    stem,
    title: fields.title ?? /^# (.*)$/m.exec(text)?.[1] ?? stem,
    isDone: status === undefined || DONE.includes(status),
    isActive: status === 'active',
    requires,
    hasFields: requires.length > 0 || isGoal || DONE.includes(status ?? '') || OPEN.includes(status ?? ''),
    text,
  };
}

/** The cards that one requires; every entry is the stem of a card. */
export function prerequisitesOf(card: SlowCard, cards: SlowCards): readonly SlowCard[] {
  return card.requires.map((stem) => {
    const found = [...cards.values()].find((each) => each.stem === stem);
    if (found === undefined) throw new Error(`${card.path} requires ${stem}, and that is no card`);
    return found;
  });
}

/** The card and everything that it requires, directly or not. */
export function everythingBelow(card: SlowCard, cards: SlowCards): ReadonlySet<SlowCard> {
  const found = new Set([card]);
  for (const each of found) for (const below of prerequisitesOf(each, cards)) found.add(below);
  return found;
}

/** Done as it declares, ready where nothing below is open, else blocked. */
export function slowState(card: SlowCard, cards: SlowCards): SlowState {
  if (card.isDone) return 'done';
  const open = [...everythingBelow(card, cards)].filter(({ isDone }) => !isDone);
  return open.length === 1 ? 'ready' : 'blocked';
}

/** The nearest cards below that are not done. */
export function blockersOf(card: SlowCard, cards: SlowCards): ReadonlySet<string> {
  const found = new Set<string>();
  const look = new Set(prerequisitesOf(card, cards));
  for (const each of look) {
    if (!each.isDone) found.add(each.stem);
    else for (const below of prerequisitesOf(each, cards)) look.add(below);
  }
  return found;
}

/** How many open cards lie on the way down from a card on which most of them do. */
export function longestWay(card: SlowCard, cards: SlowCards): number {
  const below = prerequisitesOf(card, cards).map((each) => longestWay(each, cards));
  return Math.max(0, ...below) + (card.isDone ? 0 : 1);
}
