import { describe, expect, test } from 'vitest';
import { appendLines, appendOutput, EMPTY_LOG, LOG_LINES, logLines } from '../../../src/ui/model/run-log.ts';
import { OutputBuffer } from '../../../src/ui/session/output-buffer.ts';
import { waitFor } from '../../rig/wait-for.ts';

describe('the log of a run', () => {
  test('shows a line before it has ended, and once when it has', () => {
    const begun = appendOutput(EMPTY_LOG, 'one\ntw');
    expect(logLines(begun)).toEqual(['one', 'tw']);
    expect(logLines(appendOutput(begun, 'o\n'))).toEqual(['one', 'two']);
  });

  test('keeps the last five thousand lines and counts the others', () => {
    const lines = Array.from({ length: LOG_LINES + 10 }, (_, index) => `line ${index}\n`).join('');
    const log = appendOutput(appendOutput(EMPTY_LOG, 'first\n'), lines);
    expect(log.lines).toHaveLength(LOG_LINES);
    expect(log.dropped).toBe(11);
    expect(log.lines[0]?.text).toBe('line 10');
  });

  test('shows the last state of a line that is overwritten', () => {
    expect(logLines(appendOutput(EMPTY_LOG, '10%\r50%\r100%\r\ndone\n'))).toEqual(['100%', 'done']);
  });

  test('draws no control sequence of a command but its colours', () => {
    const log = appendOutput(EMPTY_LOG, '\x1b[2J\x1b[31mred\x1b[0m \x07\u202e\n');
    expect(logLines(log)).toEqual(['red \\u{7}\\u{202e}']);
  });

  test('begins a line of our own on a new line', () => {
    expect(logLines(appendLines(appendOutput(EMPTY_LOG, 'no end'), ['$ next']))).toEqual([
      'no end',
      '$ next',
    ]);
  });

  test('does not grow with one endless line', () => {
    expect(appendOutput(EMPTY_LOG, 'x'.repeat(1_000_000)).open.length).toBeLessThan(10_000);
  });
});

describe('the buffer of output', () => {
  test('hands over what came in one moment together, with characters whole', async () => {
    const taken: string[] = [];
    const buffer = new OutputBuffer(10, (text) => taken.push(text));
    const bytes = Buffer.from('größer\n');
    for (const byte of bytes) buffer.push(Buffer.of(byte));
    await waitFor(() => taken[0], { complain: () => 'nothing was handed over' });
    expect(taken.join('')).toBe('größer\n');
  });

  test('drops the beginning of a flood', () => {
    let taken = '';
    const buffer = new OutputBuffer(60_000, (text) => {
      taken += text;
    });
    for (let chunk = 0; chunk < 100; chunk += 1) buffer.push(Buffer.alloc(65_536, 'x'));
    buffer.push(Buffer.from('the end'));
    buffer.flush();
    expect(taken.length).toBeLessThan(1_000_000);
    expect(taken.endsWith('the end')).toBe(true);
  });
});
