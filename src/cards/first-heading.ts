const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const UNDERLINE = /^ {0,3}=+[ \t]*$/;

/**
 * Finds the text of a document's first heading by its lines alone, or undefined when it has none.
 *
 * Code blocks and comments are passed over. It serves as a title, for which loading a Markdown parser would make
 * every list of cards wait.
 *
 * @param from offset in the text where to start, usually behind the front matter
 */
export function firstHeading(text: string, from: number): string | undefined {
  let fence: string | undefined;
  let inComment = false;
  let previous = '';
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text
      .slice(start, end)
      .replace(/\r$/, '')
      .replace(/^\ufeff/, '');
    start = end + 1;
    const opened = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (opened?.startsWith(fence) === true && line.trim() === opened) fence = undefined;
      continue;
    }
    if (inComment || line.trimStart().startsWith('<!--')) {
      inComment = !line.includes('-->');
      continue;
    }
    if (opened !== undefined) {
      fence = opened;
      continue;
    }
    const heading = ATX.exec(line)?.[1] ?? (UNDERLINE.test(line) ? previous : '');
    if (heading.trim() !== '') return plainText(heading);
    previous = line.trim();
  }
  return undefined;
}

/** A heading without the marks that Markdown puts around words. */
function plainText(heading: string): string {
  return heading
    .replace(/!?\[\[([^\]|]*\|)?([^\]]*)\]\]/g, '$2')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
