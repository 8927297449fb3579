import { describe, expect, it } from 'vitest';
import { progressText } from '../../src/report/verify-progress.ts';

const running = [
  { stem: 'rotate-tokens', ms: 12_900 },
  { stem: 'größe\x1b', ms: 30 },
];

describe('the progress line', () => {
  it('counts the cards and names those at work with their seconds', () => {
    expect(progressText({ running, done: 2, total: 5 }, 80)).toBe(
      '2 of 5 cards done · rotate-tokens 12 s · größe\\u{1b} 0 s',
    );
  });

  it('of one card does not count', () => {
    expect(progressText({ running: running.slice(0, 1), done: 0, total: 1 }, 80)).toBe('rotate-tokens 12 s');
  });

  it('is never wider than it may be, wide characters counted as two', () => {
    expect(progressText({ running, done: 2, total: 5 }, 24)).toBe('2 of 5 cards done · rot…');
    const wide = [{ stem: '城市城市', ms: 0 }];
    expect(progressText({ running: wide, done: 0, total: 1 }, 8)).toBe('城市城…');
    expect(progressText({ running: wide, done: 0, total: 1 }, 7)).toBe('城市城…');
    expect(progressText({ running: wide, done: 0, total: 1 }, 6)).toBe('城市…');
  });
});
