/** A heading that is underlined is cut at the end of the line that reaches this length, in UTF-16 code units. */
const MAX_PARAGRAPH = 1000;
const HEADING = /^ {0,3}#{1,6}(?=[ \t]|$)/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const NO_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:[-+*>]|\d{1,9}[.)])(?:[ \t]|$))/;

/**
 * Gives the plain text of the first heading, `# so` or underlined with `===`, outside fenced code and comments.
 *
 * Reads line by line without a parser, because every card's title may need it.
 *
 * @param text the whole file
 * @param from where the body starts, right after the front matter
 */
export function firstHeading(text: string, from: number): string | undefined {
  let fence: string | undefined;
  let inComment = false;
  let paragraph = '';
  for (const line of linesFrom(text, from)) {
    if (inComment) {
      inComment = !line.includes('-->');
      continue;
    }
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) === true && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      paragraph = '';
      continue;
    }
    if (/^ {0,3}<!--/.test(line)) {
      inComment = !line.includes('-->', line.indexOf('<!--') + 4);
      paragraph = '';
      continue;
    }
    const heading = HEADING.exec(line);
    const words = heading === null ? '' : plainText(withoutClosing(line.slice(heading[0].length)));
    if (words !== '') return words;
    if (paragraph !== '' && /^ {0,3}=+[ \t]*$/.test(line)) return plainText(paragraph);
    const ends = line.trim() === '' || heading !== null || (paragraph === '' && NO_PARAGRAPH.test(line));
    // Only a beginning is kept: joining line after line of an endless paragraph would take time that grows with its square.
    if (ends) paragraph = '';
    else if (paragraph.length < MAX_PARAGRAPH) paragraph = `${paragraph} ${line.trim()}`.trim();
  }
  return undefined;
}

function* linesFrom(text: string, offset: number): Generator<string> {
  const ending = /\r\n|\r|\n/g;
  let start = text[offset] === '\ufeff' ? offset + 1 : offset;
  ending.lastIndex = start;
  for (let match = ending.exec(text); match !== null; match = ending.exec(text)) {
    yield text.slice(start, match.index);
    start = ending.lastIndex;
  }
  yield text.slice(start);
}

/** A heading may end in a run of `#` of its own, which is no part of its words. */
function withoutClosing(words: string): string {
  const trimmed = words.trim();
  let end = trimmed.length;
  while (trimmed[end - 1] === '#') end -= 1;
  return end === 0 || /\s/.test(trimmed[end - 1] ?? '') ? trimmed.slice(0, end) : trimmed;
}

function plainText(source: string): string {
  return source
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/(\*\*|__|~~|`+)/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
}
