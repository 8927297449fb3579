/**
 * Characters that must never reach a terminal or a log as they are: C0 and C1 controls, DEL, line separators, bidi
 * and other format characters, tags, private use and lone surrogates. Emoji joiners inside words are format
 * characters too: seeing them spelled out is the lesser evil in a tool whose lines a person trusts.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Variation_Selector}]/gu;
const HAS_HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Variation_Selector}]/u;

/**
 * Makes one line of text from a file or a command safe to print: every hidden character is spelled `\u{1b}`.
 * Tabs become a space. Printable text comes back unchanged.
 */
export function visible(text: string): string {
  if (!HAS_HIDDEN.test(text)) return text;
  return text.replace(HIDDEN, (char) =>
    char === '\t' ? ' ' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Tells whether text holds a character that `visible` would spell out, tabs aside. */
export function hasHidden(text: string): boolean {
  return HAS_HIDDEN.test(text.replaceAll('\t', ' '));
}
