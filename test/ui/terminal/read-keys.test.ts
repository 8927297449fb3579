import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../../src/ui/terminal/read-keys.ts';

const NO_KEY: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

describe('one input', () => {
  test.each([
    ['j', {}, ['j']],
    ['', { upArrow: true }, ['up']],
    ['', { return: true }, ['enter']],
    ['', { tab: true, shift: true }, ['shift-tab']],
    ['c', { ctrl: true }, ['ctrl-c']],
    ['x', { meta: true }, []],
  ] as const)('%j with %j is %j', (input, flags, keys) => {
    expect(keysOf(input, { ...NO_KEY, ...flags })).toEqual(keys);
  });

  test('that holds several keys gives each of them', () => {
    expect(keysOf('jjG', NO_KEY)).toEqual(['j', 'j', 'G']);
    expect(keysOf('j\r\x1a\t', NO_KEY)).toEqual(['j', 'enter', 'ctrl-z', 'tab']);
  });

  test('keeps an accent with its letter', () => {
    expect(keysOf('e\u0301x', NO_KEY)).toEqual(['e\u0301', 'x']);
  });
});
