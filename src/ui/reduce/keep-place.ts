import { plainText, type Row } from '../draw/rows.ts';
import { geometryOf } from '../model/geometry.ts';
import { isLogOther, logBackAfter } from '../model/log-view.ts';
import type { Model } from '../model/model.ts';
import { cardLines } from '../panes/pane-card.ts';
import { whyLines } from '../panes/pane-why.ts';

/**
 * Keeps in sight what was read in a pane that scrolls, where a step broke its text into other rows: a window or a pane of
 * another width, a log that grew. What the step scrolled itself stays as it is.
 */
export function keepPlace(before: Model, after: Model): Model {
  if (before.cursor.path !== after.cursor.path) return after;
  const [from, to] = [geometryOf(before).right, geometryOf(after).right];
  const isRead = before.logBack > 0 && after.logBack === before.logBack && isLogOther(before, after);
  const logBack = isRead ? logBackAfter(before, after) : after.logBack;
  if (from === to) return logBack === after.logBack ? after : { ...after, logBack };
  const topOf = (pane: 'card' | 'why', rowsOf: (model: Model, columns: number) => readonly Row[]): number => {
    const top = after.tops[pane];
    if (top === 0 || top !== before.tops[pane]) return top;
    return sameText(rowsOf(before, from).slice(top), rowsOf(after, to));
  };
  const tops = { ...after.tops, card: topOf('card', cardLines), why: topOf('why', whyLines) };
  return { ...after, logBack, tops };
}

/** The row of a text at which the same stands as at the beginning of its rest in other rows. */
function sameText(rest: readonly Row[], rows: readonly Row[]): number {
  let left = rest.reduce((sum, row) => sum + weight(row), 0);
  let row = rows.length;
  while (row > 0 && left > 0) {
    row -= 1;
    left -= weight(rows[row] ?? []);
  }
  return row;
}

/** Rows are broken at blanks, so that what else is in a text is in all of its rows. */
function weight(row: Row): number {
  return plainText(row).replaceAll(' ', '').length;
}
