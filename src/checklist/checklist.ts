import type { Located } from '../located.ts';
import { commandsIn, opensLoop } from './shell-block.ts';

/**
 * What a checklist item asks for. Automatic: commands whose exit status is the whole claim. Assisted: commands
 * whose output a person compares with the expectation. Manual: a person decides alone. Template: a placeholder
 * is left to fill in, so nothing runs. Waived: the author took the item back.
 */
export type ItemKind = 'automatic' | 'assisted' | 'manual' | 'template' | 'waived';

/**
 * What the author settled with `<!-- check: … -->` at the item's end, beyond the item's kind. Without such a comment a
 * command must exit with 0, within the usual time, with no terminal, whatever it prints.
 */
export interface AuthorCheck {
  /** The exit status that counts as passed, 0 to 255. */
  readonly exitCode: number;
  /** What standard output must be, or null when it does not matter. */
  readonly stdout: { readonly kind: 'empty' } | { readonly kind: 'contains'; readonly text: string } | null;
  /** The time limit in milliseconds, or null for the usual one. */
  readonly timeoutMs: number | null;
  /** Whether the command needs a terminal. */
  readonly terminal: boolean;
}

/** One task-list item of a card's verification section, judged. */
export interface ChecklistItem {
  /** The item's first paragraph as written, without list marker and box, on one line. */
  readonly text: string;
  /** The heading of the section it stands in. */
  readonly section: string;
  readonly line: number;
  /** The one character between the brackets, which is all that a tick changes. */
  readonly box: Located<string>;
  readonly ticked: boolean;
  readonly kind: ItemKind;
  /** The commands character by character, in order; empty unless automatic, assisted or template. */
  readonly commands: readonly string[];
  /** What a person compares the output with, or null when the author says nothing. */
  readonly expectation: string | null;
  /** One sentence: why it is of that kind. */
  readonly why: string;
  /** Only where the author's comment says more than the item's kind. */
  readonly check?: AuthorCheck;
  /** Set where the commands are the lines of one shell block, which share a folder and variables. */
  readonly inOneShell?: true;
}

/** The items of all verification sections of a card, in the order of the file. */
export type Checklist = readonly ChecklistItem[];

/**
 * What is run for an item, in order, exactly as it is shown and approved: its commands, or the lines of its shell block
 * as one script that stops at the first line that fails. Nothing for an item that runs nothing.
 */
export function scriptsOf(item: ChecklistItem): readonly string[] {
  if (item.kind !== 'automatic' && item.kind !== 'assisted') return [];
  if (item.inOneShell !== true) return item.commands;
  return [['set -e', ...commandsIn(item.commands).map(stopping)].join('\n')];
}

/** Tells whether nothing is left to do about an item: it is ticked, or its author took it back. */
export function isSettled({ ticked, kind }: Pick<ChecklistItem, 'ticked' | 'kind'>): boolean {
  return ticked || kind === 'waived';
}

/** Why nothing is run for an item that looks as if something were: one with code in its text that is no command, or a template. */
export function whyNothingRuns({ kind, text, why }: ChecklistItem): string | null {
  return kind === 'template' || (kind === 'manual' && text.includes('`')) ? why : null;
}

/** A shell that is to stop does not where a command in front of `&&` fails, or behind `!`; then it is told again. */
function stopping(command: string): string {
  const goesPast = !opensLoop(command) && (command.includes('&&') || command.startsWith('!'));
  return goesPast ? `${command} || exit` : command;
}
