import { counted } from '../../counted.ts';
import { clean, cutEnd, cutMiddle, padRow, type Row, rowColumns, type Span, span } from '../draw/rows.ts';
import { historyView } from '../history/pane-history.ts';
import { geometryOf, layoutFor, SMALLEST } from '../model/geometry.ts';
import { chainOf } from '../model/look-up.ts';
import type { Model, Pane } from '../model/model.ts';
import { shapeName } from '../shapes/shape.ts';
import { cardPane, summaryPane } from './pane-card.ts';
import { chainsView } from './pane-chains.ts';
import { glancePane, itemsPane, progressRow } from './pane-checks.ts';
import { emptyView } from './pane-empty.ts';
import { filterRow } from './pane-filter.ts';
import { footRow, gitRow, headRow, momentLines, noticeRows, ruleRow } from './pane-head.ts';
import { helpRows } from './pane-help.ts';
import { logPane } from './pane-log.ts';
import { problemsView } from './pane-problems.ts';
import { overlayPrompt } from './pane-prompt.ts';
import { readyPane, readyTitle, reasonsPane } from './pane-ready.ts';
import { treePane } from './pane-tree.ts';
import { whatIfView } from './pane-what-if.ts';
import { whyPane } from './pane-why.ts';

/** The whole screen: as many rows as the terminal has, each exactly as wide. Pure. */
export function drawScreen(model: Model): readonly Row[] {
  const { columns, rows } = model.size;
  if (layoutFor(model.size) === 'tiny') return tooSmall(model);
  const { body } = geometryOf(model);
  const blank = padRow([], columns);
  const drawn = drawBody(model);
  const filled = Array.from({ length: body }, (_, index) => drawn[index] ?? blank);
  const notice = noticeRows(model);
  filled.splice(body - notice.length, notice.length, ...notice);
  const tee = model.view === 'main' && isSplit(model) ? geometryOf(model).left : undefined;
  const screen = [headRow(model), gitRow(model), ruleRow(model, tee), ...filled, footRow(model)].slice(
    0,
    rows,
  );
  return model.prompt === undefined ? screen : overlayPrompt(model, model.prompt, screen);
}

function tooSmall({ size }: Model): readonly Row[] {
  const words = `${SMALLEST.columns}x${SMALLEST.rows} needed, this is ${size.columns}x${size.rows}`;
  const first = padRow([span(cutEnd(words, size.columns, ''))], size.columns);
  return Array.from({ length: Math.max(1, size.rows) }, (_, index) =>
    index === 0 ? first : padRow([], size.columns),
  );
}

function isSplit(model: Model): boolean {
  const geometry = geometryOf(model);
  return model.goal !== undefined && !model.zoomed && geometry.layout !== 'narrow' && geometry.left > 0;
}

function drawBody(model: Model): readonly Row[] {
  switch (model.view) {
    case 'main':
      if (model.goal === undefined) return emptyView(model);
      if (model.zoomed) return zoomedRows(model);
      return geometryOf(model).layout === 'narrow' ? oneColumn(model) : columnsSideBySide(model);
    case 'chains':
      return chainsView(model);
    case 'problems':
      return problemsView(model);
    case 'history':
      return historyView(model);
    case 'what-if':
      return whatIfView(model);
    case 'help':
      return helpRows(model).slice(model.tops.help, model.tops.help + geometryOf(model).body);
  }
}

/** The narrow layout names the pane in its tabs; only another shape than the tree is named below them. */
function shapeRow(model: Model, columns: number): Row {
  if (model.shape.kind !== 'tree') return treeTitle(model, columns);
  return filterRow(model, columns) ?? [];
}

/** A column of rows; a rule among them is told apart, because it meets the rule down the middle. */
type Line = Row | 'rule';

function columnsSideBySide(model: Model): readonly Row[] {
  const { left, right, body } = geometryOf(model);
  const { rule } = model.glyphs;
  const rightLines = rightColumn(model, right);
  if (left === 0) return rightLines.map((line) => drawLine(model, line, right));
  const leftLines = leftColumn(model, left);
  return Array.from({ length: body }, (_, index) => {
    const one = leftLines[index] ?? [];
    const other = rightLines[index] ?? [];
    const middle = one === 'rule' ? rule.fromLeft : other === 'rule' ? rule.fromRight : rule.down;
    const gap = other === 'rule' ? rule.across : ' ';
    return [...drawLine(model, one, left), span(middle + gap, 'dim'), ...drawLine(model, other, right)];
  });
}

function drawLine(model: Model, line: Line, columns: number): Row {
  return line === 'rule' ? [span(model.glyphs.rule.across.repeat(columns), 'dim')] : padRow(line, columns);
}

function leftColumn(model: Model, columns: number): readonly Line[] {
  const { tree } = geometryOf(model);
  const rows = treePane(model, columns);
  return [
    treeTitle(model, columns),
    ...Array.from({ length: tree }, (_, index) => rows[index] ?? []),
    'rule',
    readyTitle(model, columns),
    ...readyPane(model, columns),
    ...reasonsPane(model, columns),
  ];
}

function treeTitle(model: Model, columns: number): Row {
  const total = model.goal === undefined ? 0 : (chainOf(model.plan, model.goal)?.total ?? 0);
  const right = span(`${counted(total, 'card')} `, 'dim');
  const typed = filterRow(model, columns);
  if (typed !== undefined) return typed;
  const left = span(
    cutMiddle(`1 ${clean(shapeName(model))}`, columns - rowColumns([right]) - 1, model.glyphs.ellipsis),
    model.pane === 'tree' ? 'strong' : 'plain',
  );
  return [left, span(' '.repeat(Math.max(1, columns - rowColumns([left, right])))), right];
}

const TABS: readonly (readonly [pane: Pane, word: string])[] = [
  ['tree', '1 Tree'],
  ['ready', '2 Ready'],
  ['card', '3 Card'],
  ['checks', '4 Checks'],
  ['log', '5 Log'],
  ['why', '6 Why'],
];
const RIGHT: readonly Pane[] = ['card', 'checks', 'log', 'why'];

function rightColumn(model: Model, columns: number): readonly Line[] {
  switch (model.pane) {
    case 'checks':
      return checksColumn(model, columns);
    case 'log':
      return [tabs('log', RIGHT, columns), [], ...logPane(model, columns)];
    case 'why':
      return [tabs('why', RIGHT, columns), [], ...whyPane(model, columns)];
    default:
      return cardColumn(model, columns);
  }
}

/** One pane alone, without tabs and rules, so that the terminal's own selection takes nothing but text. */
function zoomedRows(model: Model): readonly Row[] {
  const { columns } = model.size;
  return zoomedLines(model, columns).map((row) => padRow(row, columns));
}

function zoomedLines(model: Model, columns: number): readonly Row[] {
  switch (model.pane) {
    case 'tree':
      return [treeTitle(model, columns), ...treePane(model, columns)];
    case 'ready':
      return [filterRow(model, columns) ?? readyTitle(model, columns), ...readyPane(model, columns)];
    case 'card':
      return cardPane(model, columns);
    case 'checks':
      return [progressRow(model, columns), ...itemsPane(model, columns), [], ...logPane(model, columns)];
    case 'log':
      return logPane(model, columns);
    case 'why':
      return whyPane(model, columns);
  }
}

/** The names of panes, the active one in brackets; closer together, and then by their numbers, where there is less room. */
function tabs(active: Pane, panes: readonly Pane[], columns: number): Row {
  const shown = TABS.filter(([pane]) => panes.includes(pane));
  const drawn = (gap: string, of: (word: string) => string): Row =>
    shown.flatMap(([pane, word], index): Span[] => {
      const before = index === 0 ? '' : gap;
      return pane === active
        ? [span(before), span(`[${word}]`, 'strong')]
        : [span(gap === ' ' ? before + of(word) : `${before} ${of(word)} `)];
    });
  const whole = drawn('  ', (word) => word);
  if (rowColumns(whole) <= columns) return whole;
  const close = drawn(' ', (word) => word);
  return rowColumns(close) <= columns ? close : drawn(' ', (word) => word.slice(0, 1));
}

function cardColumn(model: Model, columns: number): readonly Line[] {
  const { card } = geometryOf(model);
  const rows = cardPane(model, columns);
  return [
    tabs('card', RIGHT, columns),
    [],
    ...Array.from({ length: card }, (_, index) => rows[index] ?? []),
    'rule',
    ...glancePane(model, columns),
  ];
}

function checksColumn(model: Model, columns: number): readonly Line[] {
  const { items } = geometryOf(model);
  const rows = itemsPane(model, columns);
  return [
    tabs('checks', RIGHT, columns),
    [],
    progressRow(model, columns),
    ...Array.from({ length: items }, (_, index) => rows[index] ?? []),
    'rule',
    ...logPane(model, columns),
  ];
}

function oneColumn(model: Model): readonly Row[] {
  const { columns } = model.size;
  return narrowLines(model).map((line) => drawLine(model, line, columns));
}

function narrowLines(model: Model): readonly Line[] {
  const { columns } = model.size;
  const { tree, items, summary } = geometryOf(model);
  const bar = tabs(model.pane, ['tree', 'ready', ...RIGHT], columns);
  const list = (rows: readonly Row[]): readonly Line[] => [
    ...Array.from({ length: tree }, (_, index) => rows[index] ?? []),
    'rule',
    ...(model.moment === undefined ? summaryPane(model, columns) : momentLines(model)).slice(0, summary),
  ];
  switch (model.pane) {
    case 'tree':
      return [bar, shapeRow(model, columns), ...list(treePane(model, columns))];
    case 'ready':
      return [
        bar,
        filterRow(model, columns) ?? readyTitle(model, columns),
        ...list(readyPane(model, columns)),
      ];
    case 'card':
      return [bar, [], ...cardPane(model, columns)];
    case 'log':
      return [bar, [], ...logPane(model, columns)];
    case 'why':
      return [bar, [], ...whyPane(model, columns)];
    case 'checks': {
      const rows = itemsPane(model, columns);
      return [
        bar,
        progressRow(model, columns),
        ...Array.from({ length: items }, (_, index) => rows[index] ?? []),
        'rule',
        ...(model.moment === undefined ? logPane(model, columns) : momentLines(model)),
      ];
    }
  }
}
