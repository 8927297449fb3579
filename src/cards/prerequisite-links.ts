import { headingsOf } from './prose-lines.ts';
import type { WikiLink } from './wiki-link.ts';

const PREREQUISITE = /^[^\p{L}\p{N}]*(?:\d+[.)]?[^\p{L}\p{N}]+)?prereq(?:uisite)?s?(?![\p{L}\p{N}])/iu;
/** What may stand between a link and the word that makes it a prerequisite. */
const MARKED = /^\s*(?:[-–—:(]\s*)+[*_]*prereq(?:uisite)?s?(?![\p{L}\p{N}])/iu;
/** What may stand behind a link to something that is to be done before. */
const FIRST = /^[^\p{L}\p{N}]*do(?:ne)? (?:it |this |that )?first(?![\p{L}\p{N}])/iu;

/**
 * Tells which links of a body are given as prerequisites: those below a heading "Prerequisites", and those on a line that
 * is marked so. Undefined where the body never says the word.
 *
 * @param bodyLine the line of the file on which the body starts
 */
export function prerequisiteMarks(body: string, bodyLine: number): ((link: WikiLink) => boolean) | undefined {
  if (!/prereq/i.test(body)) return undefined;
  const lines = body.split(/\r\n|\r|\n/);
  const sections: { readonly from: number; readonly depth: number; to: number }[] = [];
  for (const { depth, words, line } of headingsOf(body, bodyLine)) {
    for (const section of sections) if (depth <= section.depth && section.to > line) section.to = line;
    if (PREREQUISITE.test(words)) sections.push({ from: line, depth, to: Number.POSITIVE_INFINITY });
  }
  return ({ written }) => {
    if (sections.some(({ from, to }) => written.line > from && written.line < to)) return true;
    const text = lines[written.line - bodyLine] ?? '';
    return (
      PREREQUISITE.test(text.slice(0, written.column - 1)) || MARKED.test(text.slice(written.endColumn - 1))
    );
  };
}

/** The links of a body to something that it says is to be done before: the prerequisites, and what is to be done first. */
export function linksToDoFirst(
  body: string,
  bodyLine: number,
  links: readonly WikiLink[],
): readonly WikiLink[] {
  const isPrerequisite = prerequisiteMarks(body, bodyLine);
  const lines = body.split(/\r\n|\r|\n/);
  return links.filter(
    (link) =>
      isPrerequisite?.(link) === true ||
      FIRST.test((lines[link.written.line - bodyLine] ?? '').slice(link.written.endColumn - 1)),
  );
}
