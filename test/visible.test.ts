import { describe, expect, it } from 'vitest';
import { hasHidden, visible } from '../src/visible.ts';

describe('text from a file or a command', () => {
  it.each([
    ['plain words stay as they are', 'Harden the registry', 'Harden the registry'],
    ['other scripts stay as they are', 'Größe 設定 отчёт', 'Größe 設定 отчёт'],
    ['emoji stay as they are', 'done ✔️ 👩‍💻 ⚠️', 'done ✔️ 👩‍💻 ⚠️'],
    ['a tab becomes a space', 'a\tb', 'a b'],
    ['colour is spelled out', '\u001b[31mred', '\\u{1b}[31mred'],
    ['the eight-bit sequence start is spelled out', '\u009b2J', '\\u{9b}2J'],
    ['line ends are spelled out', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['text turned round is spelled out', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['zero width is spelled out', 'a\u200bb\u200dc\ufe0f', 'a\\u{200b}b\\u{200d}c\\u{fe0f}'],
    ['tag characters are spelled out', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a character is spelled out', 'a\ud800', 'a\\u{d800}'],
  ])('%s', (_title, raw, shown) => {
    expect(visible(raw)).toBe(shown);
    expect(hasHidden(raw)).toBe(raw !== shown && raw !== 'a\tb');
  });
});
