import type { Diagnostic } from '../diagnostic.ts';
import type { RuleSetting } from './rules.ts';

/**
 * Gives diagnostics the severities that a configuration asks for, and leaves out those of rules that it turned off.
 *
 * @param rules what the configuration says, by code; a rule that it does not name keeps its own severities
 */
export function applySettings(
  diagnostics: readonly Diagnostic[],
  rules: ReadonlyMap<string, RuleSetting> = new Map(),
): readonly Diagnostic[] {
  if (rules.size === 0) return diagnostics;
  return diagnostics.flatMap((diagnostic) => {
    const setting = rules.get(diagnostic.code);
    if (setting === undefined) return [diagnostic];
    return setting === 'off' ? [] : [{ ...diagnostic, severity: setting === 'warn' ? 'warning' : 'error' }];
  });
}
