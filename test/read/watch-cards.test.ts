import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPlace } from '../../src/read/place.ts';
import { watchCards } from '../../src/read/watch-cards.ts';
import { makeRepository, writeFiles } from '../rig/cli.ts';
import { waitAtLeast, waitFor } from '../rig/wait-for.ts';

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

/** Longer than changes of one moment are put together, in milliseconds. */
const QUIET_MS = 200;

/** A repository that is watched, and how to see that a change in it is told. */
function watched(files: Readonly<Record<string, string>>) {
  const folder = makeRepository(files);
  let told = 0;
  const watch = watchCards(findPlace(folder, {}), () => {
    told += 1;
  });
  onTestFinished(() => watch.stop());
  const tells = async (what: string, change: () => void): Promise<void> => {
    // What was changed before is to be told before.
    let before: number;
    do {
      before = told;
      await waitAtLeast(QUIET_MS);
    } while (told !== before);
    change();
    await waitFor(() => (told > before ? told : undefined), { complain: () => `nobody was told of ${what}` });
  };
  return { folder, tells };
}

const CARD = '---\nstatus: active\n---\n';

test('a folder that another takes the place of is watched like the one before', async () => {
  const { folder, tells } = watched({ 'docs/card.md': CARD, 'docs/deep/other.md': CARD });
  for (const round of [1, 2]) {
    await tells(`a folder that was made anew, ${round}`, () => {
      rmSync(join(folder, 'docs/deep'), { recursive: true });
      writeFiles(folder, { 'docs/deep/other.md': `${CARD}${round}` });
    });
    await tells(`an edit in it, ${round}`, () => writeFiles(folder, { 'docs/deep/other.md': CARD }));
  }
});

test('documents that go as a whole and come back are watched as before', async () => {
  const { folder, tells } = watched({ 'docs/deep/other.md': CARD });
  await tells('the move away', () => renameSync(join(folder, 'docs'), join(folder, 'elsewhere')));
  await tells('the move back', () => renameSync(join(folder, 'elsewhere'), join(folder, 'docs')));
  await tells('an edit', () => writeFiles(folder, { 'docs/deep/other.md': `${CARD}more` }));
});

test('documents that are not on another branch are watched again once theirs is back', async () => {
  const { folder, tells } = watched({ 'docs/deep/other.md': CARD });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  await tells('a branch without them', () => {
    git('checkout', '--quiet', '--orphan', 'bare');
    git('rm', '-r', '--quiet', '--force', '.');
  });
  await tells('their branch', () => git('checkout', '--quiet', 'main'));
  await tells('an edit', () => writeFiles(folder, { 'docs/deep/other.md': `${CARD}more` }));
});
