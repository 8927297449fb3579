import { excerptFrom } from '../../report/source-excerpt.ts';
import type { Role } from '../draw/glyphs.ts';
import {
  clean,
  columnsOf,
  cutEnd,
  cutMiddle,
  dropColumns,
  inverted,
  padRow,
  type Row,
  rowColumns,
  span,
  wrap,
} from '../draw/rows.ts';
import { geometryOf } from '../model/geometry.ts';
import type { Model } from '../model/model.ts';
import { isFixable, type Problem, problemsOf } from '../model/problem-list.ts';

/** Rows of the excerpt with the rule above it, and the rows of a body that has room for one. */
const EXCERPT_ROWS = 5;
const ROOMY = 14;

/** What is wrong with the cards: severity and place, the message, the way out, and below all the lines of the selected one. */
export function problemsView(model: Model): readonly Row[] {
  const { columns } = model.size;
  const problems = problemsOf(model);
  if (problems.length === 0) return [padRow([span('  No problems.')], columns)];
  const rows: Row[] = [];
  // Only what is in sight is drawn: a broken plan may have thousands.
  const room = listRows(model);
  for (let index = model.tops.list; index < problems.length && rows.length < room; index += 1) {
    const problem = problems[index];
    if (problem !== undefined) rows.push(...problemRows(model, problem, index === model.listCursor));
  }
  const list = Array.from({ length: room }, (_, index) => rows[index] ?? padRow([], columns));
  return [...list, ...excerptRows(model, problems[model.listCursor])];
}

function listRows(model: Model): number {
  const { body } = geometryOf(model);
  return body < ROOMY ? body : body - EXCERPT_ROWS;
}

/** The lines around the selected problem, with carets below what is meant. */
function excerptRows(model: Model, problem: Problem | undefined): readonly Row[] {
  const { size, glyphs, texts } = model;
  if (problem === undefined || geometryOf(model).body < ROOMY) return [];
  const { columns } = size;
  const read = texts.get(problem.path)?.text;
  const text = read === undefined || 'failed' in read ? undefined : read.text;
  const excerpt = excerptFrom(() => text);
  const [before] = excerpt({ ...problem, line: problem.line - 1, column: 1, endColumn: 1 });
  const [line = '', carets = ''] = excerpt(problem);
  const shown = inSight({ line, carets }, columns, glyphs.ellipsis);
  const cut = (row: string | undefined, role: Role): Row =>
    padRow([span(cutEnd(row ?? '', columns, glyphs.ellipsis), role)], columns);
  return [
    [span(glyphs.rule.across.repeat(columns), 'dim')],
    padRow([span(cutMiddle(clean(problem.path), columns, glyphs.ellipsis), 'strong')], columns),
    cut(before, 'dim'),
    cut(shown.line, 'plain'),
    cut(shown.carets, problem.severity === 'error' ? 'failed' : 'problem'),
  ];
}

/** A line and the carets below it, moved to the left where what they mean would stand outside of the window. */
function inSight(
  { line, carets }: { readonly line: string; readonly carets: string },
  columns: number,
  ellipsis: string,
): { readonly line: string; readonly carets: string } {
  const gutter = carets.indexOf('|') + 2;
  const moved = Math.min(columnsOf(carets) - columns + 1, carets.indexOf('^') - gutter - 1);
  if (moved <= 0) return { line, carets };
  const rest = (row: string): string => dropColumns(row.slice(gutter), moved + 1);
  return {
    line: line.slice(0, gutter) + ellipsis + rest(line),
    carets: `${carets.slice(0, gutter)} ${rest(carets)}`,
  };
}

const SEVERITIES: Readonly<Record<Problem['severity'], { readonly word: string; readonly role: Role }>> = {
  error: { word: 'error', role: 'failed' },
  warning: { word: 'warn ', role: 'problem' },
  hint: { word: 'hint ', role: 'asks' },
};

function problemRows(model: Model, problem: Problem, selected: boolean): readonly Row[] {
  const { columns } = model.size;
  const { glyphs } = model;
  const { word, role } = SEVERITIES[problem.severity];
  const glyph = { error: glyphs.failed, warning: glyphs.problem, hint: glyphs.asks }[problem.severity];
  const start = [span(selected ? `${glyphs.selected} ` : '  '), span(`${glyph} ${word} `, role)];
  const code = columns < 70 ? '' : `  ${problem.code}`;
  // A line number that is cut is another line.
  const position = `:${problem.line}:${problem.column}`;
  const room = columns - rowColumns(start) - position.length - code.length;
  const place = cutMiddle(clean(problem.path), room, glyphs.ellipsis) + position;
  const head = padRow([...start, span(place, 'strong'), span(code, 'dim')], columns);
  const help = isFixable(model, problem) ? `${problem.help} e does it.` : problem.help;
  const lines = [problem.message, help].flatMap((line, index) =>
    wrap(clean(line), columns - 10).map((each) =>
      padRow([span(`          ${each}`, index === 1 ? 'dim' : 'plain')], columns),
    ),
  );
  return [selected ? inverted(head) : head, ...lines];
}

/** The first problem to show so that the selected one is in sight whole. */
export function problemTop(model: Model): number {
  const problems = problemsOf(model);
  const room = listRows(model);
  const heightOf = (index: number): number => {
    const problem = problems[index];
    return problem === undefined ? 0 : problemRows(model, problem, false).length;
  };
  let height = 0;
  let first = model.listCursor;
  // From the selected one upwards as far as the room goes.
  for (let index = model.listCursor; index >= 0; index -= 1) {
    height += heightOf(index);
    if (height > room) break;
    first = index;
  }
  return Math.max(Math.min(model.tops.list, model.listCursor), first);
}
