import fc from 'fast-check';
import { renderToString, Text } from 'ink';
import { createElement } from 'react';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { paint } from '../../../src/ui/draw/paint.ts';
import {
  chop,
  clean,
  columnsOf,
  cutEnd,
  cutMiddle,
  dropColumns,
  isNarrow,
  padRow,
  plainText,
  slice,
  span,
  takeColumns,
  wrap,
} from '../../../src/ui/draw/rows.ts';

describe('cutting', () => {
  test('a stem keeps its beginning and its end', () => {
    expect(cutMiddle('adopt-commit-based-container-tags', 20, '…')).toBe('adopt-comm…iner-tags');
  });

  test('a name of wide characters is cut between them, without a blank that it does not have', () => {
    expect(cutMiddle('署名の検証手順を確認する', 12, '…')).toBe('署名の…する');
    expect(cutMiddle('署名の検証手順を確認する', 13, '…')).toBe('署名の…認する');
  });

  test('a text is cut at its end and the cut is marked', () => {
    expect(cutEnd('Remember what a reader prefers', 12, '…')).toBe('Remember wh…');
  });

  test('a number is left out whole rather than cut to another one', () => {
    expect(cutEnd('closed 1234 times', 10, '…')).toBe('closed …');
    expect(cutEnd('closed 12 times', 10, '…')).toBe('closed 12…');
    expect(cutEnd('read 10,000 of them', 10, '…')).toBe('read …');
    expect(cutEnd('card.md:57:12', 12, '…')).toBe('card.md:…');
  });

  test('a text is broken into pieces that are all of it, none wider than asked for unless it is one character', () => {
    expect(chop('seventeen letters', 7)).toEqual(['sevente', 'en lett', 'ers']);
    expect(chop('日本語', 5)).toEqual(['日本', '語']);
    expect(chop('', 5)).toEqual(['']);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 10, max: 40 }), (text, columns) => {
        const pieces = chop(clean(text), columns);
        expect(pieces.join('')).toBe(clean(text));
        for (const piece of pieces)
          if (chop(piece, 1).length > 1) expect(columnsOf(piece)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('a wide character that does not fit whole is left out', () => {
    expect(takeColumns('日本語', 5)).toBe('日本');
    expect(dropColumns('日本語', 3)).toBe(' 語');
  });

  test('a row is exactly as wide as asked for, whatever stands in it', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, fc.nat(40), fc.nat(40), (one, other, from, width) => {
        const row = [span(clean(one)), span(clean(other), 'dim')];
        expect(columnsOf(plainText(padRow(row, width)))).toBe(width);
        expect(columnsOf(plainText(slice(row, from, from + width)))).toBe(width);
      }),
    );
  });
});

test('a part of a row is what stands between its columns, however many spans it is made of', () => {
  const row = ['  ', '│  ', '└─ ', '▸ ', 'store-user-preference'].map((text) => span(text));
  expect(plainText(slice(row, 1, 14))).toBe(' │  └─ ▸ stor');
});

test('what counts as narrow takes one column each, a soft hyphen does not', () => {
  const all = Array.from({ length: 0x10000 - 0x20 }, (_, index) => String.fromCharCode(index + 0x20));
  const narrow = all.filter(isNarrow);
  expect(narrow.length).toBeGreaterThan(600);
  expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  expect(isNarrow('\u00ad')).toBe(false);
});

describe('wrapping', () => {
  test('lines break at blanks, and those after the first are indented', () => {
    expect(wrap('1. Add the column with a migration', 16, '   ')).toEqual([
      '1. Add the',
      '   column with a',
      '   migration',
    ]);
  });

  test('a word wider than a line is broken, and nothing of it is lost', () => {
    const word = 'https://example.org/a/very/long/path';
    expect(wrap(word, 10).join('')).toBe(word);
  });

  test('a long stem is broken behind a hyphen, and the dash of its list stays with it', () => {
    expect(wrap('  - adopt-commit-based-container-tags', 28, '    ')).toEqual([
      '  - adopt-commit-based-',
      '    container-tags',
    ]);
    expect(wrap('- a-single-name-of-its-own', 26, '')).toEqual(['- a-single-name-of-its-own']);
    expect(wrap('- a-single-name-of-its-own', 24, '')).toEqual(['- a-single-name-of-its-', 'own']);
  });

  test('a word without a place to break it keeps the dash of its list all the same', () => {
    expect(wrap(`- ${'a'.repeat(20)}`, 12, '  ')).toEqual(['- aaaaaaaaaa', '  aaaaaaaaaa']);
  });

  test('a word that fits on a line of its own is not broken', () => {
    expect(wrap('see adopt-commit-based-tags', 24)).toEqual(['see', 'adopt-commit-based-tags']);
  });

  test('an indentation stays', () => {
    expect(wrap('    deep thought', 12)).toEqual(['    deep', 'thought']);
  });

  test('no line is wider than asked for, as long as each character fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 8, max: 40 }), (text, columns) => {
        for (const line of wrap(clean(text), columns, '  '))
          expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('text from a file', () => {
  test.each([
    ['a colour', '\x1b[31mred', '\\u{1b}[31mred'],
    ['a write to the clipboard', '\x1b]52;c;AAAA\x07', '\\u{1b}]52;c;AAAA\\u{7}'],
    ['a link', '\x1b]8;;https://example.org\x1b\\x', '\\u{1b}]8;;https://example.org\\u{1b}\\x'],
    ['an 8-bit control sequence', '\u009b2J', '\\u{9b}2J'],
    ['an overprint', 'safe\rgone\b', 'safe\\u{d}gone\\u{8}'],
    ['a reversal of the reading order', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
  ])('with %s is spelled out', (_what, text, shown) => {
    expect(clean(text)).toBe(shown);
  });

  test('a pile of ten thousand marks on one letter is cut to eight', () => {
    expect(clean(`e${'\u0301'.repeat(10_000)}!`)).toBe(`e${'\u0301'.repeat(8)}!`);
  });
});

test('a row is painted in the sixteen colours of the terminal, and without colour in bold and inverse alone', () => {
  const row = [span('plain '), span('READY', 'ready'), { ...span(' done', 'dim'), inverse: true }];
  expect(paint(row, { colour: true })).toBe(
    'plain \x1b[1m\x1b[32mREADY\x1b[39m\x1b[22m\x1b[2m\x1b[7m done\x1b[27m\x1b[22m',
  );
  expect(paint(row, { colour: false })).toBe('plain \x1b[1mREADY\x1b[22m\x1b[2m\x1b[7m done\x1b[27m\x1b[22m');
});

test('a row is painted as Ink writes it: blanks at its end left out, and what is in one style in one piece', async () => {
  const row = [
    span('READY', 'ready'),
    ...[span(' one', 'dim'), span(' two', 'dim'), span(' ')],
    ...[span('三', 'strong'), span('   ')],
  ];
  const painted = paint(row, { colour: true });
  expect(painted).toBe('\x1b[1m\x1b[32mREADY\x1b[39m\x1b[22m\x1b[2m one two\x1b[22m \x1b[1m三\x1b[22m');
  expect(renderToString(createElement(Text, {}, painted))).toBe(painted);
});
