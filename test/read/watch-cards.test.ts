import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPlace } from '../../src/read/place.ts';
import { watchCards } from '../../src/read/watch-cards.ts';
import { makeRepository, writeFiles } from '../rig/cli.ts';
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

test('what changed between the reading and the watch is told at once, and what changed before is not', async () => {
  const card = '---\nstatus: active\n---\n';
  const folder = makeRepository({ 'docs/card.md': card, 'docs/deep/other.md': card });
  const place = findPlace(join(folder, 'docs'), {});
  const told: string[] = [];
  const tells = (name: string, since: number): void => {
    const watch = watchCards(place, () => told.push(name), since);
    onTestFinished(() => watch.stop());
  };
  const before = Date.now();
  writeFiles(folder, { 'docs/deep/other.md': `${card}\nMore.\n` });
  tells('read before the edit', before);
  await waitFor(() => (told.length > 0 ? told : undefined), { complain: () => 'nothing was told' });
  // Longer after the edit than a file system's notion of time may be wrong.
  await waitFor(() => (Date.now() - before > 200 ? true : undefined), {
    complain: () => 'time stands still',
  });
  tells('read after the edit', Date.now());
  writeFiles(folder, { 'docs/later.md': card });
  await waitFor(() => (told.length >= 3 ? told : undefined), { complain: () => told.join() });
  expect(told.sort()).toEqual(['read after the edit', 'read before the edit', 'read before the edit']);
});
