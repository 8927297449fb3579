import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveOutput } from '../../src/verify/live-output.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What is shown of chunks of so many bytes, all in one moment; then the time passes and a last word comes. */
function shownOf(sizes: readonly number[]): readonly [text: string, answers: readonly string[]] {
  let shown = '';
  const live = new LiveOutput((chunk) => {
    shown += chunk.toString();
  });
  const answers = sizes.map((size) => live.add(Buffer.alloc(size, 'x')));
  vi.advanceTimersByTime(1_000);
  live.add(Buffer.from('last'));
  live.end();
  return [shown, answers];
}

describe('output to follow', () => {
  test('is passed on as it comes', () => {
    expect(shownOf([3, 5])).toEqual(['xxxxxxxxlast', ['shown', 'shown']]);
  });

  test('of a flood is left out in part, which is said with the number of bytes', () => {
    const [shown, answers] = shownOf([100_000, 100_000, 70_000, 1]);
    expect(answers).toEqual(['shown', 'shown', 'left-out', 'left-out']);
    expect(shown).toBe(`${'x'.repeat(200_000)}\n… 70001 bytes are not shown …\nlast`);
  });

  test('that ends with a flood says what was left out', () => {
    let shown = '';
    const live = new LiveOutput((chunk) => {
      shown = chunk.toString();
    });
    live.add(Buffer.alloc(200_000));
    live.add(Buffer.alloc(5));
    live.end();
    expect(shown).toBe('\n… 5 bytes are not shown …\n');
  });
});
