import type { AuthorCheck } from './checklist.ts';

/** What an author's `<!-- check: … -->` comment says of an item. */
export type AuthorWord =
  /** `run`, `look` or `no`: how the item is judged; null when the comment only says what to expect. */
  | {
      readonly kind: 'understood';
      readonly mode: 'run' | 'look' | 'no' | null;
      readonly check: AuthorCheck | null;
    }
  | { readonly kind: 'unknown'; readonly setting: string }
  /** It does not stand at the item's end. */
  | { readonly kind: 'misplaced' };

const USUAL: AuthorCheck = { exitCode: 0, stdout: null, timeoutMs: null, terminal: false };

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** One setting and what separates it from the next; quotes keep a separator inside a text. */
const SETTING = /(?:"[^"]*"|[^",;])+/g;

/**
 * Reads an author's comment: `check:` and one or more settings separated by commas or semicolons.
 *
 * Settings: `run`, `look`, `no`, `exit N`, `stdout contains "text"`, `stdout empty`, `timeout 90s` (or `m`, `h`),
 * `terminal`.
 *
 * @param comment the text between `<!--` and `-->`
 * @returns undefined when the comment is none of ours; `unknown` names the first setting that is not understood
 */
export function readAuthorCheck(comment: string): AuthorWord | undefined {
  const settings = /^check:([\s\S]*)$/i.exec(comment.trim())?.[1];
  if (settings === undefined) return undefined;
  let mode: 'run' | 'look' | 'no' | null = null;
  let check = USUAL;
  for (const [written] of settings.matchAll(SETTING)) {
    const setting = written.trim().replace(/\s+/g, ' ');
    if (setting === '') continue;
    if (setting === 'run' || setting === 'look' || setting === 'no') {
      if (mode !== null && mode !== setting) return { kind: 'unknown', setting: `${mode} and ${setting}` };
      mode = setting;
      continue;
    }
    const change = changeOf(setting);
    if (change === undefined) return { kind: 'unknown', setting };
    check = { ...check, ...change };
  }
  if (mode === null && check === USUAL) return { kind: 'unknown', setting: settings.trim() };
  return { kind: 'understood', mode, check: check === USUAL ? null : check };
}

function changeOf(setting: string): Partial<AuthorCheck> | undefined {
  if (setting === 'terminal') return { terminal: true };
  if (setting === 'stdout empty') return { stdout: { kind: 'empty' } };
  const exit = /^exit (\d{1,3})$/.exec(setting)?.[1];
  if (exit !== undefined && Number(exit) <= 255) return { exitCode: Number(exit) };
  const contained = /^stdout contains "([^"]+)"$/.exec(setting)?.[1];
  if (contained !== undefined) return { stdout: { kind: 'contains', text: contained } };
  const [, amount, unit] = /^timeout (\d{1,5})([smh])$/.exec(setting) ?? [];
  const unitMs = UNIT_MS[unit ?? ''];
  if (amount !== undefined && unitMs !== undefined && Number(amount) > 0) {
    return { timeoutMs: Number(amount) * unitMs };
  }
  return undefined;
}
