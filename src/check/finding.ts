import type { Diagnostic, RuleCode, Severity } from '../diagnostic.ts';
import type { Located } from '../located.ts';
import { RULES, type RuleSetting } from './rules.ts';

/** What a finding says beside its rule and its place. */
interface Said {
  readonly message: string;
  readonly help: string;
  readonly related?: Diagnostic['related'];
  /** Left out, it is what the rule is set to. */
  readonly severity?: Severity;
}

/** A stretch of one line; columns count from 1, the last one is behind its end. */
export type Spot = Pick<Located<string>, 'line' | 'column' | 'endColumn'>;

const SETTINGS: ReadonlyMap<string, RuleSetting> = new Map(RULES.map(({ code, setting }) => [code, setting]));

/** Tells whether a rule is asked, by the configuration or else by default. */
export function isOn(code: RuleCode, rules: ReadonlyMap<string, RuleSetting> | undefined): boolean {
  return (rules?.get(code) ?? SETTINGS.get(code)) !== 'off';
}

/** Makes a finding of a rule. */
export function finding(code: RuleCode, path: string, at: Spot, said: Said): Diagnostic {
  return {
    code,
    severity: said.severity ?? (SETTINGS.get(code) === 'error' ? 'error' : 'warning'),
    message: said.message,
    path,
    line: at.line,
    column: at.column,
    endColumn: Math.max(at.endColumn, at.column + 1),
    related: said.related ?? [],
    help: said.help,
  };
}

/** The first character of a file, for findings about all of it. */
export const FILE_START: Spot = { line: 1, column: 1, endColumn: 2 };
