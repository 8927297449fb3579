import path from 'node:path';
import { readCommandLine, readProcessStat } from '../../process-stat.ts';

/** Programs between git and this one: a shell, a manager of hooks and what it starts. */
const MAX_BETWEEN = 16;
/** Options of git itself that take the next word. */
const TAKES_WORD = /^(?:-[cC]|--(?:git-dir|work-tree|namespace|super-prefix|config-env|exec-path))$/;
/** Options of `git commit` that take the next word, which may look like an option itself. */
const TAKES_TEXT = /^-[a-zA-Z]*[mFCct]$|^--(?:message|file|author|date|template|trailer)$/;
/** Git takes the beginning of an option for the whole where no other begins so. */
const AMEND = /^--am(?:e(?:nd?)?)?$/;

/**
 * Whether the `git commit` that runs a hook was told to amend, by its command line. Git tells its hooks in no other way.
 *
 * @param pid a process that git started, directly or not
 * @returns undefined where that cannot be told: without `/proc`, for an alias, or for another command of git
 */
export function toldToAmend(pid: number): boolean | undefined {
  let at = pid;
  for (let step = 0; step < MAX_BETWEEN && at > 1; step += 1) {
    const words = readCommandLine(at);
    if (words === undefined) return undefined;
    if (path.basename(words[0] ?? '') === 'git') return amends(words.slice(1));
    at = readProcessStat(at)?.parent ?? 0;
  }
  return undefined;
}

/** The same of the words behind `git`. */
export function amends(words: readonly string[]): boolean | undefined {
  let at = 0;
  while (words[at]?.startsWith('-')) at += TAKES_WORD.test(words[at] ?? '') ? 2 : 1;
  if (words[at] !== 'commit') return undefined;
  for (at += 1; at < words.length && words[at] !== '--'; at += 1) {
    const word = words[at] ?? '';
    if (AMEND.test(word)) return true;
    if (TAKES_TEXT.test(word)) at += 1;
  }
  return false;
}
