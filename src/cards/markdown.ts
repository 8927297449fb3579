import type { Literal, Nodes, Root } from 'mdast';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

/** A wiki link in the tree: one node, whatever Markdown its text looks like. `value` is its source, brackets included. */
interface WikiLinkNode extends Literal {
  readonly type: 'wikiLink';
}

declare module 'mdast' {
  interface PhrasingContentMap {
    wikiLink: WikiLinkNode;
  }
  interface RootContentMap {
    wikiLink: WikiLinkNode;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    wikiLink: 'wikiLink';
  }
}

/** Where a piece of a file starts: an offset in UTF-16 code units and a line that counts from 1, at its first column. */
export interface BodyStart {
  readonly offset: number;
  readonly line: number;
}

/** What keeps a body from being read, and where in the file it stands. */
export interface MarkdownProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A body as a tree whose positions are the file's, or the reason why it was not parsed. */
export type MarkdownReading =
  | { readonly kind: 'parsed'; readonly root: Root }
  | { readonly kind: 'refused'; readonly problem: MarkdownProblem };

/** Caps on a body. The parser is quadratic in some shapes: at these figures each takes well under a second. */
const MAX_LENGTH = 1024 * 1024;
const MAX_LINES = 10_000;
const MAX_NESTING = 100;
const MAX_BRACKETS = 5_000;
const MAX_UNDERLINES = 1_000;
const MAX_LAZY_LINES = 2_000;
const MAX_QUOTES = 2_000;
const MAX_NESTED_ITEMS = 1_000;
const MAX_RUN_LENGTHS = 100;

/**
 * Parses a card's body: CommonMark, with every wiki link as one node, and without emphasis and images, which nothing
 * here needs: an image is an exclamation mark and a link.
 *
 * A body that would hold the parser up (too long, nested too deep, too many brackets in one paragraph) is refused
 * with a located problem before the parser sees it.
 *
 * @param body the text after the front matter; a byte order mark at its beginning is skipped
 * @param from where the body starts in its file
 */
export function parseMarkdown(body: string, from: BodyStart): MarkdownReading {
  const problem = findProblem(body, from.line);
  if (problem !== undefined) return { kind: 'refused', problem };
  const root = unified().use(remarkParse).use(extendParser).parse(body);
  // The parser drops a byte order mark without counting it.
  moveTo(root, from, body.startsWith('\ufeff') ? 1 : 0);
  return { kind: 'parsed', root };
}

function extendParser(this: Processor): void {
  const data = this.data();
  const wikiLink: NonNullable<typeof data.micromarkExtensions>[number] = {
    // Emphasis is the parser's slowest part on hostile input, and `![` would swallow the brackets of an embed.
    disable: { null: ['attention', 'labelStartImage'] },
    text: {
      [LEFT_BRACKET]: {
        name: 'wikiLink',
        tokenize(effects, ok, nok) {
          type State = typeof ok;
          type Code = Parameters<State>[0];
          let brackets = 0;
          const open: State = (code: Code) => {
            if (brackets === 2) return isInside(code) ? inside(code) : nok(code);
            if (code !== LEFT_BRACKET) return nok(code);
            brackets += 1;
            effects.consume(code);
            return open;
          };
          const inside: State = (code: Code) => {
            if (!isInside(code)) return close(code);
            effects.consume(code);
            return inside;
          };
          const close: State = (code: Code) => {
            if (code !== RIGHT_BRACKET) return nok(code);
            brackets -= 1;
            effects.consume(code);
            if (brackets > 0) return close;
            effects.exit('wikiLink');
            return ok;
          };
          return (code: Code) => {
            effects.enter('wikiLink');
            return open(code);
          };
        },
      },
    },
  };
  data.micromarkExtensions = [wikiLink];
  data.fromMarkdownExtensions = [
    {
      enter: {
        wikiLink(token) {
          this.enter({ type: 'wikiLink', value: this.sliceSerialize(token) }, token);
        },
      },
      exit: {
        wikiLink(token) {
          this.exit(token);
        },
      },
    },
  ];
}

const LEFT_BRACKET = 91;
const RIGHT_BRACKET = 93;

/** Line endings are negative, but so are tabs; a link never spans lines, and a tab in one is no loss. */
function isInside(code: number | null): boolean {
  return code !== null && code >= 0 && code !== LEFT_BRACKET && code !== RIGHT_BRACKET;
}

function moveTo(root: Root, from: BodyStart, skipped: number): void {
  const todo: Nodes[] = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    for (const point of [node.position?.start, node.position?.end]) {
      if (point?.offset === undefined) continue;
      if (point.line === 1) point.column += skipped;
      point.offset += from.offset + skipped;
      point.line += from.line - 1;
    }
    if ('children' in node) for (const child of node.children) todo.push(child);
  }
}

function findProblem(body: string, firstLine: number): MarkdownProblem | undefined {
  const refuse = (message: string, line: number, column = 1) => ({ message, line, column });
  if (body.length > MAX_LENGTH) return refuse('The text is longer than 1 MiB, so it is not read.', firstLine);
  let line = firstLine - 1;
  let brackets = 0;
  let underlines = 0;
  let nestedItems = 0;
  let quotes = 0;
  let inQuote = false;
  let lazyLines: number | undefined;
  const runLengths = new Set<number>();
  for (const [source] of body.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    line += 1;
    if (line - firstLine >= MAX_LINES) {
      return refuse(`The text has more than ${grouped(MAX_LINES)} lines, so it is not read.`, line);
    }
    const { depth, end } = measureNesting(source);
    if (depth > MAX_NESTING) {
      return refuse(`Lists and quotes are nested more than ${MAX_NESTING} deep here.`, line, end + 1);
    }
    if (depth > 0 || isBlank(source)) brackets = 0;
    if (depth > 1) nestedItems += 1;
    if (nestedItems > MAX_NESTED_ITEMS) {
      return refuse(`The text has more than ${grouped(MAX_NESTED_ITEMS)} nested list items.`, line);
    }
    if (depth > 0) lazyLines = 0;
    else if (isBlank(source)) lazyLines = undefined;
    else if (lazyLines !== undefined && /^\S/.test(source)) lazyLines += 1;
    if (lazyLines !== undefined && lazyLines > MAX_LAZY_LINES) {
      return refuse(
        `A list or quote goes on for more than ${grouped(MAX_LAZY_LINES)} lines without its mark.`,
        line,
      );
    }
    const quoted = source.slice(0, end).includes('>');
    if (quoted && !inQuote) quotes += 1;
    inQuote = quoted;
    if (quotes > MAX_QUOTES) return refuse(`The text has more than ${grouped(MAX_QUOTES)} quotes.`, line);
    brackets += countLooseBrackets(source);
    if (brackets > MAX_BRACKETS) {
      return refuse(`A paragraph has more than ${grouped(MAX_BRACKETS)} brackets here.`, line);
    }
    if (/^ {0,3}(?:=+|-+)[ \t]*\s*$/.test(source)) underlines += 1;
    if (underlines > MAX_UNDERLINES) {
      return refuse(`The text has more than ${grouped(MAX_UNDERLINES)} underlined headings.`, line);
    }
    for (const [run] of source.matchAll(/`+/g)) runLengths.add(run.length);
    if (runLengths.size > MAX_RUN_LENGTHS) {
      return refuse(`Backticks come in more than ${MAX_RUN_LENGTHS} different lengths.`, line);
    }
  }
  return undefined;
}

/** How deep a line's lists and quotes can nest at most, by its markers and the indentation in front of them. */
function measureNesting(line: string): { readonly depth: number; readonly end: number } {
  const marker = /([ \t]*)(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))/y;
  let depth = 0;
  let end = 0;
  for (let match = marker.exec(line); match !== null; match = marker.exec(line)) {
    const indentation = match[1] ?? '';
    const columns = indentation.length + 3 * (indentation.split('\t').length - 1);
    depth += 1 + Math.floor(columns / 2);
    end = marker.lastIndex;
    if (depth > MAX_NESTING) break;
  }
  return { depth, end };
}

function countLooseBrackets(line: string): number {
  if (!line.includes('[')) return 0;
  return line.replace(/\[\[[^[\]\r\n]+\]\]/g, '').split('[').length - 1;
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
