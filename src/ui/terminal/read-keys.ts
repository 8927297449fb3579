import type { Key } from 'ink';

const NAMED: readonly (readonly [flag: keyof Key, name: string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageDown', 'pagedown'],
  ['pageUp', 'pageup'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The names of the keys in one input: `j`, `G`, ` `, `up`, `enter`, `tab`, `shift-tab`, `ctrl-c`. Keys that were pressed
 * fast arrive as one input and come out one by one. Alt and function keys have no name, and do nothing.
 */
export function keysOf(input: string, key: Key): readonly string[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  const named = NAMED.find(([flag]) => key[flag] === true);
  if (named !== undefined) return [named[1]];
  if (key.meta) return [];
  if (key.ctrl) return input === '' ? [] : [`ctrl-${input}`];
  return [...graphemes.segment(input)].flatMap(({ segment }) => keyOf(segment));
}

/** The key behind one character; a letter with Ctrl is a control character in the middle of a clump. */
function keyOf(character: string): readonly string[] {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d || code === 0x0a || character === '\r\n') return ['enter'];
  if (code === 0x09) return ['tab'];
  if (code === 0x1b) return ['escape'];
  if (code === 0x7f || code === 0x08) return ['backspace'];
  if (code > 0 && code < 0x1b) return [`ctrl-${String.fromCharCode(code + 0x60)}`];
  return code < 0x20 ? [] : [character];
}
