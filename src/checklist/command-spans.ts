import { programOf } from './command-words.ts';
import { namesProgram } from './judge-command.ts';
import { isWholeJob } from './program-name.ts';
import { type InlinePart, sourceOf } from './raw-item.ts';

/** Longer code is no command that a person could read before running it. */
const MAX_CODE = 8 * 1024;

/** The commands that follow one another, joined by commas and the like. */
export function joinedCommands(
  parts: readonly InlinePart[],
  first: number,
): { readonly commands: readonly string[]; readonly next: number; readonly alternatives: boolean } {
  const commands = [parts[first]?.value ?? ''];
  let next = first + 1;
  for (;;) {
    const joiner = parts[next];
    const code = parts[next + 1];
    if (joiner?.kind !== 'text' || code?.kind !== 'code') break;
    if (/^\s*(?:\/|\||·|or|oder|ou|o|или|或)\s*$/iu.test(joiner.value))
      return { commands, next, alternatives: true };
    if (
      !/^\s*(?:,|，|、|&|\+)?\s*(?:and|plus|as well as|und|et|y|e|и|та|і|و|en|och|og|oraz|dan|ve|và|と|、|および|和|以及|与|及|와|과|및)?(?:\s(?:the|full|whole))?\s*$/iu.test(
        joiner.value,
      ) ||
      !readsAsCommand(code.value)
    )
      break;
    commands.push(code.value);
    next += 2;
  }
  return { commands, next, alternatives: false };
}

/**
 * The words after the commands, with the commands that begin a later clause. Undefined when another command stands
 * anywhere else, or may not be run: then the sentence tells a story instead of asking for a check.
 */
export function restOf(
  parts: readonly InlinePart[],
): { readonly text: string; readonly commands: readonly string[] } | undefined {
  const commands: string[] = [];
  for (const [at, part] of parts.entries()) {
    if (part.kind !== 'code' || !readsAsCommand(part.value) || !namesProgram(part.value)) continue;
    const before = sourceOf(parts.slice(0, at));
    if (/\((?:or|e\.g\.|see|cf\.)[^)]*$/i.test(before)) continue;
    if (/\([^)]*$/.test(before) && /^[^()]*\b(?:if|when|unless)\b/i.test(sourceOf(parts.slice(at + 1))))
      continue;
    if (!/(?:[,;.]|\band|\bAND|[;.] \p{L}[\p{L} ]{0,30}:)\s*$/u.test(before)) return undefined;
    commands.push(part.value);
  }
  return { text: sourceOf(parts).replaceAll('**', '').trim(), commands };
}

/**
 * Tells whether a code span reads as a command line at all: a program and at least one argument, or a single word that
 * does a whole job. What it would do is judged elsewhere.
 */
export function readsAsCommand(code: string): boolean {
  const text = code.trim();
  if (text.length > MAX_CODE) return false;
  if (isWholeJob(programOf(text)) || /^\.\/[\w./-]+$/.test(text)) return true;
  const words = text
    .replace(/^(?:!\s+|\(\s*)?(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'])*\s+)*/, '')
    .split(/\s+/);
  const [first = '', second] = words;
  if (second === undefined) return false;
  if (/^(?:R CMD|Rscript) \S/.test(text)) return true;
  if (/^(?:\[\[?|for|if|while|\{\{[\w ]+\}\})$/.test(first)) return true;
  if (/^[a-z][\w-]*\([^)]*\)?$|^[\w.-]+:$|[,;:!?=]$/.test(first)) return false;
  return (
    /^(?:\.{0,2}\/|~\/|\$\w+\/|\.venv\/)?[a-z][\w.+-]*(?:\/[\w.+-]+)*$/.test(first) &&
    !/^\/(?!usr|bin|opt|sbin)/.test(first) &&
    !/^(?:=|==|:=|->|→|is|are|has|=>)$/.test(second)
  );
}
