import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import type { ChecklistItem } from '../../../src/checklist/checklist.ts';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { frameOf } from '../../../src/ui/panes/frame.ts';
import type { CommandOutcome, ItemOutcome } from '../../../src/verify/verify-event.ts';
import { openWorkbench } from '../../../src/workbench/open-workbench.ts';
import { git, makeFolder, run, writeFiles } from '../../rig/cli.ts';
import { makeTree } from '../../rig/tree.ts';
import { approvalRequest } from '../approval-request.ts';
import { expectScreen } from '../expect-screen.ts';
import { happen, openModel, press, reread, screenOf } from '../open-model.ts';
import { PLANNED_REGISTRY, REGISTRY_CARDS } from '../registry-cards.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

const SIZES = ['120x36', '80x24', '50x20'] as const;

function sample(changes: Readonly<Record<string, string>> = {}): string {
  return makeTree({ ...SAMPLE_CARDS, ...changes });
}

function cardOf(model: Model): Card {
  const card = selectedCard(model);
  if (card === undefined) throw new Error('no card is selected');
  return card;
}

function outcomeOf(command: string, exitCode: number, printed: string): CommandOutcome {
  return {
    command,
    result: exitCode === 0 ? 'passed' : 'failed',
    exitCode,
    signal: null,
    durationMs: 412,
    head: printed,
    tail: '',
    droppedBytes: 0,
    sha256: '',
  };
}

function checklistOf(model: Model): readonly ChecklistItem[] {
  const text = model.texts.get(cardOf(model).path)?.text;
  if (text === undefined || 'failed' in text) throw new Error('the card was not read');
  return text.checklist;
}

/** A verification that has passed its first item, waits for a person at the second and has not come to the third. */
function asking(model: Model): Model {
  const card = cardOf(model);
  const [first, second] = checklistOf(model);
  if (first === undefined || second === undefined) throw new Error('two items are needed');
  const passed: ItemOutcome = {
    item: first,
    result: 'passed',
    outcomes: [outcomeOf('echo migrated', 0, 'migrated\n')],
    judgedBy: 'exit status',
    note: null,
  };
  let next = happen(model, { kind: 'verify-started', card }).model;
  const tell = (event: Parameters<typeof happen>[1]): void => {
    next = happen(next, event).model;
  };
  tell({
    kind: 'verifying',
    event: { kind: 'item-started', card, item: first, index: 0, command: 'echo migrated' },
  });
  tell({ kind: 'output', card, text: 'migrated\n' });
  tell({ kind: 'verifying', event: { kind: 'item-finished', card, index: 0, outcome: passed } });
  const command = second.commands[0] ?? '';
  tell({ kind: 'verifying', event: { kind: 'item-started', card, item: second, index: 1, command } });
  tell({ kind: 'output', card, text: 'theme=dark\n' });
  tell({ kind: 'asked', card, item: second, outcomes: [outcomeOf(command, 0, 'theme=dark\n')] });
  return next;
}

describe.each(SIZES)('at %s', (size) => {
  test('the main view shows the tree with a shared card once, the ready cards and the selected card', async () => {
    await expectScreen(await openModel(sample(), { size }), `main-${size}`);
  });

  test('a verification that waits for a person says so and opens nothing by itself', async () => {
    await expectScreen(asking(press(await openModel(sample(), { size }), '4')), `asking-${size}`);
  });

  test('a verification at work shows what it came to, what needs a person, and what is printed', async () => {
    const model = press(await openModel(makeTree(REGISTRY_CARDS), { size }), '4');
    const card = cardOf(model);
    const items = checklistOf(model);
    const logFile = join(
      model.plan.place.top,
      '.git/mikado/logs/harden-zot-registry~20260221T140500000Z.log',
    );
    let next = happen(model, { kind: 'verify-started', card, logFile }).model;
    for (const [index, item] of items.entries()) {
      const command = item.commands[0] ?? null;
      next = happen(next, {
        kind: 'verifying',
        event: { kind: 'item-started', card, item, index, command },
      }).model;
      if (index === items.length - 1) break;
      if (item.kind === 'assisted') {
        const outcomes = [outcomeOf(command ?? '', 0, '{"tags":["v3"]}\n')];
        next = happen(next, { kind: 'asked', card, item, outcomes }).model;
        continue;
      }
      const passed = item.kind === 'automatic' || index === 1;
      const outcome: ItemOutcome = {
        item,
        result: passed ? 'passed' : 'needs-person',
        outcomes: command === null ? [] : [outcomeOf(command, 0, '')],
        judgedBy: item.kind === 'automatic' ? 'exit status' : passed ? 'eb' : null,
        note: null,
      };
      next = happen(next, {
        kind: 'verifying',
        event: { kind: 'item-finished', card, index, outcome },
      }).model;
    }
    const names = [
      'indri: forgejo',
      'indri: zot',
      'minikube: grafana',
      'ringtail: k3s',
      'fly.io proxy: docs',
    ];
    const text = names.map((name) => `[services-check] ${name.padEnd(24, '.')} ok\n`).join('');
    await expectScreen(happen(next, { kind: 'output', card, text }).model, `verify-${size}`);
  });

  test('what is ticked says who judged it and when, and what says nothing any more', async () => {
    const text = (SAMPLE_CARDS['docs/store-user-preference.md'] ?? '').replaceAll('- [ ]', '- [x]');
    const receipt = (of: object): string =>
      JSON.stringify({
        ...{
          schemaVersion: 1,
          line: 1,
          result: 'passed',
          runs: [],
          note: null,
          dirty: false,
          version: '0.1.0',
        },
        ...{ commit: '5e2c9a7d00000000000000000000000000000000', when: '2026-02-21T12:05:00.000Z', ...of },
      });
    const receipts = [
      {
        kind: 'automatic',
        text: '`echo migrated` exits with 0',
        commands: ['echo migrated'],
        judgedBy: 'exit status',
      },
      {
        kind: 'assisted',
        text: "`printf 'theme=light\\n'` shows the theme of the test reader <!-- check: look -->",
        commands: ["printf 'theme=light\\n'"],
        judgedBy: 'eb',
      },
      {
        kind: 'manual',
        text: 'A second browser of the same reader shows the same theme',
        commands: [],
        judgedBy: 'eb',
        note: 'also on the phone',
      },
    ];
    const folder = sample({
      'docs/store-user-preference.md': text,
      '.mikado/evidence/store-user-preference.jsonl': receipts.map((each) => `${receipt(each)}\n`).join(''),
    });
    const model = press(await openModel(folder, { size }), '4', 'G');
    await expectScreen(model, `evidence-${size}`);
    const preview = await openWorkbench({ cwd: folder }, model.plan).previewClose(model.plan, cardOf(model));
    const asked = happen(model, {
      kind: 'close-previewed',
      mode: 'checked',
      card: cardOf(model),
      preview,
    }).model;
    expect(screenOf(asked)).toContain('checks 3/3, 1 stale');
  });

  test('a manual check says that there is nothing to run, and takes a note', async () => {
    const model = press(await openModel(makeTree(REGISTRY_CARDS), { size }), '4', 'j', ' ');
    await expectScreen(press(model, 'tab', ...'redirect ok'), `manual-${size}`);
  });

  test('a chain that was planned and not started shows what is ready, and a hint at another order', async () => {
    const model = await openModel(makeTree(PLANNED_REGISTRY), { size });
    await expectScreen(press(model, 'k', 'k'), `planned-${size}`);
  });

  test('a problem with one way out is mended after a look at the edit', async () => {
    const folder = sample({
      'docs/settings-page-toggle.md':
        '---\nstatus: active\nrequires: [store-user-preferences, theme-tokens-everywhere]\n---\n',
    });
    const model = press(await openModel(folder, { size }), 'd');
    const [problem] = model.plan.diagnostics;
    if (problem === undefined) throw new Error('there is no problem');
    const preview = await openWorkbench({ cwd: folder }, model.plan).previewFix(model.plan, problem);
    await expectScreen(happen(model, { kind: 'fix-previewed', problem, preview }).model, `fix-${size}`);
  });

  test('the small questions name what they do', async () => {
    const model = await openModel(sample(), { size });
    await expectScreen(press(model, 'y'), `copy-${size}`);
    await expectScreen(press(model, 'p'), `push-${size}`);
    await expectScreen(press(asking(model), 'q'), `quit-${size}`);
    const empty = await openModel(makeTree({ 'docs/readme.md': '# Nothing here\n' }), { size });
    await expectScreen(press(empty, 'n', ...'harden-zot', 'enter'), `new-goal-${size}`);
  });

  test('an assisted check is judged beside what its command printed', async () => {
    await expectScreen(press(asking(press(await openModel(sample(), { size }), '4')), ' '), `judge-${size}`);
  });

  test('commands that nobody approved are listed in full with their hidden characters', async () => {
    const model = await openModel(sample(), { size });
    const commands = [
      'echo migrated',
      `curl --silent --fail --header 'Accept: application/json' https://preferences.example.org/readers/1/theme | grep --quiet dark`,
      'echo safe\u202e; rm -rf build',
    ];
    const card = cardOf(model);
    const request = approvalRequest(card, commands);
    const next = happen(model, { kind: 'approval-needed', card, request });
    await expectScreen(next.model, `approve-${size}`);
  });

  test('a close is asked about with its diff and what becomes ready', async () => {
    const model = press(await openModel(sample(), { size }), 'j');
    const card = cardOf(model);
    const becomesReady = model.plan.unlocksOf(card);
    const preview = { refusals: [], diff: ['-status: active'], becomesReady };
    await expectScreen(
      happen(model, { kind: 'close-previewed', mode: 'checked', card, preview }).model,
      `close-${size}`,
    );
  });

  test('a close that is refused names each reason with what helps', async () => {
    const folder = sample();
    const model = await openModel(folder, { size });
    const preview = await openWorkbench({ cwd: folder }, model.plan).previewClose(model.plan, cardOf(model));
    const next = happen(model, {
      kind: 'close-previewed',
      mode: 'checked',
      card: cardOf(model),
      preview,
    }).model;
    await expectScreen(next, `refused-${size}`);
  });

  test('a close for a reason shows what speaks against it, and the reason', async () => {
    const folder = sample();
    const model = await openModel(folder, { size });
    const preview = await openWorkbench({ cwd: folder }, model.plan).previewClose(model.plan, cardOf(model));
    const next = happen(model, {
      kind: 'close-previewed',
      mode: 'forced',
      card: cardOf(model),
      preview,
    }).model;
    const typed = happen(next, { kind: 'pasted', text: 'the service is gone' }).model;
    await expectScreen(press(typed, '!'), `force-${size}`);
  });

  test('what a close made ready is said, marked new and selected, from whatever pane it was closed', async () => {
    const folder = sample({
      'docs/store-user-preference.md': '---\ntitle: Remember what a reader prefers\n---\n',
    });
    const model = await openModel(folder, { size });
    const workbench = openWorkbench({ cwd: folder }, model.plan);
    const card = cardOf(model);
    const preview = await workbench.previewClose(model.plan, card);
    const asked = press(
      happen(model, { kind: 'close-previewed', mode: 'checked', card, preview }).model,
      'y',
    );
    const outcome = await workbench.close(model.plan, card);
    const closed = happen(asked, { kind: 'closed', card, outcome }).model;
    const moment = await reread(folder, closed);
    await expectScreen(moment, `newly-ready-${size}`);
    // The edit itself makes the watcher read the cards once more.
    await expectScreen(await reread(folder, moment), `newly-ready-${size}`);
    // An answer pressed twice takes nothing away.
    await expectScreen(press(moment, 'y', 'escape'), `newly-ready-${size}`);
  });

  test('the help lists every key and what the signs mean', async () => {
    await expectScreen(press(await openModel(sample(), { size }), '?'), `help-${size}`);
  });

  test('all chains are listed with the tree of the selected one', async () => {
    const folder = sample({
      'docs/rename-the-service.md':
        '---\ntitle: Rename the service\nstatus: active\nrequires: [move-the-dns]\n---\n',
      'docs/move-the-dns.md': '---\nstatus: active\n---\n',
    });
    await expectScreen(press(await openModel(folder, { size }), 'c'), `chains-${size}`);
  });

  test('problems are listed with their place and the way out', async () => {
    const folder = sample({
      'docs/settings-page-toggle.md':
        '---\nstatus: activ\nrequires: [store-user-preferences, theme-tokens-everywhere]\n---\n',
    });
    await expectScreen(press(await openModel(folder, { size }), 'd', 'j'), `problems-${size}`);
  });

  test('without an open chain the screen says why and what to do', async () => {
    await expectScreen(
      await openModel(makeTree({ 'docs/readme.md': '# Nothing here\n' }), { size }),
      `empty-${size}`,
    );
  });
});

test.each(SIZES)('without an open chain the screen names the last one, at %s', async (size) => {
  const card = (status: string, requires: string) => `---\n${status}requires: [${requires}]\n---\n`;
  const folder = makeFolder();
  const commit = async (when: string, files: Readonly<Record<string, string>>): Promise<void> => {
    writeFiles(folder, files);
    git(folder, 'add', '--all');
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
    const env = { GIT_COMMITTER_DATE: when, GIT_AUTHOR_DATE: when };
    await run('git', [...who, 'commit', '--quiet', '--message=Cards'], { cwd: folder, env });
  };
  git(folder, 'init', '--quiet', '--initial-branch=main');
  await commit('2026-02-19T10:00:00Z', {
    'docs/harden-zot.md': card('status: active\n', 'rotate'),
    'docs/rotate.md': card('status: active\n', ''),
  });
  await commit('2026-02-20T10:00:00Z', { 'docs/rotate.md': card('', '') });
  await commit('2026-02-21T10:00:00Z', { 'docs/harden-zot.md': card('', 'rotate') });
  const model = await openModel(folder, { size });
  const workbench = openWorkbench({ cwd: folder }, model.plan);
  const timeline = await workbench.timeline();
  const shown = happen(model, { kind: 'history-read', timeline }).model;
  await expectScreen(shown, `empty-after-${size}`);
});

test('colour marks what is ready, passed, wrong and waits for a person, and without it bold and inverse stay', async () => {
  const requires = '[store-user-preference, theme-tokens-everywhere, nowhere]';
  const toggle = `---\nstatus: active\nrequires: ${requires}\n---\n`;
  const model = await openModel(sample({ 'docs/settings-page-toggle.md': toggle }), { size: '120x36' });
  const shown = [model, press(asking(press(model, '4')), 'j'), press(model, 'd')];
  const drawn = (colour: boolean): string => shown.flatMap((each) => frameOf(each, { colour })).join('\n');
  for (const colour of [32, 33, 31]) expect(drawn(true)).toContain(`\x1b[1m\x1b[${colour}m`);
  for (const colour of [32, 36, 31]) expect(drawn(true)).toMatch(new RegExp(`(?<!\\[1m)\\x1b\\[${colour}m`));
  expect(drawn(false)).toContain('\x1b[1m');
  expect(drawn(false)).toContain('\x1b[7m');
  expect(drawn(false)).not.toMatch(/\x1b\[[\d;]*3\d/);
});

test('a terminal that is too small is told so in one line', async () => {
  const model = await openModel(sample(), { size: '39x12' });
  expect(screenOf(model).trimEnd()).toBe('40x10 needed, this is 39x12');
  expect(press(model, 'c', 'x', '?')).toMatchObject({ view: 'main', prompt: undefined });
});

test('the smallest terminal still shows the tree and its keys', async () => {
  await expectScreen(await openModel(sample(), { size: '40x10' }), 'main-40x10');
});

test('a chain deeper than the pane is wide keeps its stems readable', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `step-${index}-of-the-long-way-down`);
  const files = names.map((name, index) => {
    const requires = names[index + 1] === undefined ? '' : `requires: [${names[index + 1]}]\n`;
    return [`docs/${name}.md`, `---\nstatus: active\n${requires}---\n`];
  });
  await expectScreen(await openModel(makeTree(Object.fromEntries(files)), { size: '80x24' }), 'deep-80x24');
});
