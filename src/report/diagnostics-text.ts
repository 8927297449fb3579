import { counted } from '../counted.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { visible } from '../visible.ts';
import type { Paint } from './paint.ts';

/** Gives the lines to show below a diagnostic of the place that it is about; none where there is nothing to show. */
export type Excerpt = (at: Pick<Diagnostic, 'path' | 'line' | 'column' | 'endColumn'>) => readonly string[];

/**
 * Writes diagnostics for a person, each with its place, one sentence, and the way out.
 *
 * @param excerpt shows what stands at the place; left out, nothing is shown
 */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  paint: Paint,
  excerpt: Excerpt = () => [],
): string {
  return diagnostics.map((diagnostic) => diagnosticText(diagnostic, paint, excerpt)).join('');
}

function diagnosticText(diagnostic: Diagnostic, paint: Paint, excerpt: Excerpt): string {
  const place = `${visible(diagnostic.path)}:${diagnostic.line}:${diagnostic.column}`;
  const role = diagnostic.severity === 'error' ? 'bad' : 'warning';
  const lines = [
    `${paint('strong', place)}: ${paint(role, diagnostic.severity)}: ${visible(diagnostic.message)} ${paint('quiet', `[${diagnostic.code}]`)}`,
    ...excerpt(diagnostic),
    ...diagnostic.related.map(
      (place) => `    ${visible(place.path)}:${place.line}:${place.column}: ${visible(place.message)}`,
    ),
    `    ${visible(diagnostic.help)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Counts diagnostics in words, such as `1 error, 2 warnings`; `nothing` when there are none. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [
    errors === 0 ? '' : counted(errors, 'error'),
    warnings === 0 ? '' : counted(warnings, 'warning'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
