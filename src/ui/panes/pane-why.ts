import type { Card } from '../../cards/card.ts';
import { counted } from '../../counted.ts';
import { longestOpenPath } from '../../graph/longest-open-path.ts';
import { blockerSentence, rankSentence, stateSentence } from '../../graph/state-sentence.ts';
import type { Plan } from '../../plan.ts';
import type { Role } from '../draw/glyphs.ts';
import { clean, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { geometryOf } from '../model/geometry.ts';
import { readyIn } from '../model/look-up.ts';
import { type Model, selectedCard } from '../model/model.ts';
import { hintsFor } from '../model/order-hint.ts';

/** The rows in sight of what says why the selected card is ready, blocked or done, and what hangs on it. */
export function whyPane(model: Model, columns: number): readonly Row[] {
  const top = model.tops.why;
  return whyLines(model, columns).slice(top, top + geometryOf(model).card);
}

/** All of these rows, whether in sight or not. */
export function whyLines(model: Model, columns: number): readonly Row[] {
  const card = selectedCard(model);
  const say = (line: string, role: Role = 'plain', indent = '  '): readonly Row[] =>
    wrap(clean(line), columns, indent).map((each) => padRow([span(each, role)], columns));
  if (card === undefined) return say(`No card answers to ${model.cursor.stem}.`, 'problem');
  const { plan } = model;
  const state = plan.stateOf(card);
  const blockers = state.kind === 'blocked' ? state.blockers : [];
  const unlocks = plan.unlocksOf(card);
  return [
    ...say(stateSentence(card, state), 'strong'),
    ...blockers.flatMap((blocker) => {
      const way = wayDown(model, card, blocker.stem);
      const by = way.length > 1 ? `, by ${way.slice(0, -1).join(' > ')}` : '';
      return say(`  - ${blockerSentence(card, blocker)}${by}`, 'plain', '    ');
    }),
    ...(state.kind === 'ready' ? rankLines(model, card).flatMap((line) => say(`  ${line}`)) : []),
    ...hintsFor(model, card).flatMap((hint) => say(`  Hint: ${hint}.`, 'asks', '    ')),
    padRow([], columns),
    ...say(
      `Closing it alone makes ${unlocks.length === 0 ? 'nothing' : counted(unlocks.length, 'card')} ready`,
      'strong',
    ),
    ...unlocks.flatMap(({ stem }) => say(`  - ${stem}`, 'plain', '    ')),
    padRow([], columns),
    ...wayUpLines(model, card).flatMap((line, index) => say(line, index === 0 ? 'strong' : 'plain', '    ')),
  ];
}

function rankLines({ plan, goal }: Model, card: Card): readonly string[] {
  const rank = goal === undefined ? undefined : rankSentence(readyIn(plan, goal), card);
  return rank === undefined ? [] : [rank];
}

/** The stems on a shortest way from a card down to a stem, the card itself left out; empty where there is none. */
function wayDown({ plan }: Model, from: Card, stem: string): readonly string[] {
  const cameFrom = new Map<Card, Card>();
  const queue: Card[] = [from];
  for (const card of queue) {
    for (const { target, prerequisite } of plan.graph.requirementsOf(card)) {
      if ((target?.stem ?? prerequisite.stem) === stem) return [...wayTo(cameFrom, card), stem];
      if (target === undefined || target === from || cameFrom.has(target)) continue;
      cameFrom.set(target, card);
      queue.push(target);
    }
  }
  return [];
}

function wayTo(cameFrom: ReadonlyMap<Card, Card>, card: Card): readonly string[] {
  const way: string[] = [];
  for (let at = card, above = cameFrom.get(at); above !== undefined; above = cameFrom.get(at)) {
    way.unshift(at.stem);
    at = above;
  }
  return way;
}

const waysUp = new WeakMap<
  Card,
  { readonly plan: Plan; readonly goal: Card; readonly lines: readonly string[] }
>();

/** The open cards on the longest way from a card up to the goal that is shown; walked once for each plan. */
function wayUpLines({ plan, goal }: Model, card: Card): readonly string[] {
  if (goal === undefined) return [];
  const known = waysUp.get(card);
  if (known?.plan === plan && known.goal === goal) return known.lines;
  const lines = walkUp(plan, goal, card);
  waysUp.set(card, { plan, goal, lines });
  return lines;
}

function walkUp(plan: Plan, goal: Card, card: Card): readonly string[] {
  const chain = new Set(plan.graph.chainOf(goal));
  const above = plan.graph.dependentsClosure(card).filter((each) => chain.has(each));
  const way = longestOpenPath(plan.graph, above).filter((each) => each !== card);
  if (way.length === 0) return ['No open card needs it in this chain'];
  return [
    `${counted(way.length, 'open card')} on the longest way up`,
    ...way.toReversed().map(({ stem }) => `  - ${stem}`),
  ];
}
