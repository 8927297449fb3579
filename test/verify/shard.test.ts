import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardsOfShard, parseShard } from '../../src/verify/shard.ts';

const cards = (...stems: readonly string[]) => stems.map((stem) => ({ stem, path: `docs/${stem}.md` }));

describe('a shard', () => {
  it.each([
    ['1/1', { index: 1, count: 1 }],
    ['3/3', { index: 3, count: 3 }],
    ['02/10', { index: 2, count: 10 }],
  ])('%s is a part', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });

  it.each(['0/3', '4/3', 'x', '', '1', '1/', '/3', '1/0', '-1/3', '1/3/5', '1.5/3', ' 1/3'])(
    '%j is none',
    (text) => {
      expect(parseShard(text)).toBeUndefined();
    },
  );

  it('keeps the order of the cards and does not depend on it', () => {
    const [shard, given] = [{ index: 1, count: 2 }, cards('d', 'a', 'c', 'b', 'e')];
    expect(cardsOfShard(given, shard).map((card) => card.stem)).toEqual(['a', 'c', 'e']);
    expect(cardsOfShard(given.toReversed(), shard).map((card) => card.stem)).toEqual(['e', 'c', 'a']);
  });

  it('tells cards of one stem apart by their paths', () => {
    const twins = [
      { stem: 'a', path: 'docs/x/a.md' },
      { stem: 'a', path: 'docs/a.md' },
    ];
    expect(cardsOfShard(twins, { index: 1, count: 2 })).toEqual([twins[1]]);
    expect(cardsOfShard(twins, { index: 2, count: 2 })).toEqual([twins[0]]);
  });

  it('has every card in exactly one part, and no part has two more than another', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 20 }), (stems, count) => {
        const all = cards(...stems);
        const parts = Array.from({ length: count }, (_, at) => cardsOfShard(all, { index: at + 1, count }));
        expect(new Set(parts.flat())).toEqual(new Set(all));
        const sizes = parts.map((part) => part.length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(all.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
