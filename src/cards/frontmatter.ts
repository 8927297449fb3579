import matter from 'gray-matter';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
  YAMLMap,
} from 'yaml';
import type { Located } from '../located.ts';
import type { FieldValue, HeaderField, HeaderProblem } from './header-field.ts';
import { type YamlFault, yamlFault } from './yaml-fault.ts';

/** How deep a front matter may nest. A card's fields need two levels. */
const MAX_DEPTH = 32;

/** What the library makes of the text between the fences. */
export type FrontMatter =
  | { readonly kind: 'fields'; readonly fields: ReadonlyMap<string, HeaderField> }
  /** Valid YAML, but not a mapping: text between two rules. */
  | { readonly kind: 'not-a-mapping' }
  | { readonly kind: 'invalid'; readonly problem: HeaderProblem };

/**
 * Reads the text between a card's fences with gray-matter, and `yaml` as its engine so that every problem has a place.
 *
 * The only caller of gray-matter, in the one way that is safe: always with options (without them it caches, and a file
 * that failed once reads as empty the second time), and with every engine that is not YAML refusing (its own would
 * evaluate a `js` block). Values are never converted: the failsafe schema keeps `010` and `1.10` as written. Anchors,
 * aliases, tags and merge keys are refused, and equal keys are found here since the library's own search is quadratic.
 *
 * @param source the lines between the fences, each with its line end; at most 64 KiB
 * @param offset offset of `source` in the file's text; its first line is line 2
 */
export function readFrontMatter(source: string, offset: number): FrontMatter {
  const reader = new FrontMatterReader(source, offset);
  matter(`---\n${source}---\n`, {
    engines: { yaml: (text: string) => reader.read(text), javascript: refuse, json: refuse },
  });
  return reader.result;
}

function refuse(): never {
  throw new Error('only YAML front matter is read');
}

class FrontMatterReader {
  result: FrontMatter = { kind: 'not-a-mapping' };
  readonly #source: string;
  readonly #offset: number;
  readonly #lines = new LineCounter();

  constructor(source: string, offset: number) {
    this.#source = source;
    this.#offset = offset;
  }

  /** gray-matter hands over its own cut of the text; ours is the same but for line ends, and ours has the offsets. */
  read(_text: string): object {
    const deep = tooDeepAt(this.#source);
    if (deep !== undefined) {
      this.#lines.addNewLine(0);
      for (const end of this.#source.matchAll(/\n/g)) this.#lines.addNewLine(end.index + 1);
      this.result = { kind: 'invalid', problem: tooDeep(this.#located('', deep, deep + 1)) };
      return {};
    }
    const document = parseDocument(this.#source, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: this.#lines,
    });
    const error = document.errors[0];
    const contents = document.contents;
    if (error !== undefined) {
      this.result = {
        kind: 'invalid',
        problem: this.#notYaml(error.code, yamlFault(error, document, this.#source)),
      };
    } else if (contents instanceof YAMLMap) this.result = this.#fields(contents);
    return {};
  }

  #fields(map: YAMLMap): FrontMatter {
    const fields = new Map<string, HeaderField>();
    for (const pair of map.items) {
      const key = pair.key as Node | null;
      const problem = this.#refused(key, 1) ?? this.#refused(pair.value as Node | null, 1);
      if (problem !== undefined) return { kind: 'invalid', problem };
      if (!isScalar(key) || typeof key.value !== 'string') {
        return this.#invalid(this.#located('?', key?.range?.[0] ?? 0, (key?.range?.[0] ?? 0) + 1), {
          message: 'A field of the front matter has no plain name.',
          help: 'Write each field as `name: value`.',
        });
      }
      const keyAt = this.#located(key.value, key.range?.[0] ?? 0, key.range?.[1] ?? 0);
      const first = fields.get(key.value);
      if (first !== undefined) return this.#twice(first.key, keyAt);
      if (key.value === '<<') return { kind: 'invalid', problem: this.#sharing(keyAt) };
      fields.set(key.value, {
        key: keyAt,
        value: this.#value(pair.value as Node | null, key.range?.[1] ?? 0),
      });
    }
    return { kind: 'fields', fields };
  }

  #value(node: Node | null, keyEnd: number): FieldValue {
    const [start, end] = node?.range ?? [keyEnd + 1, keyEnd + 1];
    if (isScalar(node) && typeof node.value === 'string') {
      if (node.type === 'PLAIN' && /^(?:~|null|)$/i.test(node.value)) {
        const from = node.value === '' ? keyEnd + 1 : start;
        return { kind: 'empty', at: this.#located(node.value, from, from + node.value.length) };
      }
      const at = this.#located(node.value, start, end);
      if (node.type === 'PLAIN' || node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') {
        const oneLine = !this.#source.slice(start, end).includes('\n');
        const style = node.type === 'PLAIN' ? 'plain' : 'quoted';
        return { kind: 'scalar', style: oneLine ? style : 'block', at };
      }
      return { kind: 'scalar', style: 'block', at };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#value(item as Node | null, start - 1));
      return { kind: 'list', at: this.#firstLine(start, end), items };
    }
    if (isMap(node)) {
      return { kind: 'mapping', at: this.#firstLine(start, end) };
    }
    return { kind: 'empty', at: this.#located('', keyEnd + 1, keyEnd + 1) };
  }

  /** The source of a value up to the end of its first line. */
  #firstLine(start: number, end: number): Located<string> {
    const line = (this.#source.slice(start, end).split(/\r?\n/, 1)[0] ?? '').trimEnd();
    return this.#located(line, start, start + line.length);
  }

  /** Finds the first anchor, alias, tag or too deep nesting in a node, without recursion limits of its own to hit. */
  #refused(root: Node | null, depth: number): HeaderProblem | undefined {
    const stack: { node: unknown; depth: number }[] = [{ node: root, depth }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const node = next.node;
      if (isAlias(node) || ((isScalar(node) || isMap(node) || isSeq(node)) && (node.anchor || node.tag))) {
        return this.#sharing(this.#located('', node.range?.[0] ?? 0, (node.range?.[0] ?? 0) + 1));
      }
      if (next.depth > MAX_DEPTH) {
        const start = (node as Node | null)?.range?.[0] ?? 0;
        return tooDeep(this.#located('', start, start + 1));
      }
      if (isSeq(node)) for (const item of node.items) stack.push({ node: item, depth: next.depth + 1 });
      if (isMap(node)) {
        for (const pair of node.items) {
          stack.push({ node: pair.key, depth: next.depth + 1 }, { node: pair.value, depth: next.depth + 1 });
        }
      }
    }
    return undefined;
  }

  #sharing(at: Located<string>): HeaderProblem {
    return {
      ...place(at),
      code: 'frontmatter-invalid',
      message: 'The front matter uses a YAML anchor, alias, merge key or tag, which cards do not take.',
      help: 'Write the value out in full; put text that begins with `&`, `*` or `!` in quotes.',
    };
  }

  #twice(first: Located<string>, second: Located<string>): FrontMatter {
    return this.#invalid(second, {
      message: `The field \`${second.value}\` stands twice, on lines ${first.line} and ${second.line}.`,
      help: 'Keep one of the two.',
      related: { message: 'first here', line: first.line, column: first.column },
    });
  }

  #invalid(at: Located<string>, said: Pick<HeaderProblem, 'message' | 'help' | 'related'>): FrontMatter {
    return { kind: 'invalid', problem: { ...place(at), code: 'frontmatter-invalid', ...said } };
  }

  #notYaml(code: YAMLError['code'], { start, end, says, help }: YamlFault): HeaderProblem {
    const links = code === 'UNEXPECTED_TOKEN' && this.#source.includes('[[');
    return {
      ...place(this.#located('', start, end)),
      code: 'frontmatter-invalid',
      message: `The front matter is not valid YAML: ${says}.`,
      help: links
        ? 'In `requires`, write one plain stem a line: `- stem`.'
        : (help ?? 'Mend the line, or put the value in quotes; until then the card counts as open.'),
    };
  }

  #located(value: string, start: number, end: number): Located<string> {
    const { line, col } = this.#lines.linePos(Math.min(start, this.#source.length));
    const lineEnd = this.#source.indexOf('\n', start);
    const until = Math.max(start, lineEnd === -1 ? end : Math.min(end, lineEnd));
    const column = Math.max(col, 1);
    return { value, line: line + 1, column, endColumn: column + until - start, offset: this.#offset + start };
  }
}

/**
 * Finds where brackets or list markers nest too deep, counted before the library reads them: how deep it follows is a
 * matter of the machine's stack, and what a card means must not be.
 */
function tooDeepAt(source: string): number | undefined {
  let depth = 0;
  for (const match of source.matchAll(/[[{]|[\]}]|^ *(?:[-?] +){32,}/gm)) {
    if (match[0].length > 1) return match.index;
    depth += match[0] === '[' || match[0] === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return match.index;
  }
  return undefined;
}

function tooDeep(at: Located<string>): HeaderProblem {
  return {
    ...place(at),
    code: 'frontmatter-invalid',
    message: `The front matter nests deeper than ${MAX_DEPTH} levels.`,
    help: 'A card needs plain fields and lists only.',
  };
}

function place(at: Located<string>): Pick<HeaderProblem, 'line' | 'column' | 'endColumn'> {
  return { line: at.line, column: at.column, endColumn: Math.max(at.endColumn, at.column + 1) };
}
