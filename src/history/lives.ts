import type { Card } from '../cards/card.ts';
import type { CardState } from '../graph/card-state.ts';
import type { Plan } from '../plan.ts';
import { howLeft, type Leaving } from './leaving.ts';
import type { Moment, Occasion } from './moment.ts';

/** What can happen to a card; `returned` is for one that had left the graph. */
type LifeEventKind = 'discovered' | 'started' | 'closed' | 'reopened' | 'renamed' | 'returned' | Leaving;

/** Something that happened to a card. */
export interface LifeEvent {
  readonly kind: LifeEventKind;
  readonly at: Occasion;
  /** The card's stem and path then. */
  readonly stem: string;
  readonly path: string;
  /** Whether the card declared itself done then. */
  readonly isDone: boolean;
  /** The path before, of a card that was renamed or moved. */
  readonly from: string | null;
}

/** One card through all its names. */
export interface Life {
  /** The card as it was last seen in the graph. */
  readonly card: Card;
  readonly isInGraph: boolean;
  /** Oldest first. */
  readonly events: readonly LifeEvent[];
  /** How long it was in each state, in milliseconds. */
  readonly times: Readonly<Record<CardState['kind'], number>>;
}

interface Growing {
  card: Card;
  isInGraph: boolean;
  /** Whether it left the graph as finished work while its file still said otherwise. */
  isFinished: boolean;
  state: CardState['kind'];
  since: number;
  readonly events: LifeEvent[];
  readonly times: Record<CardState['kind'], number>;
}

/**
 * Follows every card from moment to moment. A card is the same one as long as its file keeps its path, is renamed as git
 * detects it, or keeps its stem in another folder; one that left the graph and comes back under its path goes on.
 *
 * @param moments oldest first
 * @param until the end of the last state, in milliseconds since 1970
 */
export function followLives(moments: readonly Moment[], until: number): readonly Life[] {
  const all: Growing[] = [];
  let live = new Map<string, Growing>();
  const left = new Map<string, Growing>();
  let before: Plan | undefined;
  for (const moment of moments) {
    const now = new Map(moment.plan.cards.map((card) => [card.path, card]));
    const successors = successorsOf(live, moment, now);
    const next = new Map<string, Growing>();
    const gone: Growing[] = [];
    for (const [path, life] of live) {
      const card = now.get(successors.get(path) ?? '');
      if (card === undefined || next.has(card.path)) gone.push(life);
      else {
        next.set(card.path, life);
        advance(life, card, moment);
      }
    }
    if (before !== undefined && gone.length > 0) {
      const leaving = howLeft(before, {
        gone: gone.map(({ card }) => card),
        stays: (path) => successors.has(path),
      });
      for (const life of gone) {
        leave(life, leaving.get(life.card) ?? 'deleted', moment.at);
        left.set(life.card.path, life);
      }
    }
    for (const card of moment.plan.cards) {
      if (next.has(card.path)) continue;
      const known = left.get(card.path);
      const life = enter(known, card, moment);
      if (known === undefined) all.push(life);
      left.delete(card.path);
      next.set(card.path, life);
    }
    live = next;
    before = moment.plan;
  }
  for (const life of live.values()) spend(life, until);
  return all;
}

/** Where the file of each card is now; a file that is gone is left out. */
function successorsOf(
  live: ReadonlyMap<string, unknown>,
  { plan, movedFrom }: Moment,
  now: ReadonlyMap<string, Card>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const path of live.keys()) {
    if (now.has(path)) found.set(path, path);
    else missing.push(path);
  }
  if (missing.length === 0) return found;
  const documents = new Set(plan.documents.map(({ path }) => path));
  const movedTo = new Map([...movedFrom].map(([to, from]) => [from, to]));
  const byStem = new Map(plan.cards.map((card) => [card.stem, card.path]));
  for (const path of missing) {
    const same = byStem.get(path.slice(path.lastIndexOf('/') + 1, -'.md'.length));
    const next = documents.has(path) ? path : movedTo.get(path);
    if (next !== undefined) found.set(path, next);
    else if (same !== undefined && !live.has(same)) found.set(path, same);
  }
  return found;
}

function advance(life: Growing, card: Card, { plan, at }: Moment): void {
  const was = life.card;
  life.card = card;
  if (card.path !== was.path) tell(life, 'renamed', at, was.path);
  if (isStarted(card, plan) && word(card) !== word(was)) tell(life, 'started', at);
  if (was.declared !== card.declared) tell(life, card.declared === 'done' ? 'closed' : 'reopened', at);
  turn(life, plan.stateOf(card).kind, at);
}

function enter(known: Growing | undefined, card: Card, { plan, at }: Moment): Growing {
  const state = plan.stateOf(card).kind;
  const life = known ?? {
    card,
    isInGraph: true,
    isFinished: false,
    state,
    since: at.time,
    events: [],
    times: { done: 0, ready: 0, blocked: 0 },
  };
  const wasDone = known?.state === 'done' || known?.isFinished === true;
  Object.assign(life, { card, isInGraph: true, isFinished: false, state, since: at.time });
  tell(life, known === undefined ? 'discovered' : 'returned', at);
  if (wasDone && card.declared === 'open') tell(life, 'reopened', at);
  if (known !== undefined && !wasDone && card.declared === 'done') tell(life, 'closed', at);
  if (isStarted(card, plan)) tell(life, 'started', at);
  return life;
}

/** A card that leaves as finished work was closed by that, where it was still open. */
function leave(life: Growing, how: Leaving, at: Occasion): void {
  spend(life, at.time);
  if (how === 'finalized' && life.state !== 'done') {
    life.isFinished = true;
    tell(life, 'closed', at);
  }
  tell(life, how, at);
  life.isInGraph = false;
}

function turn(life: Growing, state: CardState['kind'], at: Occasion): void {
  if (state === life.state) return;
  spend(life, at.time);
  life.state = state;
}

function spend(life: Growing, until: number): void {
  life.times[life.state] += until - life.since;
  life.since = until;
}

function tell(life: Growing, kind: LifeEventKind, at: Occasion, from: string | null = null): void {
  const { stem, path, declared } = life.card;
  const isDone = declared === 'done' || life.isFinished;
  life.events.push({ kind, at, stem, path, isDone, from });
}

function isStarted(card: Card, plan: Plan): boolean {
  return word(card) === plan.vocabulary.openWord.toLowerCase();
}

function word(card: Card): string | undefined {
  return card.status?.value.trim().toLowerCase();
}
