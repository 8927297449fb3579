import { describe, expect, it } from 'vitest';
import { burnUp, weeksUntil } from '../../src/history/burn-up.ts';
import { forecast } from '../../src/history/forecast.ts';
import type { Life, LifeEvent } from '../../src/history/lives.ts';
import { seededRandom } from '../../src/seeded-random.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');

function life(...events: readonly (readonly [kind: LifeEvent['kind'], day: number, isDone?: true])[]): Life {
  const told = events.map(([kind, day, isDone]) => ({
    kind,
    at: { commit: null, time: START + day * DAY, author: null },
    stem: 'a',
    path: 'docs/a.md',
    isDone: isDone === true,
    from: null,
    into: null,
  }));
  const card = { stem: 'a', path: 'docs/a.md', title: 'A', state: 'ready', declared: 'open' } as const;
  const rest = { isStarted: false, isCardItself: true, isTroubled: false, requires: [] };
  return {
    card: { ...card, ...rest },
    isInGraph: true,
    events: told,
    times: { done: 0, ready: 0, blocked: 0 },
  };
}

describe('the burn-up', () => {
  it('keeps what was finalized, and loses what was deleted', () => {
    const lives = [
      life(['discovered', 0], ['closed', 2, true], ['finalized', 3, true]),
      life(['discovered', 1], ['deleted', 4]),
      life(['discovered', 1], ['closed', 2, true], ['reopened', 5]),
    ];
    expect(burnUp(lives, START + 9 * DAY)).toEqual([
      { day: '2026-01-01', known: 1, done: 0 },
      { day: '2026-01-02', known: 3, done: 0 },
      { day: '2026-01-03', known: 3, done: 2 },
      { day: '2026-01-04', known: 3, done: 2 },
      { day: '2026-01-05', known: 2, done: 2 },
      { day: '2026-01-06', known: 2, done: 1 },
      { day: '2026-01-10', known: 2, done: 1 },
    ]);
  });

  it('of no card at all has no day', () => {
    expect(burnUp([], START)).toEqual([]);
  });

  it('by weeks counts back from the end, and whole weeks alone', () => {
    const lives = [life(['discovered', 0], ['closed', 9, true]), life(['discovered', 12])];
    expect(weeksUntil(lives, START + 16 * DAY)).toEqual([
      { known: 0, done: 1 },
      { known: 1, done: 0 },
    ]);
  });
});

describe('a forecast', () => {
  it('of a steady pace is that pace', () => {
    const weeks = Array.from({ length: 4 }, () => ({ known: 1, done: 3 }));
    expect(forecast(7, weeks)).toEqual({
      kind: 'spread',
      weeks: { p50: 4, p85: 4, p95: 4 },
      runs: 5000,
      seed: 20_070_416,
      from: 4,
    });
  });

  it('spreads where weeks differ, and is the same every time', () => {
    const weeks = [0, 5, 1, 0, 2, 0].map((done) => ({ known: 0, done }));
    const first = forecast(10, weeks);
    expect(first).toEqual(forecast(10, weeks));
    if (first.kind !== 'spread') throw new Error('there is no forecast');
    const { p50, p85, p95 } = first.weeks;
    expect([Number(p50) < Number(p85), Number(p85) <= Number(p95)]).toEqual([true, true]);
  });

  it('holds the truth of chains that go on as they went, nearly always', () => {
    const held = Array.from({ length: 40 }, (_, seed) => {
      const random = seededRandom(seed);
      const week = () => ({ known: Math.floor(random() * 2), done: Math.floor(random() * 5) });
      const said = forecast(30, Array.from({ length: 26 }, week));
      let truth = 0;
      for (let left = 30; left > 0; truth += 1) {
        const { known, done } = week();
        left += known - done;
      }
      return said.kind === 'spread' && truth <= (said.weeks.p95 ?? Number.POSITIVE_INFINITY);
    });
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(32);
  });

  it('says of a chain that grows as fast as it is done that no end is in sight', () => {
    const weeks = Array.from({ length: 5 }, () => ({ known: 2, done: 2 }));
    expect(forecast(3, weeks)).toMatchObject({ weeks: { p50: null, p85: null, p95: null } });
  });

  it('is left out with the reason where there is too little to stand on', () => {
    const week = { known: 0, done: 0 };
    expect([
      forecast(0, []),
      forecast(1, [week]),
      forecast(1, [week, week, week, { known: 0, done: 2 }]),
    ]).toEqual([
      { kind: 'none', reason: 'no card is open' },
      { kind: 'none', reason: 'there is only 1 whole week of history, and a forecast takes 4' },
      { kind: 'none', reason: 'there are only 2 cards done in 4 weeks, and a forecast takes 3' },
    ]);
  });
});
