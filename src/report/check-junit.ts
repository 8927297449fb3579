import type { Diagnostic } from '../diagnostic.ts';
import { visible } from '../visible.ts';
import type { JUnitCase, JUnitSuite } from './junit.ts';

/**
 * The suites of a check: one for each card, and for each other file in which something was found. A finding is a case: an
 * error a failure, a warning skipped, since that is where pages of CI show a text that fails nothing. A card in which
 * nothing was found has one case that passed, so that a good plan is not an empty report, which some pages take for a
 * broken one.
 *
 * @param paths the cards
 */
export function checkSuites(
  diagnostics: readonly Diagnostic[],
  paths: readonly string[],
): readonly JUnitSuite[] {
  const found = new Map<string, Diagnostic[]>(paths.map((path) => [path, []]));
  for (const diagnostic of diagnostics) {
    const others = found.get(diagnostic.path);
    if (others === undefined) found.set(diagnostic.path, [diagnostic]);
    else others.push(diagnostic);
  }
  return [...found].map(([path, those]) => ({
    name: path,
    cases: those.length === 0 ? [nothingFound(path)] : those.map(caseOf),
  }));
}

function nothingFound(path: string): JUnitCase {
  return { name: 'nothing found', classname: path, result: { kind: 'passed' } };
}

function caseOf({ code, severity, message, help, path, line, column, related }: Diagnostic): JUnitCase {
  const about = { name: `${code}: ${message}`, classname: path };
  if (severity === 'warning') {
    const place = `${visible(path)}:${line}:${column}`;
    return { ...about, result: { kind: 'skipped', message: `${place}: warning: ${message} ${help}` } };
  }
  const places = related.map((each) => `${each.path}:${each.line}:${each.column}: ${each.message}`);
  const text = [...places, help].join('\n');
  return { ...about, file: path, line, result: { kind: 'failed', message, text } };
}
