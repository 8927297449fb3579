import { chop, isNarrow } from '../draw/rows.ts';
import { geometryOf, logRows, runOf } from './geometry.ts';
import { ownLine, type Styled, styledParts } from './log-line.ts';
import type { Model } from './model.ts';
import { EMPTY_LOG, type RunLog, styledLines } from './run-log.ts';

/** A row of the log: a piece of one of its lines. */
export interface LogRow extends Piece {
  /** The same in parts of one style each. */
  readonly parts: readonly Styled[];
  /** The position of the line among those that are kept. */
  readonly line: number;
}

/** A piece of a line that fits in a row. */
interface Piece {
  readonly text: string;
  /** Where in the line it begins. */
  readonly from: number;
}

/** The rows of the log that are in sight, from the top: its lines, broken at the width of the pane. */
export function rowsInSight(model: Model): readonly LogRow[] {
  const lines = styledLines(logOf(model));
  const columns = columnsOfLog(model);
  const wanted = roomOf(model) + model.logBack;
  const upwards: LogRow[] = [];
  for (let line = lines.length - 1; line >= 0 && upwards.length < wanted; line -= 1) {
    const whole = lines[line] ?? ownLine('');
    const rows = piecesOf(whole.text, columns).map(({ text, from }) => ({
      text,
      from,
      line,
      parts: styledParts(whole, from, from + text.length),
    }));
    upwards.push(...rows.reverse());
  }
  const rows = upwards.reverse();
  const end = Math.max(0, rows.length - model.logBack);
  return rows.slice(Math.max(0, end - roomOf(model)), end);
}

/** How many rows of the log stand below the last row of one of its lines. */
export function rowsBelow(model: Model, line: number): number {
  const columns = columnsOfLog(model);
  return styledLines(logOf(model))
    .slice(line + 1)
    .reduce((sum, { text }) => sum + rowCount(text, columns), 0);
}

/** The most rows that the log can be scrolled up from its end. */
export function mostBack(model: Model): number {
  return Math.max(0, rowsBelow(model, -1) - roomOf(model));
}

/** How far the log is to be scrolled up from its end for the same text in its last row, after it grew or became narrower. */
export function logBackAfter(before: Model, after: Model): number {
  const last = rowsInSight(before).at(-1);
  if (last === undefined) return after.logBack;
  const log = logOf(after);
  const line = last.line + logOf(before).dropped - log.dropped;
  // Of a line that is no longer kept the first one after it is next.
  if (line < 0) return mostBack(after);
  const end = last.from + last.text.length;
  const rest = piecesOf(styledLines(log)[line]?.text ?? '', columnsOfLog(after)).filter(
    ({ from }) => from >= end,
  );
  return rowsBelow(after, line) + rest.length;
}

/** Tells whether the log is another one, or is drawn in another width. */
export function isLogOther(before: Model, after: Model): boolean {
  return logOf(before) !== logOf(after) || columnsOfLog(before) !== columnsOfLog(after);
}

function logOf(model: Model): RunLog {
  return runOf(model)?.log ?? EMPTY_LOG;
}

function columnsOfLog(model: Model): number {
  return Math.max(1, geometryOf(model).right);
}

function roomOf(model: Model): number {
  return Math.max(1, logRows(model));
}

function piecesOf(line: string, columns: number): readonly Piece[] {
  let from = 0;
  return chop(line, columns).map((text) => {
    const piece = { text, from };
    from += text.length;
    return piece;
  });
}

function rowCount(line: string, columns: number): number {
  return isNarrow(line) ? Math.max(1, Math.ceil(line.length / columns)) : chop(line, columns).length;
}
