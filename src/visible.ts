/**
 * Characters that must never reach a terminal or a log as they are: controls, DEL, line separators, bidi and other
 * format characters, tags, private use and lone surrogates. A joiner or a variation selector that belongs to an emoji
 * is left alone: people put emoji into titles.
 */
const HIDDEN_SOURCE =
  String.raw`(?<!\p{Extended_Pictographic}\u{FE0F}?)\u{200D}|(?<!\p{Emoji})\u{FE0F}|(?![\u{200D}\u{FE0F}])` +
  String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Variation_Selector}]`;
const HIDDEN = new RegExp(HIDDEN_SOURCE, 'gu');
const HAS_HIDDEN = new RegExp(HIDDEN_SOURCE, 'u');

/**
 * Makes one line of text from a file or a command safe to print: every hidden character is spelled `\u{1b}`.
 * Tabs become a space. Printable text comes back unchanged.
 */
export function visible(text: string): string {
  if (!HAS_HIDDEN.test(text)) return text;
  return text.replace(HIDDEN, spelled);
}

/** A flood of NUL bytes would otherwise make as many strings. */
const CONTROLS = Array.from({ length: 0xa0 }, (_, code) => (code === 0x09 ? ' ' : spelling(code)));

function spelled(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return CONTROLS[code] ?? spelling(code);
}

function spelling(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** Tells whether text holds a character that `visible` would spell out, tabs aside. */
export function hasHidden(text: string): boolean {
  return HAS_HIDDEN.test(text.replaceAll('\t', ' '));
}
