import type { Diagnostic } from '../../diagnostic.ts';
import { clean, inverted, padRow, type Row, span, wrap } from '../draw/rows.ts';
import { geometryOf } from '../model/geometry.ts';
import type { Model } from '../model/model.ts';

/** What is wrong with the cards: severity and place, then the message, then the way out. */
export function problemsView(model: Model): readonly Row[] {
  const { columns } = model.size;
  const { diagnostics } = model.plan;
  if (diagnostics.length === 0) return [padRow([span('  No problems.')], columns)];
  const rows: Row[] = [];
  // Only what is in sight is drawn: a broken plan may have thousands.
  const { body } = geometryOf(model);
  for (let index = model.tops.list; index < diagnostics.length && rows.length < body; index += 1) {
    const diagnostic = diagnostics[index];
    if (diagnostic !== undefined) rows.push(...problem(model, diagnostic, index === model.listCursor));
  }
  return rows.slice(0, body);
}

function problem(model: Model, diagnostic: Diagnostic, selected: boolean): readonly Row[] {
  const { columns } = model.size;
  const { glyphs } = model;
  const error = diagnostic.severity === 'error';
  const glyph = error ? glyphs.failed : glyphs.problem;
  const head = padRow(
    [
      span(selected ? `${glyphs.selected} ` : '  '),
      span(`${glyph} ${error ? 'error' : 'warn '} `, error ? 'failed' : 'problem'),
      span(`${clean(diagnostic.path)}:${diagnostic.line}:${diagnostic.column}`, 'strong'),
      span(columns < 70 ? '' : `  ${diagnostic.code}`, 'dim'),
    ],
    columns,
  );
  const lines = [diagnostic.message, diagnostic.help].flatMap((line, index) =>
    wrap(clean(line), columns - 10).map((each) =>
      padRow([span(`          ${each}`, index === 1 ? 'dim' : 'plain')], columns),
    ),
  );
  return [selected ? inverted(head) : head, ...lines];
}

/** The first problem to show so that the selected one is in sight whole. */
export function problemTop(model: Model): number {
  const { diagnostics } = model.plan;
  const { body } = geometryOf(model);
  const heightOf = (index: number): number => {
    const diagnostic = diagnostics[index];
    return diagnostic === undefined ? 0 : problem(model, diagnostic, false).length;
  };
  let height = 0;
  let first = model.listCursor;
  // From the selected one upwards as far as the room goes.
  for (let index = model.listCursor; index >= 0; index -= 1) {
    height += heightOf(index);
    if (height > body) break;
    first = index;
  }
  return Math.max(Math.min(model.tops.list, model.listCursor), first);
}
