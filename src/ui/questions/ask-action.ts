import { counted } from '../../counted.ts';
import { clean, cutEnd, inverted, padRow, type Row, span } from '../draw/rows.ts';
import { actionsFor } from '../keys/actions.ts';
import { clamp, keepInSight } from '../model/geometry.ts';
import type { Model } from '../model/model.ts';
import type { Of, Question } from './question.ts';

/** Shows the actions that a typed text may mean. */
export function actionsQuestion(
  model: Model,
  { text: typed, cursor }: Of<'actions'>,
  columns: number,
): Question {
  const found = actionsFor(typed);
  const rows = clamp(model.size.rows - 11, { least: 1, most: 12 });
  const top = keepInSight(0, { row: cursor, rows, of: found.length });
  const lines = found.slice(top, top + rows).map(({ action, keys, shown, does }, index): Row => {
    const selected = top + index === cursor;
    const start = `${selected ? model.glyphs.selected : ' '} ${action.padEnd(15)} ${(keys.length === 0 ? '' : shown).padEnd(7)}`;
    const row = padRow(
      [span(start), span(cutEnd(does, columns - start.length, model.glyphs.ellipsis))],
      columns,
    );
    return selected ? inverted(row) : row;
  });
  const empty = Array.from({ length: rows - lines.length }, (): Row => []);
  return {
    title: 'Actions',
    lines: [[span(`:${clean(typed)}_`, 'strong')], ...lines, ...empty],
    keys: 'Enter do it   Up/Down move   [Esc close]',
    foot: `type to narrow: ${counted(found.length, 'action')}`,
  };
}
