import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paint } from '../../../src/ui/draw/paint.ts';
import { span } from '../../../src/ui/draw/rows.ts';
import { readLine, styledParts } from '../../../src/ui/model/log-line.ts';
import { appendLines, appendOutput, EMPTY_LOG, styledLines } from '../../../src/ui/model/run-log.ts';

/** A printed line in parts of one style each, written as `style:text`. */
function partsOf(printed: string): readonly string[] {
  const { line } = readLine(printed);
  return styledParts(line, 0, line.text.length).map(({ text, style }) => `${style}:${text}`);
}

describe('a line that a command printed in colours', () => {
  test('keeps them, the bright ones and bold too, and has the terminal’s own elsewhere', () => {
    expect(partsOf('one \x1b[31mtwo\x1b[0m three \x1b[1;92mfour\x1b[22m five\x1b[39m six')).toEqual([
      ':one ',
      '31:two',
      ': three ',
      '1;92:four',
      '92: five',
      ': six',
    ]);
  });

  test('keeps no background, no underline and no colour of hundreds', () => {
    expect(
      partsOf('\x1b[41;4;32mone\x1b[38;5;208mtwo\x1b[38;2;31;1;34mthree\x1b[48;5;31mfour\x1b[38:5:1mfive'),
    ).toEqual(['32:one', ':twothreefourfive']);
  });

  test('is cut into rows with the colour of each part', () => {
    const { line } = readLine('plain \x1b[32mgreen\x1b[m end');
    expect(styledParts(line, 4, 8)).toEqual([
      { text: 'n ', style: '' },
      { text: 'gr', style: '32' },
    ]);
    expect(styledParts(line, 8, 30)).toEqual([
      { text: 'een', style: '32' },
      { text: ' end', style: '' },
    ]);
  });

  test('hands a colour on to the next line until it is taken back, also while it has no end', () => {
    const log = appendOutput(EMPTY_LOG, '\x1b[33mwarning\nof two lines\x1b[0m\nplain\n\x1b[35mopen');
    expect(styledLines(log).map(({ styles }) => styles.map(({ style }) => style))).toEqual([
      ['33'],
      ['33'],
      [],
      ['35'],
    ]);
    expect(styledLines(appendLines(log, ['$ next'])).at(-1)).toEqual({ text: '$ next', styles: [] });
  });

  test('is drawn in bold alone where there is no colour', () => {
    const row = [
      { ...span('bold and red'), style: '1;31' },
      { ...span(' red'), style: '31' },
    ];
    expect(paint(row, { colour: true })).toBe(
      '\x1b[1m\x1b[31mbold and red\x1b[39m\x1b[22m\x1b[31m red\x1b[39m',
    );
    expect(paint(row, { colour: false })).toBe('\x1b[1mbold and red\x1b[22m red');
  });

  test('never has a control character in its text nor any style but weights and the sixteen colours', () => {
    const pieces = fc.constantFrom(
      '\x1b[',
      '\x1b]2;',
      '31',
      '1',
      ';',
      'm',
      '\x07',
      '\u009b',
      'J',
      'a',
      '38;5;',
      '\r',
      '0',
      ':',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom('', '1', '2;97'), (some, before) => {
        const { line, style } = readLine(some.join(''), before);
        expect(line.text).not.toMatch(/\p{Cc}/u);
        for (const each of [style, ...line.styles.map((stretch) => stretch.style)]) {
          expect(each).toMatch(/^(?:[12]|(?:[12];)?[39][0-7])?$/);
        }
        const parts = styledParts(line, 0, line.text.length);
        expect(parts.map(({ text }) => text).join('')).toBe(line.text);
      }),
    );
  });
});
