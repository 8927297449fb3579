import { clip } from '../clip.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { visible } from '../visible.ts';

/** What GitHub shows as annotations of one step, of each severity. It leaves out the rest without a word. */
const SHOWN = 10;

/** GitHub takes 64 KB of a message; in UTF-16 code units. */
const LONGEST = 8_000;

/** Places beside a finding that are told; a long circle has one for each card. */
const MOST_RELATED = 20;

/**
 * Writes diagnostics as workflow commands, which GitHub shows as annotations at the changed lines; runners of Forgejo and
 * Gitea read the same. Errors and warnings keep their order, so that the first of each are those that are shown.
 *
 * @returns one line for each diagnostic, and a plain line with the counts where GitHub will not show all
 */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return [...diagnostics.map(annotation), ...leftOut(diagnostics)].map((line) => `${line}\n`).join('');
}

function annotation(diagnostic: Diagnostic): string {
  const { code, severity, path, line, column, endColumn, message, related, help } = diagnostic;
  const properties = {
    file: visible(path),
    line: String(line),
    endLine: String(line),
    col: String(column),
    endColumn: String(endColumn),
    title: `mikado: ${code}`,
  };
  const places = related.slice(0, MOST_RELATED).map((place) => {
    return `${visible(place.path)}:${place.line}:${place.column}: ${visible(place.message)}`;
  });
  const text = [clip(visible(message), LONGEST), ...places, visible(help)].join('\n');
  return workflowCommand(severity, properties, clip(text, LONGEST));
}

/**
 * Writes one workflow command, escaped as GitHub's own toolkit does it: `%`, CR and LF everywhere, in properties `:` and
 * `,` as well. What else is in the texts is the caller's to make visible.
 */
export function workflowCommand(
  severity: Diagnostic['severity'],
  properties: Readonly<Record<string, string>>,
  text: string,
): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${severity} ${written.join(',')}::${escapeData(text)}`;
}

function leftOut(diagnostics: readonly Diagnostic[]): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  if (errors <= SHOWN && warnings <= SHOWN) return [];
  const counts = `errors: ${errors}, warnings: ${warnings}`;
  return [
    `GitHub annotates ${SHOWN} errors and ${SHOWN} warnings of a step; the text above has all (${counts}).`,
  ];
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
