import { fstatSync } from 'node:fs';
import { isRunning, readProcessStat } from '../../process-stat.ts';
import { StateFile } from './state-file.ts';

/** What is said of a terminal that was left behind: whether it was put right for good, or until this program ends. */
export function leftBehindNotice(right: 'for-good' | 'for-now'): string {
  const what = 'The last session in this terminal ended without giving it back';
  return right === 'for-good'
    ? `${what}; it was put right again.`
    : `${what}; type stty sane after this one.`;
}

/** Who has a terminal: which session of processes lives on it, and which process of it draws. */
interface Mark {
  readonly session: string;
  readonly process: string;
}

/**
 * A mark for as long as the screen has a terminal, so that the next start there can tell that a killed one never gave it
 * back. The number of a terminal is used again for other windows: the session that lives on it tells them apart. Where the
 * system tells nothing of processes (no `/proc`), there is no mark.
 */
export class TerminalMark {
  readonly #file: StateFile | undefined;
  readonly #own: Mark | undefined;

  /** @param fd the open terminal */
  constructor(fd: number, env: NodeJS.ProcessEnv) {
    this.#own = ownMark();
    this.#file = this.#own && new StateFile('terminal', String(fstatSync(fd).rdev), env);
  }

  /** Tells whether a screen in this very terminal ended without giving it back. */
  isLeftBehind(): boolean {
    const last = this.#read();
    if (last === undefined || last.session !== this.#own?.session) return false;
    const [pid = '', startTime] = last.process.split(' ');
    const stat = readProcessStat(Number(pid));
    return !isRunning(stat) || stat.startTime !== startTime;
  }

  /** Marks the terminal as taken. */
  set(): void {
    this.#file?.write(`${JSON.stringify(this.#own)}\n`);
  }

  /** Takes the mark off, once the terminal was given back. */
  clear(): void {
    if (this.#read()?.process === this.#own?.process) this.#file?.remove();
  }

  #read(): Mark | undefined {
    try {
      const value: unknown = JSON.parse(this.#file?.read() ?? '');
      return isMark(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

function ownMark(): Mark | undefined {
  const own = readProcessStat('self');
  const leader = own && readProcessStat(own.session);
  if (own === undefined || leader === undefined) return undefined;
  return {
    session: `${own.session} ${leader.startTime}`,
    process: `${process.pid} ${own.startTime}`,
  };
}

function isMark(value: unknown): value is Mark {
  if (typeof value !== 'object' || value === null) return false;
  return ['session', 'process'].every((name) => typeof Reflect.get(value, name) === 'string');
}
