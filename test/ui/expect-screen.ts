import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { ASCII } from '../../src/ui/draw/glyphs.ts';
import type { Model } from '../../src/ui/model/model.ts';
import { frameOf } from '../../src/ui/panes/frame.ts';
import { screenOf } from './open-model.ts';

/** How a view is compared with what it looked like before. */
interface Expected {
  /** Takes out what differs from run to run, such as the ids of commits; as wide as what it replaces. */
  readonly told?: (screen: string) => string;
}

/**
 * Compares one model with its picture in Unicode and in ASCII, and holds what must be so of every view: the ASCII picture
 * is the same column by column but for glyphs, and colour adds nothing to the text.
 *
 * @param name the pictures' name in `test/fixtures/screens`, without its extension
 */
export async function expectScreen(
  model: Model,
  name: string,
  { told = (screen) => screen }: Expected = {},
): Promise<void> {
  const file = (suffix: string): string =>
    fileURLToPath(new URL(`../fixtures/screens/${name}${suffix}.txt`, import.meta.url));
  const unicode = told(screenOf(model));
  const ascii = told(screenOf({ ...model, glyphs: ASCII }));
  await expect(unicode).toMatchFileSnapshot(file(''));
  await expect(ascii).toMatchFileSnapshot(file('-ascii'));
  expect(ascii).toMatch(/^[\n\x20-\x7e]*$/);
  expect(withoutGlyphs(ascii, unicode)).toBe(withoutGlyphs(unicode, unicode));
  expectColourToAddNothing(model);
}

/** A screen with a blank at every place where another one has a glyph that is not ASCII. */
function withoutGlyphs(screen: string, other: string): string {
  const theirs = other.split('\n').map((row) => [...row]);
  return screen
    .split('\n')
    .map((row, line) =>
      [...row]
        .map((char, at) => (/^[\x20-\x7e]$/.test(theirs[line]?.[at] ?? '') ? char : ' '))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

/** What a role looks like with colour: its own, on top of bold, dim and inverse. */
const COLOUR = /\x1b\[(?:\d+;)*3\d(?:;\d+)*m/;

function expectColourToAddNothing(model: Model): void {
  const [coloured, plain] = [true, false].map((colour) => frameOf(model, { colour }).join('\n'));
  if (coloured === undefined || plain === undefined) throw new Error('there is no frame');
  expect(plain).not.toMatch(COLOUR);
  expect(stripVTControlCharacters(coloured)).toBe(stripVTControlCharacters(plain));
}
