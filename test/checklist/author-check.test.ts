import { describe, expect, it } from 'vitest';
import { readAuthorCheck } from '../../src/checklist/author-check.ts';

const USUAL = { exitCode: 0, stdout: null, timeoutMs: null, terminal: false };

describe("an author's comment", () => {
  it.each([
    ['run', 'run', null],
    ['look', 'look', null],
    ['no', 'no', null],
    ['exit 1', null, { ...USUAL, exitCode: 1 }],
    ['stdout empty', null, { ...USUAL, stdout: { kind: 'empty' } }],
    ['stdout contains "a, b; c"', null, { ...USUAL, stdout: { kind: 'contains', text: 'a, b; c' } }],
    ['timeout 5m', null, { ...USUAL, timeoutMs: 300_000 }],
    ['terminal', null, { ...USUAL, terminal: true }],
    ['run, exit 2; timeout 90s', 'run', { ...USUAL, exitCode: 2, timeoutMs: 90_000 }],
  ])('may say "%s"', (settings, mode, check) => {
    expect(readAuthorCheck(`check: ${settings}`)).toEqual({ kind: 'understood', mode, check });
  });

  it.each([
    ['maybe', 'maybe'],
    ['exit 300', 'exit 300'],
    ['timeout 0s', 'timeout 0s'],
    ['run, no', 'run and no'],
    ['stdout contains ""', 'stdout contains ""'],
    ['', ''],
  ])('is not understood when it says "%s"', (settings, setting) => {
    expect(readAuthorCheck(`check: ${settings}`)).toEqual({ kind: 'unknown', setting });
  });

  it.each(['verify: `rm -rf x`', 'TODO check: this', 'checked'])(
    'is none of ours when it is "%s"',
    (comment) => {
      expect(readAuthorCheck(comment)).toBeUndefined();
    },
  );
});
