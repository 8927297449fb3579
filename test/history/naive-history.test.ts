import { expect, it } from 'vitest';
import { burnUp } from '../../src/history/burn-up.ts';
import { followLives } from '../../src/history/lives.ts';
import { readHistory } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { makeFolder } from '../rig/cli.ts';
import { naiveFigures, writeGrowingHistory } from './naive-history.ts';

const UNTIL = Date.parse('2027-01-01T00:00:00Z');
const COMMITS = Number(process.env.MIKADO_TEST_COMMITS ?? 120);

it('the times in each state and the burn-up are those that a checkout of every commit gives', {
  timeout: 600_000,
}, async () => {
  const top = makeFolder();
  writeGrowingHistory(top, COMMITS);
  const history = await readHistory({ plan: await readPlan({ cwd: top }), root: 'configured' }, UNTIL);
  const lives = followLives(history?.steps ?? [], UNTIL);
  const slow = naiveFigures(top, UNTIL);
  const hours = Object.fromEntries(
    lives.map(({ card, times }) => [
      card.stem,
      Object.fromEntries(Object.entries(times).map(([state, time]) => [state, time / 3_600_000])),
    ]),
  );
  expect(hours).toEqual(slow.hours);
  const held = new Map(burnUp(lives, UNTIL).map(({ day, known, done }) => [day, { known, done }]));
  for (const { day, known, done } of slow.burnUp)
    expect([day, held.get(day)]).toEqual([day, { known, done }]);
  const kinds = new Set(lives.flatMap(({ events }) => events.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual([
    'abandoned',
    'closed',
    'discovered',
    'finalized',
    'renamed',
    'reopened',
    'started',
  ]);
});
