import { describe, expect, it } from 'vitest';
import { goalOfBranch } from '../src/goal-branch.ts';

describe('a branch', () => {
  it.each([
    ['mikado/goal', undefined, 'goal'],
    ['mikado/', undefined, undefined],
    ['main', undefined, undefined],
    ['team/goal/c2', 'team/<stem>/c2', 'goal'],
    ['mikado/goal', 'team/<stem>/c2', undefined],
  ])('%s with the pattern %s is for the goal %s', (branch, pattern, goal) => {
    expect(goalOfBranch(branch, pattern)).toBe(goal);
  });
});
