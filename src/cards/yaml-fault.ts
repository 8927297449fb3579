import { type Document, isCollection, isScalar, visit, type YAMLError } from 'yaml';

/** What keeps a text from being YAML: where to look, what is wrong there, and what to do about it. */
export interface YamlFault {
  /** Offsets in the text that was parsed. */
  readonly start: number;
  readonly end: number;
  /** A clause that follows a colon. */
  readonly says: string;
  /** A sentence, where one fits every text of this kind. */
  readonly help?: string;
}

/**
 * Tells the library's finding in the words of somebody who writes a list of fields. What is opened and never closed is
 * shown where it is opened: the library finds it out at the end, where there is nothing to mend.
 *
 * @param error the first error of the document
 * @param source the text that was parsed into it
 */
export function yamlFault(error: YAMLError, document: Document, source: string): YamlFault {
  const [start, until] = error.pos;
  const end = Math.max(until, start + 1);
  const opened = openedAt(error, document, source);
  if (opened !== undefined) {
    const mark = source.charAt(opened);
    return {
      start: opened,
      end: opened + 1,
      says: `\`${mark}\` opens here and is never closed`,
      help: `Close it with \`${CLOSED_BY[mark] ?? mark}\`.`,
    };
  }
  const known = KNOWN.find(({ code, when }) => code === error.code && when.test(error.message));
  if (known === undefined) {
    return { start, end, says: error.message.replace(/\s+/g, ' ').replace(/\.$/, '') };
  }
  return { start, end, says: known.says.replace('{}', named(source.charAt(start))), help: known.help };
}

/** A character in a sentence; a code span cannot hold a backtick alone. */
function named(character: string): string {
  return character === '`' ? 'a backtick' : `\`${character}\``;
}

const CLOSED_BY: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Findings that the library names by the grammar of YAML. `{}` is the character at the place. */
const KNOWN: readonly {
  readonly code: YAMLError['code'];
  readonly when: RegExp;
  readonly says: string;
  readonly help: string;
}[] = [
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    when: /^Nested mappings/,
    says: 'a `: ` inside a value reads as one more field',
    help: 'A value that holds `: ` needs quotes around it.',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    when: /^A block sequence/,
    says: 'the entries of a list are not indented alike',
    help: 'Put every `- ` of a list below the first one.',
  },
  {
    code: 'MISSING_CHAR',
    when: /^Implicit map keys/,
    says: 'a line is neither a field nor part of a list',
    help: 'Write `name: value`, or `- ` before an entry of a list.',
  },
  {
    code: 'TAB_AS_INDENT',
    when: /^/,
    says: 'a tab indents the line, and YAML takes spaces alone',
    help: 'Put spaces in its place.',
  },
  {
    code: 'BAD_SCALAR_START',
    when: /^/,
    says: 'a value cannot begin with {}',
    help: 'Put the value in quotes.',
  },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    when: /^/,
    says: 'a line has no `: ` between a name and a value',
    help: 'Write `name: value`, with a space behind the colon.',
  },
  {
    code: 'BAD_INDENT',
    when: /^All mapping items/,
    says: 'the fields of one level are not indented alike',
    help: 'Begin each in the same column as the first.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /^Unexpected flow-(?:map|seq)-end/,
    says: '{} closes what was never opened',
    help: 'Take it away, or put the whole value in quotes.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /at node end$/,
    says: 'something stands behind the end of a value',
    help: 'Put the whole value in quotes, or take away what stands behind it.',
  },
];

/** Where a quote or a bracket opens that the finding says is never closed. */
function openedAt({ code, message, pos }: YAMLError, document: Document, source: string): number | undefined {
  const quote = code === 'MISSING_CHAR' && message.startsWith('Missing closing');
  const bracket = code === 'BAD_INDENT' && message.startsWith('Flow');
  if (!quote && !bracket) return undefined;
  let found: number | undefined;
  visit(document, (_key, node) => {
    if (!(isScalar(node) || isCollection(node)) || !node.range) return;
    const [from, to] = node.range;
    if (to < pos[0] || from >= pos[0]) return;
    if (quote ? isScalar(node) && /["']/.test(source.charAt(from)) : isCollection(node) && node.flow)
      found = from;
  });
  return found;
}
