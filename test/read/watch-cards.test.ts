import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPlace } from '../../src/read/place.ts';
import { watchCards } from '../../src/read/watch-cards.ts';
import { makeRepository } from '../rig/cli.ts';
import { waitFor } from '../rig/wait-for.ts';

test('a branch that moves under HEAD is noticed', async () => {
  const folder = makeRepository({ 'docs/card.md': '---\nstatus: active\n---\n' });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
  const next = git('commit-tree', '-p', 'HEAD', '-m', 'Next', 'HEAD^{tree}');
  let changes = 0;
  const watch = watchCards(findPlace(join(folder, 'docs'), {}), () => {
    changes += 1;
  });
  onTestFinished(() => watch.stop());
  git('update-ref', git('symbolic-ref', 'HEAD'), next);
  await waitFor(() => (changes > 0 ? changes : undefined), { complain: () => 'nothing was noticed' });
  expect(git('rev-parse', 'HEAD')).toBe(next);
});
