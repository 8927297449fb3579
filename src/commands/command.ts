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
  readonly describes: string;
  readonly completes?: 'card' | 'goal' | 'file' | 'folder';
}

/** A line that can be typed, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What a command's own module exports. */
export interface CommandModule {
  /** Does it, and answers the exit status. */
  run(input: Input, host: Host): Promise<ExitStatus>;
}

/** What was typed, taken apart and checked against the table. */
export interface Input {
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * How the program ends. 0 good; 1 findings, a failed or undecided verification, a refused close; 2 usage or configuration;
 * 3 a command that is not trusted; 5 could not write; 6 changed meanwhile, run again; 130, 129 and 143 interrupted.
 */
export type ExitStatus = 0 | 1 | 2 | 3 | 5 | 6 | 129 | 130 | 143;
