import { expect, test } from 'vitest';
import { clipboardSequence } from '../../../src/ui/reduce/copy.ts';

test('text goes to the clipboard as base64 alone', () => {
  expect(clipboardSequence('naïve', {})).toBe('\x1b]52;c;bmHDr3Zl\x07');
});

test('control sequences in the text are left behind', () => {
  const [, base64 = ''] = /;c;(.*)\x07/.exec(clipboardSequence('a\x1b[31mb', {})) ?? [];
  expect(Buffer.from(base64, 'base64').toString()).toBe('ab');
});

test('within tmux the terminal around it is told too', () => {
  expect(clipboardSequence('a', { TMUX: '/tmp/tmux-0/default,1,0' })).toBe(
    '\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\',
  );
});
