import { LINE_LENGTH, type LogLine, ownLine, readLine } from './log-line.ts';

/** Lines of output that are kept for the screen; older ones are dropped and counted. */
export const LOG_LINES = 5_000;

/** The last lines of what the commands of a card printed, safe to draw. */
export interface RunLog {
  readonly lines: readonly LogLine[];
  /** The line that has no end yet, as it came. */
  readonly open: string;
  /** The style that the last whole line ended in. */
  readonly style: string;
  readonly dropped: number;
}

/** A log in which nothing was printed yet. */
export const EMPTY_LOG: RunLog = { lines: [], open: '', style: '', dropped: 0 };

/** Adds decoded output to a log: of control sequences only colours are kept, a line that was overwritten by `\r` shows its last state. */
export function appendOutput(log: RunLog, text: string): RunLog {
  const parts = (log.open + text).split('\n');
  const open = (parts.pop() ?? '').slice(-LINE_LENGTH);
  // Of a flood only the end is looked at.
  const skipped = Math.max(0, parts.length - LOG_LINES);
  let { style } = log;
  const added = parts.slice(skipped).map((part) => {
    const read = readLine(part, style);
    style = read.style;
    return read.line;
  });
  return withLines({ ...log, open, style, dropped: log.dropped + skipped }, added);
}

/** Adds lines of our own words, after ending the line that is open. */
export function appendLines(log: RunLog, lines: readonly string[]): RunLog {
  return withLines({ ...log, lines: styledLines(log), open: '', style: '' }, lines.map(ownLine));
}

/** The lines to draw, the open one last. */
export function styledLines(log: RunLog): readonly LogLine[] {
  return log.open === '' ? log.lines : [...log.lines, readLine(log.open, log.style).line];
}

/** What the lines to draw say. */
export function logLines(log: RunLog): readonly string[] {
  return styledLines(log).map(({ text }) => text);
}

function withLines(log: RunLog, added: readonly LogLine[]): RunLog {
  const lines = [...log.lines, ...added];
  const surplus = Math.max(0, lines.length - LOG_LINES);
  return { ...log, lines: lines.slice(surplus), dropped: log.dropped + surplus };
}
