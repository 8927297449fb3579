import type { Box } from './picture.ts';

/** The width of every box, in pixels. */
export const BOX_WIDTH = 236;

/** Where the text of a box begins, after its sign. */
export const TEXT_LEFT = 38;
const TEXT_WIDTH = BOX_WIDTH - TEXT_LEFT - 10;
const NAME_SIZE = 12.5;
const WHAT_SIZE = 10.5;
const LINE = 16;
const LOW = 48;

/** What stands in a box, in lines that fit it. */
export interface BoxText {
  /** The title, in one line or two. */
  readonly name: readonly string[];
  /** The state, how much is folded below, and the stem. */
  readonly what: string;
  /** How high the box is, in pixels. */
  readonly height: number;
}

/** Breaks the title of a box into two lines at most, and cuts what is longer still. */
export function boxText({ kind, title, stem, folded }: Box): BoxText {
  const name = inLines(title, TEXT_WIDTH / NAME_SIZE);
  const state = folded === 0 ? kind : `${kind} · +${folded}${kind === 'done' ? '' : ' done'}`;
  const what = cut(`${state} · ${stem}`, TEXT_WIDTH / WHAT_SIZE);
  return { name, what, height: LOW + (name.length - 1) * LINE };
}

function inLines(text: string, ems: number): readonly string[] {
  if (emsOf(text) <= ems) return [text];
  const words = text.split(' ');
  let first = words.shift() ?? '';
  while (words[0] !== undefined && emsOf(`${first} ${words[0]}`) <= ems) first += ` ${words.shift()}`;
  if (emsOf(first) > ems) first = fitting(text, ems);
  return [first, cut(text.slice(first.length).trimStart(), ems)];
}

/** As much of a text as fits, with a sign where something is cut. */
function cut(text: string, ems: number): string {
  return emsOf(text) <= ems ? text : `${fitting(text, ems - 1).trimEnd()}…`;
}

/** The beginning of a text that fits, never half a character. */
function fitting(text: string, ems: number): string {
  let left = ems;
  let short = '';
  for (const char of text) {
    left -= emsOfCharacter(char);
    if (left < 0) break;
    short += char;
  }
  return short;
}

function emsOf(text: string): number {
  let ems = 0;
  for (const char of text) ems += emsOfCharacter(char);
  return ems;
}

/** Rather too much than too little for bold letters of the fonts that a reader may have; DejaVu Sans is the widest. */
function emsOfCharacter(char: string): number {
  if (/[ijlIft.,;:!'’|()[\]\-/· ]/.test(char)) return 0.41;
  if (/[mwMW@%—…]/.test(char)) return 1.02;
  if (/[A-Z0-9+<>=~_#&]/.test(char)) return 0.76;
  return char < '\u1100' ? 0.72 : 1.1;
}
