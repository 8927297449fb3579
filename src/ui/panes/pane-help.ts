import { legend } from '../draw/glyphs.ts';
import { padRow, type Row, span, wrap } from '../draw/rows.ts';
import type { Action, KeyBinding } from '../keys/key-binding.ts';
import { KEYS } from '../keys/key-table.ts';
import { KIND_WORDS } from '../model/checks.ts';
import type { Model } from '../model/model.ts';

/** One line of the help: a key, or two that go together. */
interface Entry {
  readonly shown: string;
  readonly name: string;
  readonly brief: string;
}

const GROUPS = ['Move', 'Work', 'See', 'Leave'] as const;
/** Columns of the keys in front of what they do. */
const KEY = 10;

/** Keys that go together, by the first of them. */
const TOGETHER: ReadonlyMap<Action, { readonly others: readonly Action[]; readonly shown: string }> = new Map(
  [
    ['down', { others: ['up'], shown: 'j k' }],
    ['page-down', { others: ['page-up'], shown: 'Ctrl-D/U' }],
    ['first', { others: ['last'], shown: 'g G' }],
    ['fold', { others: ['unfold'], shown: 'h l' }],
    ['next-pane', { others: ['previous-pane'], shown: 'Tab S-Tab' }],
    ['next-match', { others: ['previous-match'], shown: 'n N' }],
    ['wider', { others: ['narrower', 'step-back', 'step-on'], shown: '< >' }],
    ['pane-1', { others: ['pane-2', 'pane-3', 'pane-4', 'pane-5'], shown: '1..6' }],
  ],
);

/** All keys by group, then what the signs and the kinds of checks mean. */
export function helpRows(model: Model): readonly Row[] {
  const { columns } = model.size;
  const head = [span('Type to search; Enter does what is found.', 'dim')];
  const keys = columns >= 76 ? sheet(columns) : lines(columns);
  return [head, ...keys, ...legendRows(model)].map((row) => padRow(row, columns));
}

/** The groups side by side. */
function sheet(columns: number): readonly Row[] {
  const width = Math.floor(columns / 3);
  const block = (group: (typeof GROUPS)[number]): readonly Row[] => [
    [span(group, 'strong')],
    ...entriesOf(group).map(({ shown, brief }) => [span(shown.padEnd(KEY) + brief)]),
  ];
  const lanes = [[...block('Move'), [], ...block('Leave')], block('Work'), block('See')];
  const height = Math.max(...lanes.map((lane) => lane.length));
  return Array.from({ length: height }, (_, index) =>
    lanes.flatMap((lane) => padRow(lane[index] ?? [], width)),
  );
}

/** One group after the other, for a narrow screen. */
function lines(columns: number): readonly Row[] {
  return GROUPS.flatMap((group) => {
    const entries = entriesOf(group).map(({ shown, name }) => together(`${shown} ${name}`));
    return wrapWhole(`${group.padEnd(6)}${entries.join('  ')}`, columns, 6).map((line) =>
      line.startsWith(group) ? [span(group, 'strong'), span(line.slice(group.length))] : [span(line)],
    );
  });
}

/** Words that stay on one line. */
function together(words: string): string {
  return words.replaceAll(' ', '\u00a0');
}

function wrapWhole(line: string, columns: number, indent: number): readonly string[] {
  return wrap(line, columns, ' '.repeat(indent)).map((each) => each.replaceAll('\u00a0', ' '));
}

/** The keys of a group, each once, those together that go together. */
function entriesOf(group: (typeof GROUPS)[number]): readonly Entry[] {
  const second = new Set([...TOGETHER.values()].flatMap(({ others }) => others));
  const seen = new Set<string>();
  return KEYS.filter((binding) => binding.group === group && !second.has(binding.action) && !isTwice(binding))
    .map(entryOf)
    .filter(({ shown }) => !seen.has(shown) && seen.add(shown));
}

/** What is listed by another key of it already: the last pane by its number, and a goal in the main view by its name. */
function isTwice({ shown, places }: KeyBinding): boolean {
  return shown === '6' || places.every((place) => place === 'empty');
}

function entryOf({ action, shown, name, brief = name }: KeyBinding): Entry {
  return { shown: TOGETHER.get(action)?.shown ?? shown, name, brief };
}

function legendRows(model: Model): readonly Row[] {
  const { columns } = model.size;
  const glyphs = legend(model.glyphs).map(([glyph, meaning]) => together(`${glyph} ${meaning}`));
  const kinds = Object.entries(KIND_WORDS).map(([kind, word]) => together(`${word} ${kind}`));
  const said = [
    `Signs    ${glyphs.join('   ')}`,
    `Checks   ${kinds.join('   ')}`,
    'Tree     wait 2 = blocked by 2 cards; + = folded; `mikado keys` prints all keys',
    'Ready    unlocks = cards that closing it makes ready; path = open cards up to the goal; chk = checks ticked',
  ];
  return said.flatMap((line) => wrapWhole(line, columns, 9).map((each) => [span(each)]));
}
