import type { Card } from '../../cards/card.ts';
import type { TreeRow } from '../../graph/tree-rows.ts';
import { between, inverted, type Row, type Span, span } from '../draw/rows.ts';
import { isMeant, shownTree } from '../model/filter.ts';
import { geometryOf } from '../model/geometry.ts';
import type { Model } from '../model/model.ts';
import type { ShapedRow, ShapedTree } from '../shapes/shape.ts';
import { filterHints } from './pane-filter.ts';
import { markOf, type StateMark, stemSpan } from './words.ts';

/** Levels of the tree that are drawn in front of a row; of a deeper row the outermost are left out. */
const MOST_LEVELS = 8;
/** Columns of a row for each level in front of it, so that a name keeps more than its rules take. */
const COLUMNS_OF_LEVEL = 10;

/** The rows of the tree that are in sight, each `columns` wide. */
export function treePane(model: Model, columns: number): readonly Row[] {
  if (model.goal === undefined) return [];
  const { tree: rows } = geometryOf(model);
  const drawn = treeWindow(model, shownTree(model), { top: model.tops.tree, rows, columns });
  return [...drawn, [], ...filterHints(model, columns)].slice(0, rows);
}

/** A part of a tree, with the selected row marked. */
export function treeWindow(
  model: Model,
  tree: ShapedTree,
  at: {
    readonly top: number;
    readonly rows: number;
    readonly columns: number;
    /** How the state of a card looks; as the plan says unless given. */
    readonly mark?: (card: Card) => StateMark;
  },
): readonly Row[] {
  const { top, rows, columns, mark = (card) => markOf(model, card) } = at;
  const selects = model.view === 'main' || model.view === 'what-if';
  return tree.rows.slice(top, top + rows).map((row) => {
    const selected = selects && row.key === model.cursor.key;
    const drawn = drawRow(model, row, { columns, selected, mark });
    return selected && (model.pane === 'tree' || model.view === 'what-if') ? inverted(drawn) : drawn;
  });
}

function drawRow(
  model: Model,
  row: ShapedRow,
  how: {
    readonly columns: number;
    readonly selected: boolean;
    readonly mark: (card: Card) => StateMark;
  },
): Row {
  const { glyphs } = model;
  const { columns, selected } = how;
  const mark = rowMark(model, row, how.mark);
  const right = [span(mark.word, mark.role), span(' ')];
  const before = [
    span(selected ? `${glyphs.selected} ` : '  '),
    span(row.layer === undefined ? branches(model, row, columns) : `${row.layer.padStart(2)} `, 'dim'),
    span(`${mark.glyph} `, mark.role),
  ];
  const after = suffix(model, row);
  const taken = [...before, ...after, ...right].reduce((sum, each) => sum + each.text.length, 0);
  // A card that is there only for what stands below it steps back.
  const isAside = model.view === 'main' && !isMeant(model, row.card);
  const role = mark.role === 'dim' || isAside ? 'dim' : 'plain';
  const stem = stemSpan(row.stem, { columns: columns - taken - 1, glyphs, role });
  return between([...before, stem, ...after], right, columns);
}

function suffix(model: Model, row: TreeRow): readonly Span[] {
  const shared = row.parents > 1 && !row.pointer ? [span(` ${model.glyphs.times}${row.parents}`, 'dim')] : [];
  return row.folded ? [...shared, span(' +', 'dim')] : shared;
}

function rowMark(model: Model, row: ShapedRow, mark: (card: Card) => StateMark): StateMark {
  const { glyphs } = model;
  if (row.card === undefined)
    return { glyph: glyphs.problem, word: row.reason ?? 'missing', role: 'problem' };
  if (row.pointer)
    return { glyph: glyphs.shared, word: row.upward === true ? 'below' : 'above', role: 'dim' };
  return mark(row.card);
}

function branches(model: Model, { level, upward }: ShapedRow, columns: number): string {
  if (level === undefined) return '';
  const { glyphs } = model;
  const most = Math.min(MOST_LEVELS, Math.max(1, Math.floor(columns / COLUMNS_OF_LEVEL)));
  const last = upward === true ? glyphs.tree.first : glyphs.tree.last;
  let drawn = level.last ? last : glyphs.tree.fork;
  let above = level.above;
  for (let levels = 1; above !== undefined && levels < most; levels += 1) {
    drawn = (above.last ? '   ' : glyphs.tree.through) + drawn;
    above = above.above;
  }
  return above === undefined ? drawn : glyphs.ellipsis + drawn.slice(1);
}
