/** A code span, which keeps whatever it holds, or a comment with the space in front of it. */
const CODE_OR_COMMENT = /(`+)[^`]{0,4000}\1| ?<!--.{0,1000}?-->/g;

/**
 * Gives the text of an item as a reader of the rendered page sees it: without the comments that settle how it is checked.
 *
 * @param text the item's text on one line, as `ChecklistItem` holds it
 */
export function shownText(text: string): string {
  return text
    .replace(CODE_OR_COMMENT, (match, ticks: string | undefined) => (ticks === undefined ? '' : match))
    .trim();
}
