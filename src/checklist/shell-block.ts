import type { RawBlock } from './raw-item.ts';

/** A shell block taken apart, with what its comments say of the output. */
export interface ShellBlock {
  /** Its lines without prompts and comments; a command may span several. */
  readonly lines: readonly string[];
  /** The same lines, those of one command together. */
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

const OPENS = /^(?:for|while|until|if|case)\b/;
const CLOSES = /(?:^|;[ \t]*|[ \t])(?:done|fi|esac)(?:[ \t]*[|;].*|[ \t]*)$/;
/** What defines something, reads from the block itself, or ends it early, so that a line alone says little. */
const UNREADABLE =
  /^(?:function|exit|exec|trap|return)\b|^[\w-]+\(\)|<<|^(?:\{|\}|do|then|else)$|(?:^|[;&|][ \t]*)set[ \t]+\+/;
const REMARK =
  /^#+\s*(?:expected(?: output)?|should (?:show|return|print|be|see|output)|→|=>|output)\s*:?\s*(.*)$/i;

/**
 * Reads the commands of a shell block, one a line, without prompts and comments; a line that ends in a backslash goes on, and a
 * loop or a condition until it is closed.
 *
 * @returns undefined when its lines are no commands of their own, or are alternatives to choose from
 */
export function readShellBlock(code: string): ShellBlock | undefined {
  if (code.length > MAX_BLOCK) return undefined;
  const lines: string[] = [];
  const remarks: string[] = [];
  const prompted = /^[ \t]*\$ /m.test(code);
  let open: readonly string[] = [];
  for (const written of code.split(/\r\n|\r|\n/)) {
    const line = written.trim();
    const begins = open.length === 0;
    if (line === '' || (begins && prompted && !line.startsWith('$ ') && !line.startsWith('#'))) continue;
    if (line.startsWith('#')) {
      // "# OR use …": the reader is to choose.
      if (/^#+\s*(?:or\b|option\b|alternativ)/i.test(line)) return undefined;
      const remark = REMARK.exec(line)?.[1];
      if (remark !== undefined && remark !== '') remarks.push(remark);
      continue;
    }
    const { command, remark } = withoutComment(
      begins ? line.replace(/^\$ /, '') : isInQuotes(open) ? written : line,
    );
    if (remark !== '') remarks.push(remark);
    lines.push(command);
    open = goesOn([...open, command]) ? [...open, command] : [];
  }
  const commands = commandsIn(lines);
  if (open.length > 0 || commands.some((command) => UNREADABLE.test(command))) return undefined;
  return { lines, commands, remarks };
}

/** Puts the lines of one command together: those that end in a backslash or an operator, and those of a loop. */
export function commandsIn(lines: readonly string[]): readonly string[] {
  const commands: string[] = [];
  let open: string[] = [];
  for (const line of lines) {
    open.push(line);
    if (goesOn(open)) continue;
    commands.push(open.join('\n'));
    open = [];
  }
  return open.length > 0 ? [...commands, open.join('\n')] : commands;
}

/** Tells whether a command is a loop or a condition. */
export function opensLoop(command: string): boolean {
  return OPENS.test(command);
}

/** Whether a quote is still open, in which space in front of a line is part of a text. */
function isInQuotes(open: readonly string[]): boolean {
  const left = open.join('\n').replace(/\\.|'[^']*'|"(?:[^"\\]|\\[\s\S])*"/g, '');
  return /['"]/.test(left);
}

function goesOn(open: readonly string[]): boolean {
  const last = open.at(-1) ?? '';
  if (/(?:\\|&&|\|\|?)$/.test(last)) return true;
  return opensLoop(open[0] ?? '') && !CLOSES.test(last);
}

function withoutComment(line: string): { readonly command: string; readonly remark: string } {
  const at = /\s#\s/.exec(line)?.index;
  if (at === undefined || /['"]/.test(line.slice(at))) return { command: line, remark: '' };
  return { command: line.slice(0, at).trimEnd(), remark: line.slice(at).replace(/^\s#\s*(?:→\s*)?/, '') };
}
