/**
 * What a known command does when it is run. `verdict`: its exit status says whether something holds. `assertion`: the
 * same, and asking is all it does. `report`: it prints, and exits with 0 whatever it found. `install`: it fetches
 * dependencies or clears old output, which only counts on the way to a verdict. `silent`: it prepares or says something on the way.
 */
export type CommandHabit = 'verdict' | 'assertion' | 'report' | 'install' | 'silent';

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
export type Judged =
  | {
      readonly habit: CommandHabit;
      /** The word by which it sends something to a web server, which only counts where the answer is named. */
      readonly sends?: string;
    }
  | Refused;

/** A short way to say why a command is not run, and which of its words decided. */
export function refused(reason: NotRunReason, culprit?: string): Refused {
  return culprit === undefined || culprit === '' ? { reason } : { reason, culprit };
}

/** Tells a refusal from a habit. */
export function isRefused(judged: Judged): judged is Refused {
  return 'reason' in judged;
}
