import type { Card } from '../../cards/card.ts';
import { counted } from '../../counted.ts';
import { between, clean, cutEnd, cutMiddle, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { checklistOf, geometryOf } from '../model/geometry.ts';
import { findCard } from '../model/look-up.ts';
import { type Model, type ReadText, selectedCard } from '../model/model.ts';
import { markOf } from './words.ts';

/** Columns of the names in front of a card's facts. */
const LABEL = 11;
/** Columns from which on a list of names may take more rows of the card. */
const WIDE = 60;

/** The rows of the card's pane that are in sight. */
export function cardPane(model: Model, columns: number): readonly Row[] {
  const top = model.tops.card;
  return cardLines(model, columns).slice(top, top + geometryOf(model).card);
}

/** Everything there is to read of the selected card, whether in sight or not. */
export function cardLines(model: Model, columns: number): readonly Row[] {
  const card = selectedCard(model);
  if (card === undefined) return nameless(model, columns);
  return [
    ...headLines(model, card, columns),
    padRow([], columns),
    ...bodyLines(model.texts.get(card.path), columns),
  ];
}

/** The title and the facts of a card, without its text. */
function headLines(model: Model, card: Card, columns: number): readonly Row[] {
  const { plan, glyphs } = model;
  const mark = markOf(model, card);
  const word = model.fresh.has(card.path) ? 'newly READY' : mark.word.replace(/^wait /, 'blocked ');
  const room = columns - word.length - 2;
  const title = [span(cutEnd(clean(card.title), room, glyphs.ellipsis), 'strong')];
  const dependents = plan.graph.dependentsOf(card).map((each) => each.stem);
  const isGoal = plan.graph.isGoal(card);
  const requires = plan.graph
    .requirementsOf(card)
    .map(({ prerequisite, target, reason }) =>
      target === undefined ? `${prerequisite.stem} (${reason})` : target.stem,
    );
  return [
    between(title, [span(word, mark.role)], columns),
    // What takes one row in every card comes first, and stays where it is from card to card.
    padRow(
      [
        span('file'.padEnd(LABEL), 'dim'),
        span(cutMiddle(clean(card.path), columns - LABEL, glyphs.ellipsis)),
      ],
      columns,
    ),
    ...(isGoal ? fact('goal', 'no card requires it', columns) : names('needed by', dependents, columns)),
    ...(requires.length === 0 ? fact('requires', 'nothing', columns) : names('requires', requires, columns)),
    ...blockedLines(model, card, columns),
    ...(card.tags.length === 0 ? [] : fact('tags', card.tags.join(' '), columns)),
  ];
}

function blockedLines(model: Model, card: Card, columns: number): readonly Row[] {
  const state = model.plan.stateOf(card);
  if (state.kind !== 'blocked') return [];
  const blockers = state.blockers.map(({ stem, reason }) =>
    reason === 'open' ? stem : `${stem} (${reason})`,
  );
  // What was just named need not be read a second time.
  const requires = new Set(model.plan.graph.requirementsOf(card).map(({ target }) => target?.stem));
  const isAll = blockers.length === requires.size && blockers.every((each) => requires.has(each));
  if (isAll) return fact('blocked by', blockers.length === 1 ? 'it' : 'all of them', columns);
  return names('blocked by', blockers, columns);
}

/** Columns of the shortest name in a list, with what parts it from the next. */
const SHORTEST = 3;

/** Names in a few rows: as many as fit whole, and how many there are besides, so that the text of the card stays in sight. */
function names(label: string, all: readonly string[], columns: number): readonly Row[] {
  const most = columns < WIDE ? 2 : 3;
  const listed = (number: number): readonly Row[] => {
    const more = number < all.length ? `, and ${all.length - number} more` : '';
    return fact(label, all.slice(0, number).join(', ') + more, columns);
  };
  // A card may be needed by thousands: no more names than could fit are tried, of a letter each.
  let number = Math.min(all.length, Math.ceil((most * columns) / SHORTEST));
  while (number > 1 && listed(number).length > most) number -= 1;
  return listed(number);
}

function fact(label: string, value: string, columns: number): readonly Row[] {
  return wrap(clean(value), columns - LABEL).map((line, index) =>
    padRow([span((index === 0 ? label : '').padEnd(LABEL), 'dim'), span(line)], columns),
  );
}

const bodies = new WeakMap<ReadText, { readonly columns: number; readonly rows: readonly Row[] }>();

function bodyLines(read: ReadText | undefined, columns: number): readonly Row[] {
  if (read === undefined) return [padRow([span('reading', 'dim')], columns)];
  const known = bodies.get(read);
  if (known?.columns === columns) return known.rows;
  const rows =
    'failed' in read.text
      ? wrap(clean(`The card cannot be read: ${read.text.failed}`), columns).map((line) =>
          padRow([span(line, 'problem')], columns),
        )
      : [
          ...read.text.diagnostics.flatMap((each) =>
            wrap(clean(each.message), columns).map((line) => padRow([span(line, 'problem')], columns)),
          ),
          ...markdownLines(withoutTitle(read.text.body, read.card.title), columns),
        ];
  bodies.set(read, { columns, rows });
  return rows;
}

/** A body without a heading at its top that says what the title of the card says, which stands above it already. */
function withoutTitle(body: string, title: string): string {
  const [first = '', heading] = /^\s*#\s+(.*)\n?/.exec(body) ?? [];
  return heading?.trim() === title ? body.slice(first.length) : body;
}

/** The text of a card as it is written; only headings stand out, and list items keep their indentation. */
function markdownLines(body: string, columns: number): readonly Row[] {
  const lines = body
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  return lines.flatMap((source) => {
    const line = clean(source.trimEnd());
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined)
      return wrap(heading, columns).map((each) => padRow([span(each, 'strong')], columns));
    const marker =
      /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[.\]\s+)?/.exec(line)?.[0] ?? /^\s*/.exec(line)?.[0] ?? '';
    const indent = ' '.repeat(Math.min(marker.length, Math.floor(columns / 3)));
    return wrap(line, columns, indent).map((each) => padRow([span(each)], columns));
  });
}

/** What is known of a stem that no card answers to. */
function nameless(model: Model, columns: number): readonly Row[] {
  if (model.goal === undefined) return [];
  const stem = clean(model.cursor.stem);
  const parent = findCard(model.plan, model.cursor.key.split('\n')[0] ?? '');
  const from = parent === undefined ? '' : clean(parent.stem);
  const lines = [
    `No card answers to ${stem}.`,
    `${from} requires it, and is blocked until it exists.`,
    'See d, problems, for the place and the way out.',
  ];
  return lines.flatMap((line, index) =>
    wrap(line, columns).map((each) => padRow([span(each, index === 0 ? 'problem' : 'plain')], columns)),
  );
}

/** The selected card in a few rows, for the layout with one pane. */
export function summaryPane(model: Model, columns: number): readonly Row[] {
  const card = selectedCard(model);
  if (card === undefined) return nameless(model, columns);
  const state = model.plan.stateOf(card);
  const unlocks = model.plan.unlocksOf(card).map((each) => each.stem);
  const checklist = checklistOf(model);
  const isRead = model.texts.get(card.path) !== undefined;
  const ticked = checklist.filter((item) => item.ticked).length;
  const facts = [
    state.kind === 'blocked'
      ? `blocked by ${state.blockers.map(({ stem }) => stem).join(', ')}`
      : state.kind === 'done'
        ? 'done'
        : unlocks.length === 0
          ? 'ready; unlocks nothing alone'
          : `ready; unlocks ${unlocks.join(', ')}`,
    ...(isRead
      ? [checklist.length === 0 ? 'no checklist' : `${counted(checklist.length, 'check')}, ${ticked} ticked`]
      : []),
  ];
  return [
    padRow([span(cutEnd(clean(card.title), columns, model.glyphs.ellipsis), 'strong')], columns),
    ...facts.map((line) => padRow([span(cutEnd(clean(line), columns, model.glyphs.ellipsis))], columns)),
    ...bodyLines(model.texts.get(card.path), columns),
  ];
}
