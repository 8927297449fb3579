import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { selectedCard } from '../../../src/ui/model/model.ts';
import { barText } from '../../../src/verify/approval-text.ts';
import { makeTree } from '../../rig/tree.ts';
import { expectScreen } from '../expect-screen.ts';
import { happen, openModel, press, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

function open(size: string): Promise<Model> {
  return openModel(makeTree(SAMPLE_CARDS), { size });
}

/** The screen while the selected card is verified and has printed some lines. */
async function printed(size: string, lines: number): Promise<Model> {
  const model = await open(size);
  const card = selectedCard(model);
  if (card === undefined) throw new Error('no card is selected');
  const text = Array.from({ length: lines }, (_, index) => `line ${index + 1}\n`).join('');
  const name = '.git/mikado/logs/store-user-preference~20260301T093000000Z.log';
  const logFile = join(model.plan.place.top, name);
  const running = happen(model, { kind: 'verify-started', card, logFile }).model;
  return happen(running, { kind: 'output', card, text }).model;
}

describe.each(['120x36', '80x24', '50x20'])('at %s', (size) => {
  test('why a card is blocked is said with the way to each blocker, and what hangs on it', async () => {
    await expectScreen(press(await open(size), 'g', 'w'), `why-blocked-${size}`);
  });

  test('why a card is ready is said with its rank', async () => {
    await expectScreen(press(await open(size), '6'), `why-ready-${size}`);
  });

  test('the log has a pane of its own', async () => {
    await expectScreen(press(await printed(size, 100), '5'), `log-${size}`);
  });

  test.each(['2', '3', '4', '5', '6'])(
    'pane %s alone has no rule between the first and the last row',
    async (key) => {
      const zoomed = screenOf(press(await printed(size, 100), key, 'z'));
      const body = zoomed.split('\n').slice(3).join('\n');
      expect(body).not.toMatch(/[│┤├─]/u);
    },
  );
});

test.each(['80x24', '50x20', '40x10'])(
  'why nothing of a refused card runs is said at %s with the way back, which stands at its end',
  async (size) => {
    const model = await open(size);
    const message = barText(
      { stem: 'rotate-tokens' },
      {
        reason: 'you refused docs/mikado/rotate-tokens.md for good',
        help: 'mikado trust docs/mikado/rotate-tokens.md --revoke takes that back',
      },
    );
    const rows = screenOf(happen(model, { kind: 'noticed', message }).model).split('\n');
    const [first = 0] = rows.flatMap((row, index) => (row.startsWith('No command of') ? [index] : []));
    expect(rows.slice(first, -2).join(' ')).toBe(message);
  },
);

test('a notice takes at most half of the screen, and what is left out is marked', async () => {
  const model = await open('40x10');
  const message = Array.from({ length: 99 }, (_, index) => `word${index}`).join(' ');
  const rows = screenOf(happen(model, { kind: 'noticed', message }).model).split('\n');
  expect(rows.filter((row) => row.startsWith('word'))).toHaveLength(5);
  expect(rows.at(-3)).toMatch(/…$/);
});

test('a check that runs says for how long, and how long it took the last time', async () => {
  const receipt = {
    ...{
      schemaVersion: 1,
      kind: 'automatic',
      text: '`echo migrated` exits with 0',
      line: 17,
      commands: ['echo migrated'],
    },
    ...{ result: 'passed', judgedBy: 'exit status', note: null, commit: null, dirty: null, version: '0.1.0' },
    when: '2026-02-21T12:05:00.000Z',
    runs: [{ command: 'echo migrated', result: 'passed', exitCode: 0, signal: null, durationMs: 11_000 }].map(
      (run) => ({ ...run, head: '', tail: '', droppedBytes: 0, sha256: '' }),
    ),
  };
  const evidence = { '.mikado/evidence/store-user-preference.jsonl': `${JSON.stringify(receipt)}\n` };
  const model = await openModel(makeTree({ ...SAMPLE_CARDS, ...evidence }), { size: '120x36' });
  const card = selectedCard(model);
  const read = card && model.texts.get(card.path)?.text;
  const item = read === undefined || 'failed' in read ? undefined : read.checklist[0];
  if (card === undefined || item === undefined) throw new Error('there is no check');
  const started = happen(happen(model, { kind: 'verify-started', card }).model, {
    kind: 'verifying',
    event: { kind: 'item-started', card, item, index: 0, command: 'echo migrated' },
  }).model;
  const shown = screenOf(press(happen(started, { kind: 'ticked' }).model, '4'));
  expect(shown).toMatch(/1 echo migrated {2}running 00:02 \(last time 00:11\) +follow on/);
});

test('a log that was scrolled up stays where it is while more is printed, until f', async () => {
  const up = press(await printed('80x24', 100), '5', 'k', 'k');
  const card = selectedCard(up);
  if (card === undefined) throw new Error('no card is selected');
  expect(screenOf(up)).toContain('\nline 98\n');
  const later = happen(up, { kind: 'output', card, text: 'more\nand more\n' }).model;
  expect(screenOf(later)).toContain('line 98');
  expect(screenOf(later)).not.toContain('and more');
  expect(screenOf(press(later, 'f'))).toContain('and more');
});

test('the left pane grows and shrinks within its bounds', async () => {
  const model = await open('80x24');
  const ruleAt = (shown: Model): number => screenOf(shown).split('\n')[4]?.indexOf('│') ?? -1;
  expect(ruleAt(press(model, '>')) - ruleAt(model)).toBe(4);
  expect(ruleAt(press(model, '<')) - ruleAt(model)).toBe(-4);
  expect(ruleAt(press(model, ...'<<<<<<<<<<<'))).toBe(28);
  expect(press(await open('50x20'), '<').notice).toBe('There is one pane alone: its width is the window’s.');
});

test('a problem of a card deep in folders names its line and column whole', async () => {
  const path = 'docs/how-to/mikado/harden-the-registry/adopt-commit-based-container-tags.md';
  const text = `---\ntitle: Tags\nstatus: active\nrequires:\n${'  # why\n'.repeat(52)}  - nowhere\n---\n`;
  for (const size of ['80x24', '50x20', '40x10']) {
    const model = press(await openModel(makeTree({ ...SAMPLE_CARDS, [path]: text }), { size }), 'd');
    expect(screenOf(model)).toMatch(/error docs\/\S+iner-tags\.md:57:5\b/);
  }
});

test('what is wrong at the end of a long line is in sight, with the carets below it', async () => {
  const requires = 'store-user-preference, theme-tokens-everywhere, settings-page-toggle, nowhere-at-all';
  const text = `---\nstatus: active\nrequires: [${requires}]\n---\n`;
  for (const size of ['120x36', '80x24', '50x20']) {
    const folder = makeTree({ ...SAMPLE_CARDS, 'docs/long.md': text });
    const rows = screenOf(press(await openModel(folder, { size }), 'd')).split('\n');
    const carets = rows.findIndex((row) => /\^{5}/.test(row));
    const at = rows[carets]?.indexOf('^') ?? -1;
    expect(rows[carets - 1]?.slice(at).startsWith('nowhere-at-all')).toBe(true);
    expect(rows[carets]?.slice(at)).toBe('^'.repeat('nowhere-at-all'.length));
  }
});

test('without a card, a repository that is its own folder of documents is not called by a dot', async () => {
  const screen = screenOf(await openModel(makeTree({ '.git/HEAD': 'ref: refs/heads/main\n' })));
  expect(screen).toContain('No card in this repository: no file has requires,');
  expect(screen).toContain('Looked in this repository. Other folder?');
  const config = { '.mikado.yaml': 'docs: plans\n', 'plans/page.md': '# A page\n' };
  expect(screenOf(await openModel(makeTree(config)))).toContain('Looked under plans/ (from .mikado.yaml).');
});
