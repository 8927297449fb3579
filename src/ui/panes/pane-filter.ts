import { FILTER_KEYS } from '../../filter/filter-keys.ts';
import { between, clean, columnsOf, dropColumns, type Row, span, wrap } from '../draw/rows.ts';
import { foundBy } from '../model/filter.ts';
import { chainOf } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import { foundCount } from '../model/search.ts';

/** The line of the filter with how many cards it means; undefined where there is none. */
export function filterRow(model: Model, columns: number): Row | undefined {
  const { filter, typing, goal, plan } = model;
  if (goal === undefined || (!typing && filter === '')) return undefined;
  const found = foundBy(model);
  const total = chainOf(plan, goal)?.total ?? 0;
  const count = found === undefined ? total : 'message' in found ? '?' : found.count;
  const right = span(` ${count} of ${total} cards `, 'dim');
  const typed = `/${clean(filter)}${typing ? '_' : ''}`;
  // Of a long filter the end is seen, where letters are added.
  const over = columnsOf(typed) - (columns - right.text.length);
  const text = over > 0 ? model.glyphs.ellipsis + dropColumns(typed, over + 1) : typed;
  return between([span(text, 'strong')], [right], columns);
}

/** What a filter can say, for the room below what it has found. */
export function filterHints(model: Model, columns: number): readonly Row[] {
  if (!model.typing) return [];
  const hints = FILTER_KEYS.map(({ key, values }) =>
    values === undefined
      ? `${key}:${key === 'unlocks' ? '>0' : key === 'text' ? '"..."' : '...'}`
      : `${key}:${values.join(', ')}`,
  );
  return [
    'Words   stem, title; - turns a term round',
    ...hints.map((hint, index) => `${index === 0 ? 'Keys    ' : '        '}${hint}`),
  ].flatMap((line) => wrap(line, columns - 1, ' '.repeat(8)).map((each) => [span(each, 'dim')]));
}

/** What is wrong with the filter, or that it finds nothing; undefined where it finds something. */
export function filterTrouble(model: Model): string | undefined {
  const found = foundBy(model);
  if (found === undefined) return undefined;
  if ('message' in found) return model.typing ? `${found.message} ${found.help}` : undefined;
  return found.count === 0 ? 'No card of this chain is meant by the filter.' : undefined;
}

/** The search that is typed and which match is shown: it stands in the last line, as in a pager, since the log has no row to spare. */
export function searchFoot(model: Model): Row {
  const { columns } = model.size;
  const { at, of } = foundCount(model);
  const hints = columns < 70 ? 'Enter keep' : 'Up/Down matches  Enter keep  Esc clear';
  const counted = model.search.text === '' ? '' : of === 0 ? 'nothing' : `${at} of ${of}`;
  const right = `  ${counted}  ${hints}`;
  const typed = `/${clean(model.search.text)}_`;
  const over = columnsOf(typed) - (columns - right.length);
  // Of a long text the end is seen, where letters are added.
  const shown = over > 0 ? model.glyphs.ellipsis + dropColumns(typed, over + 1) : typed;
  return between([span(shown, 'strong')], [span(right)], columns);
}
