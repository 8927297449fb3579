import type { CommandHabit } from './known-commands.ts';

/** Why a command is not run on the author's word alone. */
export type NotRunReason =
  | 'unknown' // nothing says what it does
  | 'mention' // a name without the arguments it needs
  | 'changes' // it changes something
  | 'endless' // it never ends, or starts the application
  | 'person' // it wants a terminal, a password or a person
  | 'secret' // it would print or make a secret
  | 'hidden' // it holds characters that cannot be seen, or is too long to read
  | 'unreadable'; // it is no whole command line

/** A command that is not run. */
export interface Refused {
  readonly reason: NotRunReason;
  /** The word of it that decided, as written; undefined where it is the program itself. */
  readonly culprit?: string;
  /** The task that hands on the command, where that is not the one that was asked about. */
  readonly task?: string;
  /** Set where it runs a task, or orders a check, and what stands behind the name is all that is not known. */
  readonly mayCheck?: boolean;
  /** What a known command would do if its argument stood on its own line. */
  readonly missing?: CommandHabit;
}

/** What one simple command does, or why it is not run. */
export type Judged = { readonly habit: CommandHabit } | Refused;

/** A short way to say why a command is not run, and which of its words decided. */
export function refused(reason: NotRunReason, culprit?: string): Refused {
  return culprit === undefined || culprit === '' ? { reason } : { reason, culprit };
}

/** Tells a refusal from a habit. */
export function isRefused(judged: Judged): judged is Refused {
  return 'reason' in judged;
}
