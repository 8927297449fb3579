/** What the stem of a new card looks like, as a sentence. */
export const STEM_FORM = 'A stem is a file name without .md: letters, digits, and . _ - between them.';

/** Tells whether a name can be the stem of a new card: a file name that nothing has to quote. */
export function isNewStem(name: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,198}[\p{L}\p{N}])?$/u.test(name);
}

/**
 * Writes the text of a new card: active, with its title, the card that needs it, and a checklist to fill in.
 *
 * @param about the title, and the stem of the card that requires it; without one the card is a goal, which gets the
 * branch that a C2 change lives on
 */
export function newCardText(
  stem: string,
  about: { readonly title: string; readonly neededBy: string | undefined },
): string {
  const lines = ['---', `title: ${quoted(about.title)}`, 'status: active'];
  if (about.neededBy === undefined) lines.push(`branch: mikado/${stem}`);
  lines.push('---', '', `# ${about.title}`, '');
  lines.push('What is to be achieved, and why now.', '', '## What to do', '', '1. …', '');
  lines.push('## Verification', '', '- [ ] What a person can see when it is done', '');
  if (about.neededBy !== undefined) lines.push('## Related', '', `- [[${about.neededBy}]] needs this`, '');
  return lines.join('\n');
}

/** Makes a title of a stem: `rotate-tokens` becomes `Rotate tokens`. */
export function titleFromStem(stem: string): string {
  const words = stem.replace(/[-_]+/g, ' ').trim();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function quoted(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9 ,.()/-]*$/.test(text) && !/^(?:true|false|null|[\d.]+)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
