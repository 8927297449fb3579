import { describe, expect, test } from 'vitest';
import { ASCII, chooseColour, chooseGlyphs, UNICODE } from '../../../src/ui/draw/glyphs.ts';

describe('the characters', () => {
  test.each([
    [{ LANG: 'C.UTF-8', TERM: 'xterm-256color' }, UNICODE],
    [{ LANG: 'de_DE.utf8' }, UNICODE],
    [{ LANG: 'C.UTF-8', LC_ALL: 'C' }, ASCII],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, ASCII],
    [{ LANG: 'C.UTF-8', TERM: 'dumb' }, ASCII],
    [{ LANG: 'ja_JP.UTF-8' }, ASCII],
    [{}, ASCII],
  ])('for %j', (env, glyphs) => {
    expect(chooseGlyphs(env)).toBe(glyphs);
  });

  test('are those that were asked for, whatever the terminal says', () => {
    expect(chooseGlyphs({ LANG: 'C.UTF-8' }, { ascii: true })).toBe(ASCII);
    expect(chooseGlyphs({}, { ascii: false })).toBe(UNICODE);
  });

  test('tell all states apart without colour', () => {
    for (const { done, ready, blocked, running, failed, asks, shared, problem } of [UNICODE, ASCII]) {
      expect(new Set([done, ready, blocked, running, failed, asks, shared, problem]).size).toBe(8);
    }
  });
});

describe('colour', () => {
  test.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ CLICOLOR: '0' }, false],
    [{ TERM: 'dumb' }, false],
  ])('with %j is %s', (env, expected) => {
    expect(chooseColour(env)).toBe(expected);
  });
});
