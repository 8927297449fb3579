const SCISSORS = '------------------------ >8 ------------------------';

/**
 * The subject of a commit message as git makes it: comments and what is below the scissors left out, the lines of the
 * first paragraph joined.
 *
 * @param comment what a comment starts with: `core.commentString`, which is `#` unless set
 * @returns the empty string for a message that is empty but for comments
 */
export function subjectOfMessage(message: string, comment = '#'): string {
  const lines: string[] = [];
  for (const line of message.split(/\r?\n/)) {
    if (line.startsWith(comment) && line.endsWith(SCISSORS)) break;
    if (line.startsWith(comment)) continue;
    const text = line.trim();
    if (text !== '') lines.push(text);
    else if (lines.length > 0) break;
  }
  return lines.join(' ');
}
