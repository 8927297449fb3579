import type { Located } from '../located.ts';

/** One `[[wiki link]]` of a card's body, with its parts apart. */
export interface WikiLink {
  /** The stem it points at; empty for a link into the same document, `[[#heading]]`. */
  readonly stem: string;
  /** The folders in front of the stem, or the empty string. */
  readonly folder: string;
  readonly heading: string | undefined;
  /** What is shown in place of the target, after `|`. */
  readonly text: string | undefined;
  readonly embed: boolean;
  /** The whole link with its brackets (and `!`), where it stands. */
  readonly written: Located<string>;
}

/**
 * Makes a link of its source, with the `!` of an embed in front of it.
 *
 * @param text what it stands in, at least from the beginning of its line
 * @param span where its brackets start and end in `text`
 * @param place the same start in its file
 */
export function wikiLinkAt(
  text: string,
  span: { readonly start: number; readonly end: number },
  place: Pick<Located<string>, 'line' | 'column' | 'offset'>,
): WikiLink {
  const value = text.slice(span.start, span.end);
  const embed = isEmbed(text, span.start);
  const shift = embed ? 1 : 0;
  const written = {
    value: (embed ? '!' : '') + value,
    line: place.line,
    column: place.column - shift,
    endColumn: place.column + value.length,
    offset: place.offset - shift,
  };
  return { ...partsOf(value), embed, written };
}

function isEmbed(body: string, at: number): boolean {
  if (body[at - 1] !== '!') return false;
  let backslashes = 0;
  while (body[at - 2 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 0;
}

function partsOf(written: string): Pick<WikiLink, 'stem' | 'folder' | 'heading' | 'text'> {
  const inner = written.slice(2, -2);
  const bar = inner.indexOf('|');
  // In a table the bar is written `\|`.
  const target = bar === -1 ? inner : inner.slice(0, bar).replace(/\\$/, '');
  const hash = target.indexOf('#');
  const path = (hash === -1 ? target : target.slice(0, hash)).trim();
  const slash = path.lastIndexOf('/');
  return {
    stem: path.slice(slash + 1),
    folder: slash === -1 ? '' : path.slice(0, slash),
    heading: hash === -1 ? undefined : target.slice(hash + 1).trim(),
    text: bar === -1 ? undefined : inner.slice(bar + 1).trim(),
  };
}
