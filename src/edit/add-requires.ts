import type { Header } from '../cards/header-field.ts';
import { lineAt, type TextLine } from '../cards/text-line.ts';
import { isSilent, linesUpToFence, newlineOf, startsLine, takesNewField } from './header-lines.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Cut } from './splice.ts';
import { yamlWord } from './yaml-word.ts';

const KEY = /^(?:requires|"requires"|'requires')[ \t]*:(?=[ \t]|$)/;
const ENTRY = /^([ \t]*)-[ \t]+(?=\S)/;
const BY_HAND = 'add the prerequisite by hand';

/**
 * Adds one prerequisite to what a card requires, in the form the card already uses: one more line of a block list
 * with the indentation of the last, one more word of a flow list, a first entry of an empty field, a new field just
 * before the closing fence, or a new front matter at the top of a file without one (after a byte order mark).
 *
 * @param header the card's front matter, or undefined when it has none at all.
 * @param stem the prerequisite's stem; put in quotes where YAML would read it as something else.
 * @returns the cuts, or a refusal when the list has a form that a person should edit.
 */
export function addRequires(
  text: string,
  header: Header | undefined,
  stem: string,
): readonly Cut[] | Refusal {
  if (header === undefined) return newHeader(text, stem);
  const field = header.fields.get('requires');
  if (field === undefined) return newField(text, header, stem);
  const line = lineAt(text, field.key.offset, field.key.line);
  const key = KEY.exec(line.text)?.[0];
  if (key === undefined || !startsLine(text, line.start)) {
    return refuse(`\`requires\` does not stand at the start of a line of its own; ${BY_HAND}`);
  }
  switch (field.value.kind) {
    case 'list': {
      const open = line.start + key.length + line.text.slice(key.length).search(/\S|$/);
      return text[open] === '['
        ? addToFlow(text, header, { open, stem })
        : addLine(text, header, { line, stem });
    }
    case 'empty':
      return /^[ \t]*(?:#|$)/.test(line.text.slice(key.length))
        ? [insertAt(line.next, `  - ${yamlWord(stem)}${newlineOf(text)}`)]
        : refuse(`\`requires\` is empty in an unusual way; ${BY_HAND}`);
    case 'scalar':
    case 'mapping':
      return refuse(`\`requires\` is not a list; ${BY_HAND}`);
  }
}

function insertAt(offset: number, insert: string): Cut {
  return { offset, length: 0, insert };
}

function newHeader(text: string, stem: string): readonly Cut[] | Refusal {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  if (text.startsWith('---', start)) return refuse(`the front matter cannot be read; ${BY_HAND}`);
  const newline = newlineOf(text);
  const lines = ['---', 'requires:', `  - ${yamlWord(stem)}`, '---', ''];
  return [insertAt(start, lines.map((line) => line + newline).join(''))];
}

function newField(text: string, header: Header, stem: string): readonly Cut[] | Refusal {
  if (!takesNewField(text, header))
    return refuse(`the front matter is not a plain list of fields; ${BY_HAND}`);
  const newline = newlineOf(text);
  return [insertAt(header.closeOffset, `requires:${newline}  - ${yamlWord(stem)}${newline}`)];
}

/** One more line after the last entry of a block list. */
function addLine(
  text: string,
  header: Header,
  place: { readonly line: TextLine; readonly stem: string },
): readonly Cut[] | Refusal {
  let last: { readonly line: TextLine; readonly dash: string; readonly indent: string } | undefined;
  for (const line of linesUpToFence(text, header, place.line)) {
    if (isSilent(line)) continue;
    const [dash, indent] = ENTRY.exec(line.text) ?? [];
    const fits = dash !== undefined && indent !== undefined && (last === undefined || last.indent === indent);
    if (fits) last = { line, dash, indent };
    else if (/^[^\s-]/.test(line.text)) break;
    else return refuse(`an entry of \`requires\` is empty or goes on over several lines; ${BY_HAND}`);
  }
  if (last === undefined) return refuse(`no entry of \`requires\` stands on a line of its own; ${BY_HAND}`);
  return [insertAt(last.line.next, `${last.dash}${yamlWord(place.stem)}${newlineOf(text)}`)];
}

/** One more word before the closing bracket of a flow list. */
function addToFlow(
  text: string,
  header: Header,
  place: { readonly open: number; readonly stem: string },
): readonly Cut[] | Refusal {
  const close = closingBracket(text.slice(0, header.closeOffset), place.open);
  if (isRefusal(close)) return close;
  const inner = text.slice(place.open + 1, close);
  const word = yamlWord(place.stem);
  const end = place.open + 1 + inner.trimEnd().length;
  if (inner.trim() === '') return [{ offset: place.open + 1, length: inner.length, insert: word }];
  return [insertAt(end, inner.trimEnd().endsWith(',') ? ` ${word}` : `, ${word}`)];
}

function closingBracket(text: string, open: number): number | Refusal {
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[ \t\n]#|[[\]{}]/gs;
  token.lastIndex = open + 1;
  let next = token.exec(text);
  while (next !== null && /^["']/.test(next[0])) next = token.exec(text);
  if (next?.[0] === ']') return next.index;
  return refuse(`the list in \`requires\` holds a comment or another list; ${BY_HAND}`);
}
