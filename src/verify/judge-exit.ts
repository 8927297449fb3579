import type { AuthorCheck } from '../checklist/checklist.ts';
import { findProgram, firstWord } from './first-word.ts';
import type { CommandOutcome } from './verify-event.ts';

const NOT_FOUND_STATUS = 127;

/** How a command ended, as the system says it. */
export type Exit = Pick<CommandOutcome, 'exitCode' | 'signal'>;

/** How a command ended, and what that means. */
export type Verdict = Exit & Pick<CommandOutcome, 'result'>;

/**
 * Judges a command that ended by itself by its exit status alone.
 *
 * `not-found` means the shell's exit status 127 where the first word is simple and names no program, so that it is
 * told from a command that itself exits with 127, which is `failed`.
 */
export function judgeExit(
  command: string,
  exit: Exit,
  surroundings: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly claim?: Pick<AuthorCheck, 'exitCode'>;
  },
): Verdict {
  if (exit.exitCode === null) return { ...exit, result: 'killed' };
  if (exit.exitCode === (surroundings.claim?.exitCode ?? 0)) return { ...exit, result: 'passed' };
  const missing = exit.exitCode === NOT_FOUND_STATUS && isMissing(command, surroundings);
  return { ...exit, result: missing ? 'not-found' : 'failed' };
}

/** Tells whether a command's first word is plainly the name of a program that is not there. */
function isMissing(
  command: string,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): boolean {
  const word = firstWord(command);
  if (word === undefined || BUILT_IN.has(word)) return false;
  return findProgram(word, { cwd, path: env.PATH ?? '' }) === undefined;
}

/** Words that a shell knows without a program. */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    '. : [ ! { alias bg break builtin case cd command continue declare do done echo elif else esac eval exec exit ' +
    'export false fc fg fi for function getopts hash if jobs kill let local printf pwd read readonly return select ' +
    'set shift source test then time times trap true type typeset ulimit umask unalias unset until wait while'
  ).split(' '),
);
