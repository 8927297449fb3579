import { counted } from '../../counted.ts';
import { clean, cutEnd, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { geometryOf } from '../model/geometry.ts';
import type { Model, Timeline } from '../model/model.ts';
import { treeWindow } from '../panes/pane-tree.ts';
import type { StateMark } from '../panes/words.ts';
import { stepsOf, type ToldStep } from './chain-steps.ts';
import { thenAt } from './history-tree.ts';

type TimelineStep = Timeline['steps'][number];
type LifeEvent = ToldStep['events'][number];

/** The chain as it was after a step of the history, with what that step changed. */
export function historyView(model: Model): readonly Row[] {
  const { history, size } = model;
  const say = (line: string): Row =>
    padRow([span(cutEnd(line, size.columns, model.glyphs.ellipsis))], size.columns);
  if (history === 'reading') return [say('Reading the history.')];
  if (history === undefined)
    return [say('There is no history: outside git, or without a commit of a card, nothing can be told.')];
  const { timeline, at } = history;
  const steps = stepsOf(timeline, model.goal);
  const told = steps[Math.min(at, steps.length - 1)];
  const step = told && timeline.steps[told.index];
  if (told === undefined || step === undefined) return [say('Nothing happened to this chain yet.')];
  const head = [say(stepTitle(step)), say(strip(steps.length, at, size.columns)), padRow([], size.columns)];
  const { body } = geometryOf(model);
  const all = summary(model, timeline, told);
  const most = Math.max(2, Math.floor(body * 0.4));
  const said =
    all.length <= most
      ? all
      : [...all.slice(0, most - 1), say(`and ${counted(all.length - most + 1, 'more line')}`)];
  const rows = Math.max(1, body - head.length - said.length - 1);
  const tree = treeRows(model, { timeline, told, rows });
  const filled = Array.from({ length: rows }, (_, row) => tree[row] ?? padRow([], size.columns));
  const rule = padRow([span(model.glyphs.rule.across.repeat(size.columns), 'dim')], size.columns);
  return [...head, ...filled, rule, ...said];
}

function stepTitle({ at, subject }: TimelineStep): string {
  const date = new Date(at.time).toISOString().slice(0, 10);
  if (at.commit === null) return `not committed  ${date}`;
  return clean(
    `${at.commit.slice(0, 7)}  ${date}  ${subject}${at.author === null ? '' : `  (${at.author})`}`,
  );
}

/** A dot for each step, or, where there are more than fit, those around the one that is shown. */
function strip(of: number, at: number, columns: number): string {
  const room = Math.max(1, Math.floor((columns - 8) / 3));
  const first = Math.min(Math.max(0, at - Math.floor(room / 2)), Math.max(0, of - room));
  const dots = Array.from({ length: Math.min(of, room) }, (_, offset) =>
    first + offset === at ? '[o]' : 'o',
  );
  return `${first > 0 ? '<-' : ''}${dots.join('--')}${first + room < of ? '->' : ''}`;
}

function treeRows(
  model: Model,
  shown: { readonly timeline: Timeline; readonly told: ToldStep; readonly rows: number },
): readonly Row[] {
  const { size } = model;
  const { told } = shown;
  const { cards, waits, tree } = thenAt(shown.timeline, told.index, model.goal);
  if (tree === undefined) {
    const name = clean(model.goal?.stem ?? 'The goal');
    return [padRow([span(`${name} is not in the graph of this step.`)], size.columns)];
  }
  const events = new Map(weighty(told).map((event) => [event.path, event]));
  const first = tree.rows.findIndex(({ card }) => card !== undefined && events.has(card.path));
  const top = Math.max(0, Math.min(first - Math.floor(shown.rows / 2), tree.rows.length - shown.rows));
  const drawn = treeWindow(model, tree, {
    top,
    rows: shown.rows,
    columns: size.columns,
    mark: ({ path }) => {
      const state = cards.get(path)?.state ?? 'blocked';
      return markThen(model, { state, waits: waits.get(path) ?? 0 }, events.get(path));
    },
  });
  return drawn.map((row, offset) => {
    const path = tree.rows[top + offset]?.card?.path;
    const sign = path === undefined ? ' ' : signOf(events.get(path));
    return [span(`${sign} `, 'asks'), ...row.slice(1)];
  });
}

/** What happened to cards; that one was started is left out where more happened to it in the same step. */
function weighty({ events }: ToldStep): readonly LifeEvent[] {
  const more = new Set(events.filter(({ kind }) => kind !== 'started').map(({ path }) => path));
  return events.filter(({ kind, path }) => kind !== 'started' || !more.has(path));
}

function signOf(event: LifeEvent | undefined): string {
  if (event === undefined) return ' ';
  return event.kind === 'discovered' || event.kind === 'returned' ? '+' : '~';
}

function markThen(
  { glyphs }: Model,
  { state, waits }: { readonly state: 'done' | 'ready' | 'blocked'; readonly waits: number },
  event: LifeEvent | undefined,
): StateMark {
  const word =
    event === undefined ? undefined : event.kind === 'discovered' ? 'NEW' : event.kind.toUpperCase();
  switch (state) {
    case 'done':
      return { glyph: glyphs.done, word: word ?? 'done', role: 'dim' };
    case 'ready':
      return { glyph: glyphs.ready, word: word ?? 'READY', role: 'ready' };
    case 'blocked':
      return {
        glyph: glyphs.blocked,
        word: word ?? (waits === 0 ? 'blocked' : `wait ${waits}`),
        role: 'plain',
      };
  }
}

function summary(model: Model, timeline: Timeline, told: ToldStep): readonly Row[] {
  const { size } = model;
  const all = [...thenAt(timeline, told.index, model.goal).cards.values()];
  const open = all.filter((card) => card.declared === 'open').length;
  const kinds = new Map<string, number>();
  for (const { kind } of weighty(told)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const lines = [
    `${[...kinds].map(([kind, number]) => `${number} ${kind}`).join('  ')}   ${counted(all.length, 'card')}, ${open} open`,
    ...sentences(weighty(told)),
    ...(timeline.complete ? [] : ['The clone is shallow: what is older is not known.']),
  ];
  return lines
    .flatMap((line) => wrap(clean(line), size.columns, '  '))
    .map((line) => padRow([span(line)], size.columns));
}

/** Of how many events of one kind each has a sentence of its own. */
const EACH_BY_ITSELF = 2;
/** How many of them are named, so that the tree, which marks them all, keeps its rows. */
const MOST_NAMED = 12;

/** What happened, in a sentence for each card or, where the same happened to many, in one for all of them. */
function sentences(events: readonly LifeEvent[]): readonly string[] {
  const isPlain = ({ from, into }: LifeEvent): boolean => from === null && into === null;
  return [...new Set(events.map(({ kind }) => kind))].flatMap((kind) => {
    const same = events.filter((event) => event.kind === kind && isPlain(event));
    const others = events.filter((event) => event.kind === kind && !isPlain(event));
    const named = same.slice(0, MOST_NAMED).map(({ stem }) => stem);
    const more = same.length > named.length ? [`${same.length - named.length} more`] : [];
    const told =
      same.length > EACH_BY_ITSELF ? [`${[...named, ...more].join(', ')} were ${kind}.`] : same.map(sentence);
    return [...told, ...others.map(sentence)];
  });
}

function sentence({ kind, stem, from, into }: LifeEvent): string {
  if (from !== null) return `${stem} was renamed from ${from}.`;
  return `${stem} was ${kind}${into === null ? '' : ` and folded into ${into}`}.`;
}
