import type { Located } from '../located.ts';
import type { FieldValue, HeaderField } from './header-field.ts';

/** `key:` at the left margin, and what follows it. */
const KEY = /^([A-Za-z_][A-Za-z0-9_-]*):(?: +(.*))?$/;
/** `- entry` of a list, at any indentation. */
const ENTRY = /^( *)- +(.*)$/;
/** A scalar that means itself in YAML: no indicator in front, no `: `, no ` #`, no control character. */
const PLAIN = /^(?!.*(?:: | #|:$))[A-Za-z0-9_/.(À-ɏЀ-ӿ一-鿿][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*$/;
const DOUBLE = /^"([^"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*)"$/;
const SINGLE = /^'([^'\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*)'$/;
/** `[a, b]` of plain words only. */
const FLOW = /^\[ *(?:[\w./-]+(?: *, *[\w./-]+)*)? *\]$/;
/** What stands around the words of such a list. */
const BETWEEN = '[, ]';

/**
 * Reads the plain front matter that nearly every card has, or answers undefined for anything it is not sure of, which
 * the YAML library then reads. Where it answers, the answer is the library's (a property test holds the two together);
 * it exists because a library parse of every header is what a large tree would spend most of its time on.
 *
 * @param lines the front matter's lines without line ends, fences left out; the first is line 2 of the file
 * @param offset offset of the first line in the file's text
 * @param lineEnds length of each line's end, 1 or 2
 */
export function readPlainHeader(
  lines: readonly string[],
  offset: number,
  lineEnds: readonly number[],
): ReadonlyMap<string, HeaderField> | undefined {
  const fields = new Map<string, HeaderField>();
  let at = offset;
  let listOf: { items: FieldValue[]; indent: number; first: Located<string> } | undefined;
  let empty: Located<string> | undefined;

  const endField = (): void => {
    if (empty === undefined) return;
    const value: FieldValue =
      listOf === undefined
        ? {
            kind: 'empty',
            at: located('', empty.line, empty.endColumn + 1, empty.offset + empty.value.length + 1),
          }
        : { kind: 'list', at: listOf.first, items: listOf.items };
    fields.set(empty.value, { key: empty, value });
    empty = undefined;
    listOf = undefined;
  };

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const lineNumber = index + 2;
    const start = at;
    at += line.length + (lineEnds[index] ?? 1);
    const trimmed = line.trim();
    if (trimmed === '') {
      // A tab, or a space that only Unicode knows, is not blank to YAML.
      if (/^ *$/.test(line)) continue;
      return undefined;
    }
    if (/^ *#/.test(line)) continue;

    const entry = ENTRY.exec(line);
    if (entry !== null) {
      if (empty === undefined) return undefined;
      const indent = (entry[1] ?? '').length;
      const raw = (entry[2] ?? '').trimEnd();
      const column = line.length - (entry[2] ?? '').length + 1;
      const value = scalar(raw, lineNumber, column, start + column - 1);
      if (value === undefined) return undefined;
      const first = located(line.slice(indent).trimEnd(), lineNumber, indent + 1, start + indent);
      listOf ??= { items: [], indent, first };
      if (listOf.indent !== indent) return undefined;
      listOf.items.push(value);
      continue;
    }

    const key = KEY.exec(line);
    if (key === null) return undefined;
    endField();
    const name = key[1] ?? '';
    if (fields.has(name)) return undefined;
    const keyAt = located(name, lineNumber, 1, start);
    const rest = (key[2] ?? '').trimEnd();
    if (rest === '') {
      empty = keyAt;
      continue;
    }
    const column = line.length - (key[2] ?? '').length + 1;
    const value = FLOW.test(rest)
      ? flowList(rest, lineNumber, column, start + column - 1)
      : scalar(rest, lineNumber, column, start + column - 1);
    if (value === undefined) return undefined;
    fields.set(name, { key: keyAt, value });
  }
  endField();
  return fields;
}

/** Builds a located value of one line from where it starts. */
function located(value: string, line: number, column: number, offset: number): Located<string> {
  return { value, line, column, endColumn: column + value.length, offset };
}

function scalar(raw: string, line: number, column: number, offset: number): FieldValue | undefined {
  if (raw === 'null' || raw === '') return undefined;
  if (PLAIN.test(raw)) return { kind: 'scalar', style: 'plain', at: located(raw, line, column, offset) };
  const quoted = DOUBLE.exec(raw) ?? SINGLE.exec(raw);
  if (quoted === null) return undefined;
  const at = { value: quoted[1] ?? '', line, column, endColumn: column + raw.length, offset };
  return { kind: 'scalar', style: 'quoted', at };
}

function flowList(raw: string, line: number, column: number, offset: number): FieldValue | undefined {
  const items: FieldValue[] = [];
  for (let end = 0, start = 0; start < raw.length; start = end + 1) {
    // A search for each word would leave more behind to be cleared away than the words themselves.
    end = start;
    while (!BETWEEN.includes(raw.charAt(end))) end += 1;
    if (end === start) continue;
    const item = scalar(raw.slice(start, end), line, column + start, offset + start);
    // A word may start like an indicator (`-`): only the library knows.
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'list', at: located(raw, line, column, offset), items };
}
