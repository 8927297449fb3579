import { describe, expect, it } from 'vitest';
import { OutputLines } from '../../src/report/output-lines.ts';

describe('the output of a command', () => {
  it('is shown line by line behind a bar, whatever the chunks are', () => {
    const lines = new OutputLines();
    expect(lines.add(Buffer.from('one\ntw'))).toBe('  | one\n');
    expect(lines.add(Buffer.from('o\r\n\nthree'))).toBe('  | two\n  | \n');
    expect(lines.end()).toBe('  | three\n');
    expect(lines.end()).toBe('');
  });

  it('may have a character across two chunks', () => {
    const [first, second] = [Buffer.from('gr\u00fcn').subarray(0, 3), Buffer.from('gr\u00fcn\n').subarray(3)];
    const lines = new OutputLines();
    expect(lines.add(first)).toBe('');
    expect(lines.add(second)).toBe('  | gr\u00fcn\n');
  });

  it('cannot pass for ours, move the cursor or end in the middle of a character', () => {
    const lines = new OutputLines();
    expect(lines.add(Buffer.from('\x1b[2J  ✓ passed\rx\n'))).toBe('  | \\u{1b}[2J  ✓ passed\\u{d}x\n');
    expect(lines.add(Buffer.from([0xe2, 0x82]))).toBe('');
    expect(lines.end()).toBe('  | \ufffd\n');
  });

  it('is not kept back for ever where it has no line ends', () => {
    const lines = new OutputLines();
    expect(lines.add(Buffer.alloc(10_000, 'x'))).toBe(`  | ${'x'.repeat(10_000)}\n`);
    expect(lines.end()).toBe('');
  });
});
