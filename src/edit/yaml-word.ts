const PLAIN = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./ -]*[\p{L}\p{N}_/-])?$/u;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const HAS_OWN_LETTER = /[g-np-wyz]/i;

/**
 * Spells a word as a YAML scalar that every YAML reader takes for that very text, in a block list and in a flow
 * list alike: as it is where that is safe, otherwise in double quotes. Words that YAML 1.1 or 1.2 reads as a
 * number, a date or a truth value (`1.10`, `2024-01-01`, `no`, `0x1f`) are quoted.
 */
export function yamlWord(word: string): string {
  const looksLikeNumber = /^\d/.test(word) && !HAS_OWN_LETTER.test(word);
  const plain = PLAIN.test(word) && !RESERVED.test(word) && !looksLikeNumber;
  return plain ? word : JSON.stringify(word);
}
