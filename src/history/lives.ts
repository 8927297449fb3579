import { stemOf } from '../cards/stem-of.ts';
import type { CardState } from '../graph/card-state.ts';
import { howLeft, type Leaving } from './leaving.ts';
import type { CardThen, Occasion, Step } from './step.ts';

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
  /** The stem of the card that a deleted one was folded into, or null. */
  readonly into: string | null;
}

/** One card through all its names. */
export interface Life {
  /** The card as it was last seen in the graph. */
  readonly card: CardThen;
  readonly isInGraph: boolean;
  /** Oldest first. */
  readonly events: readonly LifeEvent[];
  /** How long it was in each state, in milliseconds. */
  readonly times: Readonly<Record<CardState['kind'], number>>;
}

interface Growing {
  card: CardThen;
  isInGraph: boolean;
  /** Whether it left the graph as finished work while its file still said otherwise. */
  isFinished: boolean;
  since: number;
  readonly events: LifeEvent[];
  readonly times: Record<CardState['kind'], number>;
}

/**
 * Follows every card from step to step. A card is the same one as long as its file keeps its path, is renamed as git
 * detects it, or keeps its stem in another folder; one that left the graph and comes back under its path goes on.
 *
 * @param steps oldest first
 * @param until the end of the last state, in milliseconds since 1970
 */
export function followLives(steps: Iterable<Step>, until: number): readonly Life[] {
  const all: Growing[] = [];
  const live = new Map<string, Growing>();
  const left = new Map<string, Growing>();
  for (const step of steps) {
    const now = new Map(step.changed.map((card) => [card.path, card]));
    const successors = successorsOf(step, live);
    const leaving: Growing[] = [];
    const moving = step.gone.flatMap(({ path }) => {
      const life = live.get(path);
      return life === undefined ? [] : [[path, life] as const];
    });
    for (const [path] of moving) live.delete(path);
    const known = moving.length === 0 ? live : new Set(live.keys());
    for (const [path, life] of moving) {
      const card = now.get(successors.get(path) ?? '');
      if (card === undefined || live.has(card.path)) leaving.push(life);
      else {
        live.set(card.path, life);
        advance(life, card, step.at);
      }
    }
    for (const card of step.changed) {
      const life = known.has(card.path) ? live.get(card.path) : undefined;
      if (life !== undefined) advance(life, card, step.at);
    }
    leaveAll(leaving, { successors, step });
    for (const life of leaving) left.set(life.card.path, life);
    for (const card of step.changed) {
      if (live.has(card.path)) continue;
      const before = left.get(card.path);
      const life = enter(before, card, step.at);
      if (before === undefined) all.push(life);
      left.delete(card.path);
      live.set(card.path, life);
    }
  }
  for (const life of live.values()) spend(life, until);
  return all;
}

/** Where the file of each card that is gone from its path is now; a file that was deleted is left out. */
function successorsOf(
  { changed, gone, movedFrom }: Step,
  live: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (gone.length === 0) return found;
  const movedTo = new Map([...movedFrom].map(([to, from]) => [from, to]));
  const byStem = new Map(changed.map((card) => [card.stem, card.path]));
  for (const { path, isDocument } of gone) {
    const same = byStem.get(stemOf(path));
    const next = isDocument ? path : movedTo.get(path);
    if (next !== undefined) found.set(path, next);
    else if (same !== undefined && !live.has(same)) found.set(path, same);
  }
  return found;
}

function leaveAll(
  leaving: readonly Growing[],
  { successors, step }: { readonly successors: ReadonlyMap<string, string>; readonly step: Step },
): void {
  if (leaving.length === 0) return;
  const how = howLeft(
    leaving.map(({ card }) => card),
    (path) => successors.has(path),
  );
  const gone = new Map(step.gone.map((each) => [each.path, each]));
  for (const life of leaving) {
    const { path } = life.card;
    const { into = null, isFinished = false } = gone.get(path) ?? {};
    leave(life, isFinished ? 'finalized' : (how.get(path) ?? 'deleted'), { at: step.at, into });
  }
}

function advance(life: Growing, card: CardThen, at: Occasion): void {
  const was = life.card;
  if (card.state !== was.state) spend(life, at.time);
  life.card = card;
  if (card.path !== was.path) tell(life, 'renamed', at, { from: was.path });
  if (card.isStarted && !was.isStarted) tell(life, 'started', at);
  if (was.declared !== card.declared) tell(life, card.declared === 'done' ? 'closed' : 'reopened', at);
}

function enter(known: Growing | undefined, card: CardThen, at: Occasion): Growing {
  const wasDone = known?.card.state === 'done' || known?.isFinished === true;
  const times = { done: 0, ready: 0, blocked: 0 };
  const life = known ?? { card, isInGraph: true, isFinished: false, since: at.time, events: [], times };
  Object.assign(life, { card, isInGraph: true, isFinished: false, since: at.time });
  tell(life, known === undefined ? 'discovered' : 'returned', at);
  if (wasDone && card.declared === 'open') tell(life, 'reopened', at);
  if (known !== undefined && !wasDone && card.declared === 'done') tell(life, 'closed', at);
  if (card.isStarted) tell(life, 'started', at);
  return life;
}

/** A card that leaves as finished work was closed by that, where it was still open. */
function leave(
  life: Growing,
  how: Leaving,
  { at, into }: { readonly at: Occasion; readonly into: string | null },
): void {
  spend(life, at.time);
  if (how === 'finalized' && life.card.state !== 'done') {
    life.isFinished = true;
    tell(life, 'closed', at);
  }
  tell(life, how, at, { into: into === null ? null : stemOf(into) });
  life.isInGraph = false;
}

function spend(life: Growing, until: number): void {
  life.times[life.card.state] += until - life.since;
  life.since = until;
}

function tell(
  life: Growing,
  kind: LifeEventKind,
  at: Occasion,
  { from = null, into = null }: Partial<Pick<LifeEvent, 'from' | 'into'>> = {},
): void {
  const { stem, path, declared } = life.card;
  const isDone = declared === 'done' || life.isFinished;
  life.events.push({ kind, at, stem, path, isDone, from, into });
}
