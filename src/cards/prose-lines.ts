/** One line of a text that is no fenced code. */
export interface ProseLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A heading written with `#`, wherever it stands. */
export interface Heading {
  readonly depth: number;
  readonly words: string;
  readonly line: number;
}

const FENCE = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/;
const HEADING = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(#{1,6})(?:[ \t]+|$)/;
const UNDERLINE = /^[ \t>]*(?:=+|-+)[ \t]*$/;

/**
 * Goes through the lines of a body that are no fenced code.
 *
 * @param first the line of its file on which the body starts
 */
export function* proseLines(body: string, first: number): Generator<ProseLine> {
  let fence: string | undefined;
  for (const [index, text] of body.split(/\r\n|\r|\n/).entries()) {
    const mark = FENCE.exec(text)?.[1];
    if (fence === undefined && mark === undefined) yield { text, line: first + index };
    else if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) === true && text.trim().endsWith(mark)) fence = undefined;
  }
}

/** Finds the headings of a body, underlined ones too; rather one too many than one too few. */
export function headingsOf(body: string, first: number): readonly Heading[] {
  const headings: Heading[] = [];
  let above: ProseLine | undefined;
  for (const line of proseLines(body, first)) {
    const mark = HEADING.exec(line.text);
    if (mark !== null) {
      const words = line.text
        .slice(mark[0].length)
        .trimEnd()
        .replace(/[ \t]#+$/, '');
      headings.push({ depth: mark[1]?.length ?? 1, words: words.trim(), line: line.line });
    } else if (above !== undefined && above.text.trim() !== '' && UNDERLINE.test(line.text)) {
      const depth = line.text.includes('=') ? 1 : 2;
      headings.push({ depth, words: above.text.trim(), line: above.line });
    }
    above = line;
  }
  return headings;
}
