import type { Code } from './check/rules.ts';

/** How much a diagnostic matters: an error fails `mikado check`, a warning is only said. */
export type Severity = 'error' | 'warning';

/** The stable code of every rule a diagnostic can come from. */
export type RuleCode = Code;

/** A second place that helps to understand a diagnostic, such as the other of two equal keys. */
export interface RelatedPlace {
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One thing that is wrong with the cards, said in one sentence, with its place and the way out.
 *
 * Diagnostics are collected and returned, never thrown: a plan with diagnostics is still a plan. The message
 * may hold text from a file, so every surface escapes it before printing.
 */
export interface Diagnostic {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  /** The file, relative to the plan's top folder, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly related: readonly RelatedPlace[];
  readonly help: string;
}

/** The order of diagnostics: by path, then place, then code. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
