import { relative } from 'node:path';
import type { Card } from '../../cards/card.ts';
import type { CardState } from '../../graph/card-state.ts';
import type { Plan } from '../../plan.ts';
import type { Glyphs, Role } from '../draw/glyphs.ts';
import { clean, cutMiddle, type Span, span } from '../draw/rows.ts';
import { findAgain } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';

/** How a card's state looks: a glyph, a word for a narrow column, and a role. */
export interface StateMark {
  readonly glyph: string;
  readonly word: string;
  readonly role: Role;
}

/** The mark of a card: what the plan says of it, or that it is being verified. */
export function markOf(model: Model, card: Card): StateMark {
  const { glyphs } = model;
  if (model.running === card.path) return { glyph: glyphs.running, word: 'CHECK', role: 'running' };
  return stateMark(model.plan.stateOf(card), { card, glyphs });
}

function stateMark(
  state: CardState,
  { card, glyphs }: { readonly card: Card; readonly glyphs: Glyphs },
): StateMark {
  switch (state.kind) {
    case 'done':
      return { glyph: glyphs.done, word: 'done', role: 'dim' };
    case 'ready':
      return { glyph: glyphs.ready, word: 'READY', role: 'ready' };
    case 'blocked': {
      const own = state.blockers.find(({ stem, reason }) => stem === card.stem && reason !== 'open');
      if (own !== undefined) return { glyph: glyphs.problem, word: own.reason, role: 'problem' };
      return { glyph: glyphs.blocked, word: `wait ${state.blockers.length}`, role: 'plain' };
    }
  }
}

/** A stem in a number of columns, cut in its middle. */
export function stemSpan(
  stem: string,
  { columns, glyphs, role }: { columns: number; glyphs: Glyphs; role: Role },
): Span {
  return span(cutMiddle(clean(stem), columns, glyphs.ellipsis), role);
}

/** A stem, and whether it is a goal. The card may be of an earlier reading of the plan. */
export function goalName(plan: Plan, card: Card): string {
  const now = findAgain(plan, card);
  return clean(card.stem) + (now !== undefined && plan.graph.isGoal(now) ? ' (goal)' : '');
}

/** A path as a person types it at the top of the repository, or whole where it lies elsewhere. */
export function shownPath({ top }: Plan['place'], absolute: string): string {
  const path = relative(top, absolute);
  return path.startsWith('..') ? absolute : path;
}

/** A duration as a person reads it: `0.4s`, `12s`, `3m05s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)}s`;
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  return `${Math.floor(seconds / 60)}m${String(Math.floor(seconds % 60)).padStart(2, '0')}s`;
}

/** When something was, as a person reads it: the time of this very day, else the day. `when` is an ISO time. */
export function dayOrTime(when: string, now: number): string {
  const [then, today] = [new Date(when), new Date(now)];
  const two = (number: number): string => String(number).padStart(2, '0');
  return then.toDateString() === today.toDateString()
    ? `${two(then.getHours())}:${two(then.getMinutes())}`
    : `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** Running time as a clock: `00:07`. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** What an error says, with its way out where it has one. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const help = 'help' in error && typeof error.help === 'string' ? ` ${error.help}` : '';
  return `${error.message}${help}`;
}
