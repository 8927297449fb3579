import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRANCH_RULES } from '../../src/branch/branch-rules.ts';
import { stripText } from '../../src/branch/strip.ts';
import { CASES } from './branch-table.ts';
import { judgeAt, writeBranches } from './written-branches.ts';

describe('a Mikado branch', () => {
  let folder: string;

  beforeAll(() => {
    folder = writeBranches(CASES);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is judged in at least 200 forms', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
  });

  it('breaks every rule in several of them', () => {
    const rare = BRANCH_RULES.map(({ code }) => ({
      code,
      cases: CASES.filter(({ rules }) => rules.includes(code)).length,
    })).filter(({ cases }) => cases < 4);
    expect(rare).toEqual([]);
  });

  it.each(CASES)('with $title', async ({ name, goal = 'goal', rules, strip, place }) => {
    const standing = await judgeAt(folder, name, goal);
    const found = standing.violations.map(({ rule }) => rule).sort();
    expect(found).toEqual([...rules].sort());
    if (strip !== undefined) expect(stripText(standing.steps)).toBe(strip);
    const phases = ['planning', 'mid-cycle', 'between-cycles', 'finalized'];
    if (place !== undefined) expect(standing.place).toBe(place);
    else if (rules.length === 0) expect(phases).toContain(standing.place);
    else expect(standing.place).toBe('violation');
  });
});
