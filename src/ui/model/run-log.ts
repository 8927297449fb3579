import { stripVTControlCharacters } from 'node:util';
import { clean } from '../draw/rows.ts';

/** Lines of output that are kept for the screen; older ones are dropped and counted. */
export const LOG_LINES = 5_000;
/** Characters of one line that are kept. */
const LINE_LENGTH = 2_000;

/** The last lines of what the commands of a card printed, safe to draw. */
export interface RunLog {
  readonly lines: readonly string[];
  /** The line that has no end yet, as it came. */
  readonly open: string;
  readonly dropped: number;
}

/** A log in which nothing was printed yet. */
export const EMPTY_LOG: RunLog = { lines: [], open: '', dropped: 0 };

/** Adds decoded output to a log: control sequences are dropped, a line that was overwritten by `\r` shows its last state. */
export function appendOutput(log: RunLog, text: string): RunLog {
  const parts = (log.open + text).split('\n');
  const open = (parts.pop() ?? '').slice(-LINE_LENGTH);
  // Of a flood only the end is looked at.
  const skipped = Math.max(0, parts.length - LOG_LINES);
  return withLines({ ...log, open, dropped: log.dropped + skipped }, parts.slice(skipped).map(printable));
}

/** Adds lines of our own words, after ending the line that is open. */
export function appendLines(log: RunLog, lines: readonly string[]): RunLog {
  const open = log.open === '' ? [] : [printable(log.open)];
  return withLines({ ...log, open: '' }, [...open, ...lines]);
}

/** The lines to draw, the open one last. */
export function logLines(log: RunLog): readonly string[] {
  return log.open === '' ? log.lines : [...log.lines, printable(log.open)];
}

function withLines(log: RunLog, added: readonly string[]): RunLog {
  const lines = [...log.lines, ...added];
  const surplus = Math.max(0, lines.length - LOG_LINES);
  return { ...log, lines: lines.slice(surplus), dropped: log.dropped + surplus };
}

function printable(line: string): string {
  const ended = line.endsWith('\r') ? line.slice(0, -1) : line;
  return clean(stripVTControlCharacters(ended.slice(ended.lastIndexOf('\r') + 1).slice(0, LINE_LENGTH)));
}
