import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/verify/side-by-side.ts';

const never = new AbortController().signal;

describe('work side by side', () => {
  it('answers in the order of the things, and never does more at once than told', async () => {
    let atOnce = 0;
    let most = 0;
    const work = async (turns: number) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      atOnce -= 1;
      return `${turns} turns`;
    };
    expect(await sideBySide([5, 1, 3, 2], { jobs: 2, signal: never, work })).toEqual([
      '5 turns',
      '1 turns',
      '3 turns',
      '2 turns',
    ]);
    expect(most).toBe(2);
  });

  it('starts nothing more once it is interrupted, and says what was not started', async () => {
    const controller = new AbortController();
    const work = async (name: string) => {
      if (name === 'b') controller.abort();
      await nextTurn();
      return name;
    };
    const { signal } = controller;
    expect(await sideBySide(['a', 'b', 'c', 'd'], { jobs: 2, signal, work })).toEqual([
      'a',
      'b',
      undefined,
      undefined,
    ]);
  });

  it('passes on what fails', async () => {
    const work = () => Promise.reject(new Error('no'));
    await expect(sideBySide(['a', 'b'], { jobs: 2, signal: never, work })).rejects.toThrow('no');
  });

  it('of nothing is nothing', async () => {
    expect(await sideBySide([], { jobs: 4, signal: never, work: async () => 1 })).toEqual([]);
  });
});
