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

/** What one simple command does, or why it is not run. */
export type Judged =
  | { readonly habit: CommandHabit }
  | { readonly reason: NotRunReason }
  /** A known command whose argument is missing on its own line. */
  | { readonly reason: 'mention'; readonly missing: CommandHabit };

/** A short way to say why a command is not run. */
export function refused(reason: NotRunReason): Judged {
  return { reason };
}
