import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../rig/cli.ts';
import {
  blockersOf,
  everythingBelow,
  longestWay,
  prerequisitesOf,
  readSlowCards,
  type SlowCard,
  type SlowCards,
  slowState,
} from './slow-cards.ts';
import { type SlowWeek, slowForecast } from './slow-forecast.ts';
import { type SlowLife, slowLives } from './slow-lives.ts';

const DAY = 86_400_000;

/** What a report is asked for. */
export interface Asked {
  /** The stem of a goal, or nothing for all cards. */
  readonly goal?: string;
  /** A commit, or a day. */
  readonly since: string;
  /** The time of the report. */
  readonly now: number;
}

/**
 * All figures of a report but its receipts, worked out in the slow and obvious way: from a checkout of every commit, and
 * with nothing of the program.
 */
export function slowReport(top: string, { goal, since, now }: Asked) {
  const cards = readSlowCards(top);
  const head = [...cards.values()].find(({ stem }) => stem === goal);
  const asked = head === undefined ? [...cards.values()] : [...everythingBelow(head, cards)];
  const lives = slowLives(top, now).filter(
    ({ inGraph, card }) => head === undefined || (inGraph && asked.some(({ path }) => path === card.path)),
  );
  const count = (state: string) => asked.filter((card) => slowState(card, cards) === state).length;
  const open = count('ready') + count('blocked');
  const events = lives.flatMap((life) => life.events);
  return {
    counts: { known: asked.length, done: count('done'), ready: count('ready'), blocked: count('blocked') },
    chains: chainsOf(cards, head),
    longestPath: Math.max(0, ...asked.map((card) => longestWay(card, cards))),
    ready: asked.filter((card) => slowState(card, cards) === 'ready').map(({ stem }) => stem),
    blocked: blockedOf(asked, cards),
    lives: lives.map(({ card, inGraph, milliseconds, events }) => ({
      ...{ stem: card.stem, path: card.path, title: card.title, inGraph, events },
      state: inGraph ? slowState(card, cards) : null,
      seconds: {
        open: Math.round((milliseconds.ready + milliseconds.blocked) / 1000),
        ready: Math.round(milliseconds.ready / 1000),
        blocked: Math.round(milliseconds.blocked / 1000),
        done: Math.round(milliseconds.done / 1000),
      },
    })),
    since: events.filter(isSince(top, since)).filter(({ commit }) => commit !== shallowEnd(top)),
    burnUp: burnUpOf(lives, now),
    forecast: forecastOf(open, weeksOf(lives, now)),
    weeks: weeksOf(lives, now),
  };
}

function chainsOf(cards: SlowCards, head: SlowCard | undefined) {
  const all = [...cards.values()];
  const goals = all.filter((card) => !all.some((each) => prerequisitesOf(each, cards).includes(card)));
  return goals
    .filter((goal) => head === undefined || goal === head)
    .map((goal) => {
      const chain = [...everythingBelow(goal, cards)];
      const ready = chain.filter((card) => slowState(card, cards) === 'ready').map(({ stem }) => stem);
      const done = chain.filter(({ isDone }) => isDone).length;
      return { goal: goal.stem, done, total: chain.length, ready: ready.sort() };
    });
}

function blockedOf(asked: readonly SlowCard[], cards: SlowCards) {
  return asked
    .filter((card) => slowState(card, cards) === 'blocked')
    .map((card) => ({ stem: card.stem, blockers: [...blockersOf(card, cards)].sort() }));
}

function isSince(top: string, since: string): (event: SlowLife['events'][number]) => boolean {
  if (/^\d{4}-\d\d-\d\d$/.test(since)) return ({ when }) => when >= `${since}T00:00:00.000Z`;
  const old = git(top, 'rev-list', since).split('\n');
  return ({ commit }) => commit === null || !old.includes(commit);
}

/** The commit at which a shallow clone begins: what it holds came about before it. */
function shallowEnd(top: string): string | undefined {
  return git(top, 'rev-parse', '--is-shallow-repository') === 'true'
    ? git(top, 'rev-list', '--first-parent', 'HEAD').split('\n').at(-1)
    : undefined;
}

/** What the cards counted for at the end of a moment. */
function countsAt(lives: readonly SlowLife[], time: number): SlowWeek {
  const last = lives.map(({ counts }) => counts.findLast((each) => each.time <= time));
  return {
    known: last.reduce((sum, each) => sum + (each?.known ?? 0), 0),
    done: last.reduce((sum, each) => sum + (each?.done ?? 0), 0),
  };
}

function burnUpOf(lives: readonly SlowLife[], now: number) {
  const happened = lives.flatMap(({ events }) => events.map(({ when }) => when.slice(0, 10)));
  if (happened.length === 0) return [];
  const days = [...new Set([...happened, new Date(now).toISOString().slice(0, 10)])].sort();
  return days.map((day) => ({ day, ...countsAt(lives, Date.parse(`${day}T23:59:59.999Z`)) }));
}

function weeksOf(lives: readonly SlowLife[], now: number): readonly SlowWeek[] {
  const first = Math.min(now, ...lives.flatMap(({ events }) => events.map(({ when }) => Date.parse(when))));
  const weeks: SlowWeek[] = [];
  for (let end = now; end - 7 * DAY >= first; end -= 7 * DAY) {
    const [before, after] = [countsAt(lives, end - 7 * DAY), countsAt(lives, end)];
    weeks.unshift({ known: after.known - before.known, done: after.done - before.done });
  }
  return weeks;
}

function forecastOf(open: number, weeks: readonly SlowWeek[]) {
  const done = weeks.reduce((sum, week) => sum + week.done, 0);
  if (open === 0 || weeks.length < 4 || done < 3) return { kind: 'none' };
  return { kind: 'spread', weeks: slowForecast(open, weeks), from: weeks.length };
}

/**
 * How many items of the cards have a receipt that fits, one that does not any more, or none.
 *
 * @param verified what each card said when it was verified, by its stem
 */
export function slowReceipts(
  top: string,
  cards: Iterable<SlowCard>,
  verified: ReadonlyMap<string, string> = new Map(),
) {
  const sum = { fresh: 0, stale: 0, missing: 0 };
  for (const { stem, text } of cards) {
    const receipts = receiptsOf(top, stem);
    for (const item of itemsOf(text)) {
      if (!receipts.some((receipt) => receipt.text === item)) sum.missing += 1;
      else if (claimsOf(verified.get(stem) ?? '') === claimsOf(text)) sum.fresh += 1;
      else sum.stale += 1;
    }
  }
  return sum;
}

/** The items between the heading `Verification` and the next one of its level, no example in a fence among them. */
function itemsOf(text: string): readonly string[] {
  const shown = text.replace(/^```.*?^```$/gms, '');
  const [, checklist = ''] = shown.split(/^## Verification$/m);
  const [until = ''] = checklist.split(/^## /m);
  return [...until.matchAll(/^- \[[ x]\] (.*)$/gm)].map(([, item = '']) => item);
}

function receiptsOf(
  top: string,
  stem: string,
): readonly { readonly text?: string; readonly reason?: string }[] {
  const file = join(top, '.mikado/evidence', `${stem}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The done cards that were closed by force, with the last reason that was given. */
export function slowForcedCloses(top: string, cards: Iterable<SlowCard>) {
  return [...cards].flatMap(({ stem, isDone }) => {
    const reason = receiptsOf(top, stem).findLast((receipt) => receipt.reason !== undefined)?.reason;
    return isDone && reason !== undefined ? [{ stem, reason }] : [];
  });
}

/** What a card says, without what `mikado` itself writes into it. */
function claimsOf(text: string): string {
  return text.replace(/^(status: .*|requires:| {2}- .*)\n/gm, '').replaceAll('- [x]', '- [ ]');
}
