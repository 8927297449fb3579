import { expect, it } from 'vitest';
import { reasonOf } from '../../src/git/git-failure.ts';

it('tells what was fatal to git, and not the advice around it', () => {
  const advice =
    'Author identity unknown\n\n*** Please tell me who you are.\n\nRun\n\n  git config ...\n\nfatal: unable to auto-detect email address\n';
  expect(reasonOf(advice)).toBe('unable to auto-detect email address');
});

it('tells all that git says where nothing was fatal', () => {
  const refusal = 'error: Your local changes would be overwritten:\n\ta.md\nPlease commit them.\nAborting\n';
  expect(reasonOf(refusal)).toBe(refusal.trim());
});
