/**
 * Cuts a text that is longer than anybody reads, so that one finding cannot use up what a service takes of all of them.
 *
 * @param limit the most UTF-16 code units that come back, at least 1
 */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half a character is none.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
