import { expect, it } from 'vitest';
import { followLives } from '../../src/history/lives.ts';
import { cardsAfter } from '../../src/history/step.ts';
import { readHistory, stepToday } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { git, makeFolder } from '../rig/cli.ts';
import { naiveWeave, writeTangledHistory } from './naive-weave.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const TANGLES = Number(process.env.MIKADO_TEST_TANGLES ?? 6);

it.each(Array.from({ length: TANGLES }, (_, index) => index + 1))(
  'tells tangled branches as a checkout and a comparison of every commit does (%i)',
  { timeout: 600_000 },
  async (seed) => {
    const top = makeFolder();
    writeTangledHistory(top, 60, { seed, moves: 'stay' });
    const plan = await readPlan({ cwd: top });
    const history = await readHistory({ plan, root: 'configured' }, NOW, 'full');
    const steps = history?.steps ?? [];
    let seen = 0;
    for (const [commit, states] of naiveWeave(top)) {
      if (steps[seen]?.at.commit === commit) seen += 1;
      const cards = [...cardsAfter(steps, seen - 1).values()]
        .map(({ stem, state, requires }) => `${stem} ${state} ${requires}`)
        .sort();
      expect([commit, cards]).toEqual([commit, states]);
    }
    expect(seen).toBe(steps.length);
    expect(stepToday({ steps }, plan, NOW)).toBeUndefined();
    expect(steps.length).toBeGreaterThan(15);
    expect(git(top, 'status', '--porcelain')).toBe('');
  },
);

it.each(Array.from({ length: TANGLES }, (_, index) => index + 1))(
  'ends with the cards of HEAD where branches rename, move onto each other and merge (%i)',
  { timeout: 600_000 },
  async (seed) => {
    const top = makeFolder();
    writeTangledHistory(top, 80, { seed, moves: 'move' });
    const plan = await readPlan({ cwd: top });
    for (const walk of ['first-parent', 'full'] as const) {
      const { steps = [] } = (await readHistory({ plan, root: 'configured' }, NOW, walk)) ?? {};
      expect(stepToday({ steps }, plan, NOW)).toBeUndefined();
      if (walk === 'full') expect(steps.some(({ movedFrom }) => movedFrom.size > 0)).toBe(true);
      const left = followLives(steps, NOW).filter(({ isInGraph }) => isInGraph);
      expect(left.map(({ card }) => card.path).sort()).toEqual(plan.cards.map(({ path }) => path).sort());
    }
  },
);
