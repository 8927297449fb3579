import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, makeRepository, testEnvironment } from '../../rig/cli.ts';
import { openSample } from '../open-session.ts';

const FILE = 'docs/store-user-preference.md';
const OPEN = '---\ntitle: Remember\nstatus: active\n---\n\n## Verification\n\n- [x] Somebody looked\n';

async function askToClose() {
  const { folder, screen } = await openSample({ [FILE]: OPEN }, (files) => {
    const made = makeRepository(files);
    git(made, 'config', 'user.name', 'Test');
    git(made, 'config', 'user.email', 'test@example.org');
    git(made, 'config', 'commit.gpgsign', 'false');
    return made;
  });
  await screen.shows('git main @');
  screen.press('x');
  const asked = await screen.shows('Close this card?');
  return { folder, screen, asked, text: () => readFileSync(join(folder, FILE), 'utf8') };
}

describe('c in the question whether to close a card', () => {
  test('commits the close alone, under the subject that the question shows', async () => {
    const { folder, screen, asked } = await askToClose();
    expect(asked).toContain('c also commits: C2(ship-dark-mode): close store-user-preference');
    expect(asked).toContain('checks 1/1');
    writeFileSync(join(folder, 'other.txt'), 'not part of it\n');
    git(folder, 'add', 'other.txt');
    screen.press('c');
    await screen.shows(/Committed [0-9a-f]{7} {2}C2\(ship-dark-mode\): close store-user-preference/);
    expect(git(folder, 'log', '-1', '--format=%s')).toBe('C2(ship-dark-mode): close store-user-preference');
    expect(git(folder, 'show', '--format=', '--name-only', 'HEAD')).toBe(FILE);
    expect(git(folder, 'status', '--porcelain')).toBe('A  other.txt');
  });

  test('is taken back by u, which shows the git command for a commit that was not pushed', async () => {
    const { folder, screen, text } = await askToClose();
    screen.press('c');
    await screen.shows(/Committed [0-9a-f]{7}/);
    screen.press('u');
    await screen.shows(
      /this takes it back \(y, then g copies\s+it\):\ngit reset --soft HEAD~1 && git restore/,
    );
    expect(text()).toBe(OPEN);
    screen.press('y');
    await screen.shows('g  git command');
    screen.press('g');
    await screen.shows('Copied the git command');
    const way = screen.asked.at(-1)?.replace(/^copy /, '') ?? '';
    expect(way).toBe(`git reset --soft HEAD~1 && git restore --staged ${FILE}`);
    screen.press('j', 'y');
    expect(await screen.shows('c  commands of the check')).not.toContain('git command');
    execFileSync('sh', ['-c', way], { cwd: folder, env: testEnvironment() });
    expect(git(folder, 'log', '--format=%s')).toBe('First');
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  test('says that a commit that was pushed stays', async () => {
    const { folder, screen, text } = await askToClose();
    screen.press('c');
    await screen.shows(/Committed [0-9a-f]{7}/);
    git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    screen.press('u');
    await screen.shows(/Its commit [0-9a-f]{7} is pushed and\s+stays/);
    expect(text()).toBe(OPEN);
  });

  test('closes nothing where no commit can be made, and says why', async () => {
    const { folder, screen, text } = await askToClose();
    writeFileSync(join(folder, '.git/MERGE_HEAD'), `${git(folder, 'rev-parse', 'HEAD')}\n`);
    screen.press('c');
    await screen.shows(/store-user-preference was not closed: a merge is under way.*without a\s+commit/s);
    expect(text()).toBe(OPEN);
  });

  test('leaves the close where a hook refuses its commit, with the hook’s words and the way on', async () => {
    const { folder, screen, text } = await askToClose();
    const hook = join(folder, '.git/hooks/pre-commit');
    writeFileSync(hook, '#!/bin/sh\necho no commits on Fridays >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    screen.press('c');
    const shown = await screen.shows(/Closed, and not committed/);
    expect(shown.replace(/\s+/g, ' ')).toMatch(/no commits on Fridays .*git commit -m/);
    expect(text()).not.toContain('status');
  });
});
