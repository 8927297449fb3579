import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { openWorkbench } from '../../../src/workbench/open-workbench.ts';
import { git, makeRepository, writeFiles } from '../../rig/cli.ts';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { happen, openModel, press, pressing, screenOf } from '../open-model.ts';

function card(status: string, ...requires: readonly string[]): string {
  return `---\nstatus: ${status}\nrequires: [${requires.join(', ')}]\n---\n`;
}

/** A chain that was planned, of which a card was closed, and opened again when another was discovered. */
function repository(): string {
  const top = makeRepository({
    'docs/ship.md': card('active', 'tag-the-image'),
    'docs/tag-the-image.md': card('active'),
  });
  writeFiles(top, { 'docs/tag-the-image.md': card('done') });
  git(top, 'commit', '--all', '--quiet', '--message=Close the tagging');
  writeFiles(top, {
    'docs/tag-the-image.md': card('active', 'install-the-runner'),
    'docs/install-the-runner.md': card('active'),
  });
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Find that the runner is missing');
  return top;
}

async function travel(folder: string, size: string): Promise<Model> {
  const step = pressing(await openModel(folder, { size }), 'T');
  expect(step.effects).toEqual([{ kind: 'read-history' }]);
  expect(screenOf(step.model)).toContain('Reading the history.');
  const timeline = await openWorkbench({ cwd: folder }, step.model.plan).timeline();
  return happen(step.model, { kind: 'history-read', timeline }).model;
}

/** The screen without the ids and the dates of commits, which differ from run to run. */
function withoutCommit(screen: string): string {
  return screen.replace(/^[0-9a-f]{7} {2}\d{4}-\d\d-\d\d/m, 'abcdef0  2026-02-20');
}

describe.each(['120x36', '80x24', '50x20'])('at %s', (size) => {
  test('the last step of the history is shown with what it brought', async () => {
    await expectScreen(await travel(repository(), size), `history-${size}`, { told: withoutCommit });
  });
});

test('the keys go to earlier and later steps, and no further than the ends', async () => {
  const last = await travel(repository(), '80x24');
  expect(screenOf(press(last, '<'))).toContain('1 closed   2 cards, 1 open\ntag-the-image was closed.');
  expect(screenOf(press(last, 'g'))).toContain('1 of 3');
  expect(screenOf(press(last, 'g', '<'))).toContain('1 of 3');
  expect(screenOf(press(last, 'g', '>', '>', '>', '>'))).toBe(screenOf(last));
});

test('what happened to many cards at once is said in one sentence', async () => {
  const first = screenOf(press(await travel(repository(), '80x24'), 'g'));
  expect(first).toContain('ship was discovered.\ntag-the-image was discovered.\n');
  const top = makeRepository({
    'docs/ship.md': card('active', 'one', 'two'),
    'docs/one.md': card('active'),
    'docs/two.md': card('active'),
  });
  expect(screenOf(await travel(top, '80x24'))).toContain(
    '3 discovered   3 cards, 3 open\none, ship, two were discovered.\n',
  );
});

test('what happened to another chain is no step of this one', async () => {
  const top = repository();
  writeFiles(top, { 'docs/rename-it.md': card('active') });
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Plan another chain');
  writeFiles(top, { 'docs/rename-it.md': card('done'), 'docs/install-the-runner.md': card('done') });
  git(top, 'commit', '--all', '--quiet', '--message=Close one card of each');
  const model = await openModel(top, { size: '80x24', goal: 'ship' });
  const timeline = await openWorkbench({ cwd: top }, model.plan).timeline();
  const shown = happen(press(model, 'T'), { kind: 'history-read', timeline }).model;
  const screen = screenOf(shown);
  expect(screen).toContain('history of ship                                                   4 of 4');
  expect(screen).toContain('Close one card of each');
  expect(screen).toContain('1 closed   3 cards, 2 open\ninstall-the-runner was closed.\nj/k step');
  expect(screenOf(press(shown, '<'))).toContain('Find that the runner is missing');
  expect(screen).not.toContain('rename-it');
});

test('the card that a step changed is in sight, however far down it stands', async () => {
  const stems = Array.from({ length: 60 }, (_, index) => `part-${String(index + 10)}`);
  const top = makeRepository({
    'docs/ship.md': card('active', ...stems),
    ...Object.fromEntries(stems.map((stem) => [`docs/${stem}.md`, card('active')])),
  });
  writeFiles(top, { 'docs/part-55.md': card('done') });
  git(top, 'commit', '--all', '--quiet', '--message=Close one part');
  for (const size of ['120x36', '80x24', '50x20']) {
    const screen = screenOf(await travel(top, size));
    expect(screen).toMatch(/^~ ├─ ✓ part-55 +CLOSED$/mu);
    expect(screen).toMatch(/^ {2}├─ ▸ part-54 +READY$/mu);
  }
  expect(screenOf(press(await travel(top, '80x24'), 'g')).replace(/\s+/g, ' ')).toContain(
    'part-21, 49 more were discovered.',
  );
});

test('a folder without a history says so', async () => {
  const folder = makeTree({ 'docs/ship.md': card('active') });
  const model = press(await openModel(folder, { git: undefined }), 'T');
  const timeline = await openWorkbench({ cwd: folder }, model.plan).timeline();
  expect(screenOf(happen(model, { kind: 'history-read', timeline }).model)).toContain(
    'There is no history: outside git, or without a commit of a card, nothing can be',
  );
});

test('Esc leaves the history where the screen was before', async () => {
  expect(press(await travel(repository(), '80x24'), 'escape').view).toBe('main');
});
