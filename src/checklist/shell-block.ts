import type { RawBlock } from './raw-item.ts';

/** A shell block taken apart: its commands one a line, and what its comments say of the output. */
export interface ShellBlock {
  readonly commands: readonly string[];
  readonly remarks: readonly string[];
}

const SHELL_LANGUAGES = new Set([
  'sh',
  'bash',
  'shell',
  'zsh',
  'fish',
  'console',
  'shell-session',
  'shellsession',
]);

/** Tells whether a block is fenced code that a shell runs; code without a language is not. */
export function isShellBlock(block: RawBlock): boolean {
  return block.kind === 'code' && SHELL_LANGUAGES.has((block.language ?? '').toLowerCase());
}

/** Longer blocks are programs; in UTF-16 code units. */
const MAX_BLOCK = 32 * 1024;

/** Lines that are no commands of their own. */
const SPANS_LINES =
  /^(?:for|while|until|if|case|function)\b(?!.*\b(?:done|fi|esac)\b)|^(?:do|done|then|fi|else|\{|\}|EOF)$|\(\)\s*\{|<</;
const REMARK =
  /^#+\s*(?:expected(?: output)?|should (?:show|return|print|be|see|output)|→|=>|output)\s*:?\s*(.*)$/i;

/**
 * Reads the commands of a shell block: one a line, without prompts and comments; a line that ends in a backslash goes on.
 *
 * @returns undefined when its lines are no commands of their own, or are alternatives to choose from
 */
export function readShellBlock(code: string): ShellBlock | undefined {
  if (code.length > MAX_BLOCK) return undefined;
  const commands: string[] = [];
  const remarks: string[] = [];
  const prompted = /^[ \t]*\$ /m.test(code);
  let open = '';
  for (const written of code.split(/\r\n|\r|\n/)) {
    const line = written.trim();
    if (open === '' && (line === '' || (prompted && !line.startsWith('$ ') && !line.startsWith('#'))))
      continue;
    if (open === '' && line.startsWith('#')) {
      // "# OR use …": the reader is to choose.
      if (/^#+\s*(?:or\b|option\b|alternativ)/i.test(line)) return undefined;
      const remark = REMARK.exec(line)?.[1];
      if (remark !== undefined && remark !== '') remarks.push(remark);
      continue;
    }
    const { command, remark } = withoutComment(open === '' ? line.replace(/^\$ /, '') : written);
    if (remark !== '') remarks.push(remark);
    open = open === '' ? command : `${open}\n${command}`;
    if (open.endsWith('\\')) continue;
    commands.push(open);
    open = '';
  }
  if (open !== '' || commands.some((command) => SPANS_LINES.test(command))) return undefined;
  return { commands, remarks };
}

function withoutComment(line: string): { readonly command: string; readonly remark: string } {
  const at = /\s#\s/.exec(line)?.index;
  if (at === undefined || /['"]/.test(line.slice(at))) return { command: line, remark: '' };
  return { command: line.slice(0, at).trimEnd(), remark: line.slice(at).replace(/^\s#\s*(?:→\s*)?/, '') };
}
