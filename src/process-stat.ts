import { readFileSync } from 'node:fs';

/** What the kernel says of a process; see proc(5). */
export interface ProcessStat {
  /** One letter: `Z` is a process that is dead and not yet collected by its parent. */
  readonly state: string;
  /** The id of the process that started it. */
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks between the boot and the start of the process, which tells it from a later one with its id. */
  readonly startTime: string;
}

/** Reads what `/proc` says of a process; undefined when there is none with that id, or no `/proc` (not Linux). */
export function readProcessStat(pid: number | 'self'): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets, which may itself hold blanks and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group, session] = fields;
  const startTime = fields[19];
  if (state === undefined || startTime === undefined) return undefined;
  return { state, parent: Number(parent), group: Number(group), session: Number(session), startTime };
}

/** The words that a process was started with; undefined when there is none with that id, or no `/proc`. */
export function readCommandLine(pid: number): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return undefined;
  }
}

/** Tells whether a process runs; one that is dead and only not yet collected does not. */
export function isRunning(stat: ProcessStat | undefined): stat is ProcessStat {
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X';
}
