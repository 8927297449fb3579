import { newlineOf } from './header-lines.ts';
import type { Cut } from './splice.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const SECTION = /^(#{1,6})[ \t]+(?:prerequisites|prereqs|related)[ \t]*#*[ \t]*$/i;
const ANY_HEADING = /^(#{1,6})[ \t]/;
const LIST_ITEM = /^([-*+])[ \t]/;

/**
 * Adds a line `- [[stem]]` to a card's section Prerequisites or Related, after the last entry of its list; a card
 * without such a section gets one at its end. A card that links to the stem already needs no cut.
 *
 * @param bodyOffset where the body starts, right after the front matter
 */
export function addLink(text: string, bodyOffset: number, stem: string): readonly Cut[] {
  if (text.includes(`[[${stem}]]`) || text.includes(`[[${stem}|`)) return [];
  const newline = newlineOf(text);
  const section = findSection(text, bodyOffset);
  if (section !== undefined) {
    const line = `${section.marker} [[${stem}]]${newline}`;
    const before = section.endsLine ? '' : newline;
    const gap = section.hasList ? '' : newline;
    return [{ offset: section.insertAt, length: 0, insert: `${before}${gap}${line}` }];
  }
  const before = text === '' || text.endsWith('\n') ? '' : newline;
  return [
    {
      offset: text.length,
      length: 0,
      insert: `${before}${newline}## Prerequisites${newline}${newline}- [[${stem}]]${newline}`,
    },
  ];
}

interface Section {
  readonly insertAt: number;
  readonly marker: string;
  readonly hasList: boolean;
  /** Whether the line before the place is complete; the last line of a file may not be. */
  readonly endsLine: boolean;
}

/** The first section that takes links, and the place after its last list entry, or after its heading. */
function findSection(text: string, bodyOffset: number): Section | undefined {
  let section: Section | undefined;
  let level = 0;
  let fence: string | undefined;
  for (let start = bodyOffset; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(start, next).replace(/\r?\n$/, '');
    start = next;
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const depth = ANY_HEADING.exec(line)?.[1]?.length;
    if (section !== undefined && depth !== undefined && depth <= level) return section;
    const opened = SECTION.exec(line)?.[1];
    const endsLine = newline !== -1;
    if (section === undefined && opened !== undefined) {
      section = { insertAt: next, marker: '-', hasList: false, endsLine };
      level = opened.length;
    } else if (section !== undefined) {
      const marker = LIST_ITEM.exec(line)?.[1];
      if (marker !== undefined) section = { insertAt: next, marker, hasList: true, endsLine };
    }
  }
  return section;
}
