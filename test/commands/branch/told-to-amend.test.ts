import { describe, expect, it } from 'vitest';
import { amends } from '../../../src/commands/branch/told-to-amend.ts';

describe('the command line of git', () => {
  it.each([
    ['commit --amend', true],
    ['commit --am --no-edit', true],
    ['-c user.name=A -C there --no-pager commit -q --amend -m x', true],
    ['--git-dir there commit --amend=', false],
    ['commit', false],
    ['commit -m --amend', false],
    ['commit -qam --amend', false],
    ['commit --message --amend', false],
    ['commit -- --amend', false],
    ['commit --message=--amend', false],
    ['rebase --interactive', undefined],
    ['ci --amend', undefined],
    ['', undefined],
  ])('`git %s` amends: %s', (line, amending) => {
    expect(amends(line === '' ? [] : line.split(' '))).toBe(amending);
  });
});
