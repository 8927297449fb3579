import type { Host } from './host.ts';

/** One thing that can be asked for: named, described, and run by a module of its own that is loaded only then. */
export interface Command {
  /** One word, or two for a command in a group. */
  readonly name: string;
  /** What it does, in one line without a full stop. */
  readonly summary: string;
  /** More than the summary says: paragraphs of plain text. */
  readonly details?: readonly string[];
  readonly operands?: readonly Operand[];
  readonly options?: readonly Option[];
  readonly examples: readonly Example[];
  readonly load: () => Promise<CommandModule>;
}

/** A word that follows the command. `completes` says what a shell may offer for it. */
export interface Operand {
  readonly name: string;
  readonly describes: string;
  readonly takes: 'one' | 'at most one' | 'one or more' | 'any number';
  readonly completes?: 'card' | 'goal' | 'shell';
}

/** A flag, or an option with a value. Its name is given without dashes. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** The value's placeholder; left out for a flag. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** Whether it may be given more than once; its values are then joined with commas. */
  readonly repeats?: true;
  readonly describes: string;
  readonly completes?: 'card' | 'goal' | 'file' | 'folder' | 'filter';
}

/** A line that can be typed, and what it does. */
interface Example {
  readonly line: string;
  readonly does: string;
}

/** What a command's own module exports. */
interface CommandModule {
  /** Does it, and answers the exit status. */
  run(input: Input, host: Host): Promise<ExitStatus>;
}

/** What was typed, taken apart and checked against the table. */
export interface Input {
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Every exit status that a command answers with, and what a script can take from it. */
export const EXIT_STATUSES = [
  { status: 0, means: 'Good: nothing is wrong, or what was asked for is done.' },
  {
    status: 1,
    means:
      'A finding: an error in the cards, a verification that failed or waits for a person, a refused edit.',
  },
  { status: 2, means: 'The command line or the configuration is wrong, or this Node is too old.' },
  {
    status: 3,
    means:
      'A command was not run: nobody approved it, somebody refused it for good, or it is new since the trusted base.',
  },
  { status: 5, means: 'Something could not be written.' },
  { status: 6, means: 'A card changed meanwhile, so it was left alone: run again.' },
  { status: 129, means: 'Stopped because the terminal went away (SIGHUP).' },
  { status: 130, means: 'Interrupted (SIGINT, Ctrl-C).' },
  { status: 143, means: 'Told to end (SIGTERM).' },
] as const;

/** How a command ends, by `EXIT_STATUSES`. */
export type ExitStatus = (typeof EXIT_STATUSES)[number]['status'];
