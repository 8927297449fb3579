import type { BodyStart } from './markdown.ts';
import { type WikiLink, wikiLinkAt } from './wiki-link.ts';

/** A body with more lines is left to the parser, whose caps on a body then never concern what is answered here. */
const MAX_LINES = 1000;
const MAX_LENGTH = 1024 * 1024;
const MAX_BRACKETS = 5000;
const LONG_RUN = /`{21}/;
const MAX_PREFIX = 48;

const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/y;
/** Indentation, list markers and quote marks in front of a line's words. */
const PREFIX = /[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]?[ \t]*)*/y;
const FENCE = /^( *)(`{3,}(?=[^`]*$)|~{3,})/;
const FENCE_END = /^( *)(`{3,}|~{3,})[ \t]*$/;
/** Marks that open something inside a line, or hide what follows them. */
const MARK = /[\\`<[\]]/g;
const WIKI_LINK = /\[\[[^[\]\t]+\]\]/y;
const LINK_TARGET = /\]\([^()\s<>[\]`\\]*(?: "[^"()<>[\]`\\]*")?\)/y;
const TAG = /<(?![!?])[^<>"'`[\]]*>/y;
const COMMENT = /<!--(?!-?>)(?:(?!-->)[\s\S])*-->/y;
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/**
 * Finds the wiki links of a body by a look at its lines, or answers undefined where only the Markdown parser can tell.
 *
 * A document of prose, lists, tables, code fences and code spans is read in a hundredth of the parser's time. Whatever
 * may reach over several lines or depends on the depth of a list (HTML, code spans that do not close on their line,
 * definitions, code that is only indented) is not guessed at.
 *
 * @param body the text after the front matter
 * @param from where the body starts in its file
 */
export function scanWikiLinks(body: string, from: BodyStart): readonly WikiLink[] | undefined {
  if (body.length > MAX_LENGTH || body.startsWith('\ufeff')) return undefined;
  return new LinkScanner(body, from).scan();
}

interface Line {
  readonly text: string;
  /** Offset in the body. */
  readonly start: number;
  /** Counted from 0. */
  readonly index: number;
}

interface Fence {
  readonly indent: number;
  readonly mark: string;
}

class LinkScanner {
  readonly #body: string;
  readonly #from: BodyStart;
  readonly #links: WikiLink[] = [];
  #fence: Fence | undefined;
  #inComment = false;
  /** Whether the line before is sure to be words of a paragraph, which an indented line then goes on with. */
  #inParagraph = false;
  #isAfterBlank = true;
  #brackets = 0;

  constructor(body: string, from: BodyStart) {
    this.#body = body;
    this.#from = from;
  }

  scan(): readonly WikiLink[] | undefined {
    let index = 0;
    for (let start = 0; start < this.#body.length; index += 1) {
      LINE.lastIndex = start;
      const [whole = '', text = ''] = LINE.exec(this.#body) ?? [];
      if (index >= MAX_LINES || !this.#readLine({ text, start, index })) return undefined;
      start += whole.length;
    }
    // A fence in a list ends with the list, wherever that is.
    return this.#fence !== undefined && this.#fence.indent > 0 ? undefined : this.#links;
  }

  /** Reads one line; false where only the parser can tell. */
  #readLine(line: Line): boolean {
    PREFIX.lastIndex = 0;
    const prefix = PREFIX.exec(line.text)?.[0] ?? '';
    if ((prefix.length > MAX_PREFIX && prefix.trim() !== '') || !this.#withinCaps(line.text)) return false;
    const isBlank = prefix.length === line.text.length && /^[ \t]*$/.test(prefix);
    const isSure = isBlank ? this.#readBlank() : this.#readWritten(line, prefix);
    this.#isAfterBlank = isBlank;
    return isSure;
  }

  /** A blank line ends a paragraph, and nothing else that a line can be inside of. */
  #readBlank(): boolean {
    if (this.#fence === undefined) this.#inParagraph = false;
    return true;
  }

  #readWritten(line: Line, prefix: string): boolean {
    return this.#fence === undefined ? this.#readOutside(line, prefix) : this.#readFenced(line.text);
  }

  #withinCaps(text: string): boolean {
    if (text.includes('[')) this.#brackets += text.split('[').length - 1;
    return this.#brackets <= MAX_BRACKETS && !LONG_RUN.test(text);
  }

  #readFenced(text: string): boolean {
    const fence = this.#fence;
    if (fence === undefined) return true;
    const indent = /^ */.exec(text)?.[0].length ?? 0;
    if (indent < fence.indent || (fence.indent > 0 && text[indent] === '\t')) return false;
    const end = FENCE_END.exec(text)?.[2];
    if (end?.startsWith(fence.mark) !== true) return true;
    if (indent !== fence.indent && (fence.indent > 0 || indent > 3)) return fence.indent === 0;
    this.#fence = undefined;
    this.#inParagraph = false;
    return true;
  }

  #readOutside(line: Line, prefix: string): boolean {
    const { text } = line;
    if (this.#inComment) {
      this.#inComment = !text.includes('-->');
      this.#inParagraph = false;
      return true;
    }
    const words = text.slice(prefix.length);
    const fence = FENCE.exec(text);
    if (fence !== null) return this.#openFence(fence[1]?.length ?? 0, fence[2] ?? '');
    if (/^(?:`{3,}[^`]*$|~{3,})/.test(words)) return false;
    if (words.startsWith('<')) {
      const inline = this.#readMarkup(text, prefix.length);
      if (inline !== undefined) return inline;
    }
    return this.#readWords(line, prefix);
  }

  #openFence(indent: number, mark: string): boolean {
    // Deep inside, and right below words, the line may go on with a paragraph.
    if (indent > 3 && !this.#isAfterBlank) return false;
    this.#fence = { indent, mark };
    this.#inParagraph = false;
    return true;
  }

  /** Reads a line whose words start with `<`; undefined when these are words all the same. */
  #readMarkup(text: string, at: number): boolean | undefined {
    if (text.startsWith('<!--')) {
      this.#inComment = !text.includes('-->', 2);
      this.#inParagraph = false;
      return true;
    }
    COMMENT.lastIndex = at;
    const comment = COMMENT.exec(text);
    if (comment !== null && text.slice(at + comment[0].length).trim() === '') {
      this.#inParagraph = false;
      return true;
    }
    return /^<(?:[a-z][a-z\d+.-]*:|[^a-z/!?])/i.test(text.slice(at)) ? undefined : false;
  }

  #readWords(line: Line, prefix: string): boolean {
    const { text } = line;
    const found = this.#linksOf(line);
    if (found === undefined || isDefinition(text)) return false;
    const hasGap = /[^ \t](?: {5}| *\t)/.test(prefix);
    const isText = !hasGap && (this.#inParagraph || !/^(?: {4}| *\t)/.test(prefix));
    if (found.length > 0 && !isText) return false;
    this.#links.push(...found);
    this.#inParagraph = isText && isParagraph(text.slice(prefix.length));
    return true;
  }

  /** The links of a line of words, or undefined when a code span, a tag or the like does not end on it. */
  #linksOf({ text, start, index }: Line): WikiLink[] | undefined {
    const links: WikiLink[] = [];
    MARK.lastIndex = 0;
    for (let mark = MARK.exec(text); mark !== null; mark = MARK.exec(text)) {
      const end = endOf(text, mark.index);
      if (end === undefined) return undefined;
      MARK.lastIndex = end;
      if (mark[0] !== '[' || end === mark.index + 1) continue;
      const offset = this.#from.offset + start + mark.index;
      const place = { offset, line: this.#from.line + index, column: mark.index + 1 };
      links.push(wikiLinkAt(text, { start: mark.index, end }, place));
    }
    return links;
  }
}

/** Where what starts with a mark ends on its line; right behind the mark when it is nothing special. */
function endOf(text: string, at: number): number | undefined {
  switch (text[at]) {
    case '\\':
      return at + (PUNCTUATION.test(text[at + 1] ?? '') ? 2 : 1);
    case '`':
      return endOfCode(text, at);
    case '<':
      return endOfTag(text, at);
    case ']':
      return text[at + 1] === '(' ? endOfMatch(LINK_TARGET, text, at) : at + 1;
    default:
      return endOfMatch(WIKI_LINK, text, at) ?? at + 1;
  }
}

function endOfCode(text: string, at: number): number | undefined {
  let open = at;
  while (text[open] === '`') open += 1;
  const length = open - at;
  for (let next = text.indexOf('`', open); next !== -1; next = text.indexOf('`', next)) {
    let end = next;
    while (text[end] === '`') end += 1;
    if (end - next === length) return end;
    next = end;
  }
  return undefined;
}

function endOfTag(text: string, at: number): number | undefined {
  if (!/[a-z/!?]/i.test(text[at + 1] ?? '')) return at + 1;
  return endOfMatch(TAG, text, at) ?? endOfMatch(COMMENT, text, at);
}

function endOfMatch(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Tells whether a line may be a definition, `[label]: target`, or the end of one. */
function isDefinition(text: string): boolean {
  return text.includes(']:') && (text.includes('\\') || /(?:^|[^\]])\]:/.test(text));
}

/** Tells whether words are surely those of a paragraph: no heading, no rule, no list marker without words. */
function isParagraph(words: string): boolean {
  return /^[\p{L}\p{N}[("'`*]/u.test(words) && !/^(?:[\s*_=-]+|\d{1,9}[.)])$/.test(words);
}
