import type { Card } from '../../cards/card.ts';
import { counted } from '../../counted.ts';
import { pairsOf } from '../../graph/what-if.ts';
import { clean, cutEnd, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { shownTree } from '../model/filter.ts';
import { clamp, geometryOf } from '../model/geometry.ts';
import { readyIn } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import { markedCards, supposedPlan } from '../model/what-if.ts';
import { treeWindow } from './pane-tree.ts';
import { goalName, markOf, type StateMark } from './words.ts';

/** Lines below the names of what becomes ready. */
const LINES_AFTER = 4;

/** The chain as if the marked cards were done, and below it what that brings about. */
export function whatIfView(model: Model): readonly Row[] {
  const { columns } = model.size;
  const { body } = geometryOf(model);
  const said = consequences(model, Math.max(3, Math.floor(body * 0.45)));
  const rows = Math.max(1, body - said.length - 1);
  const tree = shownTree(model);
  const at = tree.indexByKey.get(model.cursor.key) ?? 0;
  const top = clamp(at - Math.floor(rows / 2), { least: 0, most: Math.max(0, tree.rows.length - rows) });
  const drawn = treeWindow(model, tree, { top, rows, columns, mark: (card) => supposedMark(model, card) });
  const filled = Array.from({ length: rows }, (_, index) => drawn[index] ?? padRow([], columns));
  return [...filled, [span(model.glyphs.rule.across.repeat(columns), 'dim')], ...said];
}

function supposedMark(model: Model, card: Card): StateMark {
  const { plan, glyphs } = model;
  if (model.marked.has(card.path) && plan.stateOf(card).kind !== 'done')
    return { glyph: glyphs.done, word: 'as if', role: 'asks' };
  const supposed = supposedPlan(model);
  const [before, after] = [plan.stateOf(card), supposed.stateOf(card)];
  const mark = markOf({ ...model, plan: supposed, running: undefined }, card);
  if (before.kind === 'blocked' && after.kind === 'ready') return { ...mark, word: 'now READY' };
  if (before.kind !== 'blocked' || after.kind !== 'blocked' || mark.role === 'problem') return mark;
  const [was, is] = [before.blockers.length, after.blockers.length];
  return was === is ? mark : { ...mark, word: `wait ${was} -> ${is}` };
}

/** What the marks bring about, in a number of lines at most. */
function consequences(model: Model, most: number): readonly Row[] {
  const { goal } = model;
  if (goal === undefined) return [];
  const marked = markedCards(model);
  const lines = marked.length === 0 ? advice(model, goal) : outcome(model, { goal, marked, most });
  const { columns } = model.size;
  return lines
    .flatMap((line) => wrap(clean(line), columns, '  '))
    .slice(0, most)
    .map((line) => padRow([span(line)], columns));
}

/** What to begin with, while nothing is marked. */
function advice({ plan }: Model, goal: Card): readonly string[] {
  const best = readyIn(plan, goal)[0];
  const [pair] = pairsOf(plan, plan.graph.chainOf(goal));
  return [
    'Space supposes the selected card done, A all that are ready.',
    ...(best === undefined || best.unlocks.length === 0
      ? []
      : [`${best.card.stem} alone makes ready: ${names(best.unlocks)}`]),
    ...(pair === undefined
      ? []
      : [`${pair.pair[0].stem} and ${pair.pair[1].stem} together make ready: ${names(pair.frees)}`]),
  ];
}

function outcome(
  model: Model,
  about: { readonly goal: Card; readonly marked: readonly Card[]; readonly most: number },
): readonly string[] {
  const { goal, marked, most } = about;
  const { plan } = model;
  const supposed = supposedPlan(model);
  const chain = plan.graph.chainOf(goal);
  const freed = chain.filter(
    (card) => supposed.stateOf(card).kind === 'ready' && plan.stateOf(card).kind === 'blocked',
  );
  const these = marked.length === 1 ? clean(marked[0]?.stem ?? '') : `these ${marked.length}`;
  const room = Math.max(1, most - 1 - LINES_AFTER);
  const shown = freed.slice(0, freed.length > room ? room - 1 : room);
  return [
    freed.length === 0
      ? `Closing ${these} makes nothing ready.`
      : `Closing ${these} makes ${freed.length} ready:`,
    ...shown.map((card) => `  ${goalName(plan, card)}`),
    ...(shown.length < freed.length ? [`  and ${freed.length - shown.length} more`] : []),
    ...alone(model, marked),
    left(
      chain.filter((card) => supposed.stateOf(card).kind !== 'done'),
      goal,
    ),
  ];
}

/** What each marked card frees by itself, or that some are blocked and free nothing before others are done. */
function alone({ plan, glyphs, size }: Model, marked: readonly Card[]): readonly string[] {
  const blocked = marked.filter((card) => plan.stateOf(card).kind === 'blocked');
  if (marked.length === 1 && blocked.length === 0) return [];
  if (marked.length === 1) return ['It is blocked itself: what it requires comes first.'];
  const each = marked.map((card) => `${clean(card.stem)} ${plan.unlocksOf(card).length}`).join(', ');
  const waits =
    blocked.length === 0
      ? ''
      : ` (${blocked.length} blocked ${blocked.length === 1 ? 'itself' : 'themselves'})`;
  // Two lines of it; wrapping takes some columns of both.
  return [cutEnd(`Each alone unlocks${waits}: ${each}`, size.columns * 2 - 12, glyphs.ellipsis)];
}

function left(open: readonly Card[], goal: Card): string {
  if (open.length === 0) return 'Then the chain is finished.';
  if (!open.includes(goal)) return `${counted(open.length, 'card')} below the goal would be left open.`;
  if (open.length === 1) return 'Then only the goal is left.';
  return `${counted(open.length - 1, 'close')} left after that, then the goal.`;
}

function names(cards: readonly Card[]): string {
  return cards.map(({ stem }) => stem).join(', ');
}
