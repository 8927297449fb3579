/**
 * The words of what git prints with `-z`, a character a byte: paths may hold anything but NUL, and need not be UTF-8, so
 * that nothing is decoded before the words are told apart.
 */
export function wordsOf(output: Buffer): readonly string[] {
  return output.toString('latin1').split('\0');
}

/** One of these words as text. */
export function decoded(word: string): string {
  return Buffer.from(word, 'latin1').toString('utf8');
}
