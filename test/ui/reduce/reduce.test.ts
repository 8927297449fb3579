import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEYS } from '../../../src/ui/keys/key-table.ts';
import { checklistOf } from '../../../src/ui/model/geometry.ts';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { PROMPT_GUARD_MS, reduce } from '../../../src/ui/reduce/reduce.ts';
import { makeTree } from '../../rig/tree.ts';
import { approvalRequest } from '../approval-request.ts';
import { happen, openModel, press, pressing, reread, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

function sample(): string {
  return makeTree(SAMPLE_CARDS);
}

function stem(model: Model): string | undefined {
  return selectedCard(model)?.stem;
}

function approving(model: Model, commands: readonly string[]): Model {
  const card = selectedCard(model);
  if (card === undefined) throw new Error('no card is selected');
  const request = approvalRequest(card, commands);
  return happen(model, { kind: 'approval-needed', card, request }).model;
}

describe('selecting', () => {
  test('the screen opens on the best ready card of the chain', async () => {
    expect(stem(await openModel(sample()))).toBe('store-user-preference');
  });

  test('a card that is no goal is shown in the chain it belongs to', async () => {
    const model = await openModel(sample(), { goal: 'theme-tokens-everywhere' });
    expect([model.goal?.stem, stem(model)]).toEqual(['ship-dark-mode', 'theme-tokens-everywhere']);
  });

  test('j and k stop at the ends, g and G go there', async () => {
    const model = await openModel(sample());
    expect(stem(press(model, 'g', 'k'))).toBe('ship-dark-mode');
    expect(press(model, 'G', 'j').cursor.stem).toBe('theme-tokens-everywhere');
  });

  test('Enter on a pointer goes to where the card is drawn, and once more reads it', async () => {
    const model = press(await openModel(sample()), 'G');
    const there = press(model, 'enter');
    expect(there.pane).toBe('tree');
    expect(press(there, 'j').cursor.stem).toBe('remove-inline-colours');
    expect(press(there, 'enter').pane).toBe('card');
  });

  test('the ready list moves through ready cards, and the tree goes along', async () => {
    const model = press(await openModel(sample()), '2', 'j');
    expect(stem(model)).toBe('theme-tokens-everywhere');
    expect(screenOf(model)).toContain('> │  └─ ▸ theme');
  });

  test('h folds a card and then goes to the one above; a card chosen elsewhere is unfolded', async () => {
    const model = press(await openModel(sample()), 'h');
    expect(stem(model)).toBe('settings-page-toggle');
    const folded = press(model, 'h');
    expect(screenOf(folded)).not.toContain('store-user-preference     READY');
    expect(screenOf(press(folded, '2', 'j', 'k'))).toContain('store-user-preference     READY');
  });

  test('Esc goes back and never quits', async () => {
    const model = await openModel(sample());
    const { model: next, effects } = pressing(model, 'c', 'escape', '3', 'escape', 'escape');
    expect([next.view, next.pane, effects]).toEqual(['main', 'tree', []]);
  });
});

describe('after the cards changed on disk', () => {
  test('the selection stays on the card, also when its file was moved', async () => {
    const folder = sample();
    const model = press(await openModel(folder), 'j');
    mkdirSync(join(folder, 'docs/web'));
    renameSync(
      join(folder, 'docs/theme-tokens-everywhere.md'),
      join(folder, 'docs/web/theme-tokens-everywhere.md'),
    );
    expect(selectedCard(await reread(folder, model))?.path).toBe('docs/web/theme-tokens-everywhere.md');
  });

  test('a card that broke is marked, and everything else stays', async () => {
    const folder = sample();
    const model = await openModel(folder);
    writeFileSync(join(folder, 'docs/theme-tokens-everywhere.md'), '---\nstatus: [active\n---\n');
    const screen = screenOf(await reread(folder, model));
    expect(screen).toMatch(/! theme-\S+ ×2 unreadable/);
    expect(screen).toContain('! 1 problem');
    expect(screen).toContain('store-user-preference     READY');
  });

  test('a selected card that is gone leaves the selection on a row of the chain', async () => {
    const folder = sample();
    const model = press(await openModel(folder), 'j', 'j');
    rmSync(join(folder, 'docs/remove-inline-colours.md'));
    const next = await reread(folder, model);
    expect(screenOf(next)).toMatch(/^> .*! remove-\S+ missing │/m);
    expect(screenOf(next)).toContain('No card answers to');
  });
});

describe('a question', () => {
  test('does not count keys of its first moment, which were typed before it could be read', async () => {
    const model = approving(await openModel(sample()), ['make test']);
    const early = reduce(model, { kind: 'key', key: 'y', at: model.now + PROMPT_GUARD_MS - 1 });
    expect(early[0].prompt).toBe(model.prompt);
    expect(early[1]).toEqual([]);
    const late = reduce(model, { kind: 'key', key: 'y', at: model.now + PROMPT_GUARD_MS });
    expect(late[1]).toMatchObject([
      { kind: 'approve', request: { commands: [{ facts: { command: 'make test' } }] } },
    ]);
  });

  test.each(['enter', 'escape', 'n', 'ctrl-c'])('is answered with no by %s', async (key) => {
    const { model, effects } = pressing(approving(await openModel(sample()), ['make test']), key);
    expect([model.prompt, effects]).toEqual([undefined, []]);
  });

  test.each(['q', 'x', 'r', ' ', 'Y', 'c', '?'])('is left alone by %j', async (key) => {
    const asked = approving(await openModel(sample()), ['make test']);
    const { model, effects } = pressing(asked, key);
    expect([model.prompt?.kind, model.view, effects]).toEqual(['approve', 'main', []]);
  });

  test('about more commands than fit takes yes only once the last was in sight', async () => {
    const commands = Array.from({ length: 40 }, (_, index) => `make check-${index}`);
    const asked = approving(await openModel(sample()), commands);
    expect(pressing(asked, 'y').effects).toEqual([]);
    expect(screenOf(asked)).toContain('j more (30 lines)');
    const read = press(asked, ...Array.from({ length: 30 }, () => 'j'));
    expect(screenOf(read)).toContain('$ make check-39');
    expect(pressing(read, 'y').effects).toHaveLength(1);
  });

  test('about a manual check records the word and the note', async () => {
    const model = press(
      await openModel(sample()),
      '4',
      'j',
      'j',
      ' ',
      'tab',
      'o',
      'k',
      'y',
      'backspace',
      'enter',
    );
    const { effects } = pressing(model, 'y');
    expect(effects).toMatchObject([{ kind: 'judge', judgement: { verdict: 'passed', note: 'ok' } }]);
  });

  test('stays open while Ctrl-Z leads to the shell and Ctrl-L draws anew, and so does a field', async () => {
    for (const keys of [['x'], ['/', 'a'], [':', 'e'], ['5', '/', 'b']]) {
      const asked = press(await openModel(sample()), ...keys);
      for (const [key, kind] of [
        ['ctrl-z', 'suspend'],
        ['ctrl-l', 'redraw'],
      ] as const) {
        const { model, effects } = pressing(asked, key);
        expect(effects).toEqual([{ kind }]);
        expect(screenOf(model)).toBe(screenOf(asked));
      }
    }
  });

  test('takes a paste only into its note, on one line', async () => {
    const asked = press(await openModel(sample()), '4', 'j', 'j', ' ');
    const outside = happen(asked, { kind: 'pasted', text: 'y' });
    expect([outside.model.prompt, outside.effects]).toEqual([asked.prompt, []]);
    const inside = happen(press(asked, 'tab'), { kind: 'pasted', text: 'seen\nby two\x1b[A' });
    expect(inside.model.prompt).toMatchObject({ note: 'seen by two\\u{1b}[A' });
  });

  test('about closing is asked again when the card changed meanwhile', async () => {
    const folder = sample();
    const model = await openModel(folder);
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const preview = { refusals: [], diff: ['-status: active'], becomesReady: [] };
    const asked = happen(model, { kind: 'close-previewed', mode: 'checked', card, preview }).model;
    const { effects } = happen(asked, { kind: 'plan-read', plan: model.plan, git: undefined });
    expect(effects).toEqual([{ kind: 'preview', card, mode: 'checked' }]);
  });

  test('about closing that comes to the same stays the same question, and a changed one does not', async () => {
    const model = await openModel(sample());
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const preview = { refusals: [], diff: ['-status: active'], becomesReady: [] };
    const asked = happen(model, { kind: 'close-previewed', mode: 'checked', card, preview }).model;
    const again = happen(asked, {
      kind: 'close-previewed',
      mode: 'checked',
      card,
      preview: { ...preview },
    }).model;
    expect(again.prompt?.openedAt).toBe(asked.prompt?.openedAt);
    const other = { ...preview, diff: ['-status: planned'] };
    const changed = happen(again, { kind: 'close-previewed', mode: 'checked', card, preview: other }).model;
    expect(changed.prompt?.openedAt).toBe(changed.now);
  });

  test('about closing outlives a new reading of the plan', async () => {
    const folder = sample();
    const model = await openModel(folder);
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const preview = { refusals: [], diff: ['-status: active'], becomesReady: [card] };
    const asked = happen(model, { kind: 'close-previewed', mode: 'checked', card, preview }).model;
    const later = await reread(folder, asked);
    expect(screenOf(later)).toContain('Becomes ready:  store-user-preference');
    expect(pressing(later, 'y').effects).toEqual([
      { kind: 'close', card: selectedCard(later), ending: 'edit-alone' },
    ]);
  });
});

describe('a verification', () => {
  test('asks for approval through the workbench, and shows the checks', async () => {
    const { model, effects } = pressing(await openModel(sample()), 'r');
    expect([model.pane, effects.map(({ kind }) => kind)]).toEqual(['checks', ['prepare']]);
  });

  test('of a blocked card is said to be an experiment', async () => {
    const { model, effects } = pressing(await openModel(sample()), 'g', 'r');
    expect(model.notice).toBe(
      'The card is blocked: its checks run as an experiment, and closing it stays refused.',
    );
    expect(effects.map(({ kind }) => kind)).toEqual(['prepare']);
  });

  test('that runs makes q ask and Ctrl-C stop it', async () => {
    const model = await openModel(sample());
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const running = happen(model, { kind: 'verify-started', card }).model;
    expect(press(running, 'q').prompt?.kind).toBe('quit');
    expect(pressing(running, 'ctrl-c').effects).toEqual([{ kind: 'stop' }]);
    expect(pressing(running, 'q', 'y').effects).toEqual([{ kind: 'quit', status: 0 }]);
    const stopped = happen(press(running, 'ctrl-c'), { kind: 'verify-ended', card }).model;
    expect(stopped.notice).toBe('The check was stopped.');
  });

  test('that has been silent for ten seconds is offered the terminal once, and again when it says it misses one', async () => {
    const model = await openModel(sample());
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const [item] = checklistOf(model);
    if (item === undefined) throw new Error('there is no check');
    const started = happen(model, { kind: 'verify-started', card }).model;
    const event = { kind: 'item-started', card, index: 0, item, command: 'login' } as const;
    const running = happen(started, { kind: 'verifying', event }).model;
    const tick = (after: number) => reduce(running, { kind: 'ticked', at: running.now + after })[0].notice;
    expect([9_900, 10_100, 12_000].map(tick)).toEqual([
      undefined,
      'The check has been silent for ten seconds: `t` gives it the whole terminal.',
      undefined,
    ]);
    const heard = happen(running, { kind: 'output', card, text: 'sudo: stdin is not a tty\n' }).model;
    expect(heard.notice).toBe('The check misses a terminal: `t` gives it the whole terminal.');
  });

  test('that stands still lets q quit and Ctrl-C interrupt', async () => {
    const model = await openModel(sample());
    expect(pressing(model, 'q').effects).toEqual([{ kind: 'quit', status: 0 }]);
    expect(pressing(model, 'ctrl-c').effects).toEqual([{ kind: 'quit', status: 130 }]);
  });
});

test('no keys without an answered question ask for a change of any file', async () => {
  const model = await openModel(sample());
  const keys = [...new Set(KEYS.flatMap((binding) => binding.keys))].filter(
    (key) => key !== 'y' && key !== 'n',
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...keys, 'z', 'é'), { maxLength: 40 }), (pressed) => {
      let now = model;
      for (const key of pressed) {
        const step = happen(now, { kind: 'key', key });
        now = step.model;
        const kinds = step.effects.map(({ kind }) => kind);
        for (const kind of ['approve', 'close', 'judge', 'answer']) expect(kinds).not.toContain(kind);
        screenOf(now);
      }
    }),
    { numRuns: 200 },
  );
});

test('hostile titles, stems and texts come out as printable text at every size', async () => {
  const hostile = `\x1b]52;c;AAAA\x07\x1b[2J\u009b1m\u202eevil\u2066 ${'日本語'.repeat(50)} e${'\u0301'.repeat(10_000)}`;
  const folder = makeTree({
    'docs/goal.md': `---\nstatus: active\nrequires: [weiß-日本語-${'x'.repeat(120)}]\ntitle: ${JSON.stringify(hostile)}\ntags: ["\\e[31m"]\n---\n\n${hostile}\n\n## Verification\n\n- [ ] ${hostile}\n`,
    [`docs/weiß-日本語-${'x'.repeat(120)}.md`]: '---\nstatus: active\n---\n',
  });
  for (const size of ['120x36', '80x24', '50x20', '40x10']) {
    const model = await openModel(folder, { size, goal: 'goal' });
    for (const keys of [[], ['g'], ['g', '3'], ['g', '4'], ['g', '4', ' '], ['c'], ['d'], ['?']]) {
      expect(screenOf(press(model, ...keys))).not.toMatch(
        /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  }
});

describe('where git stands', () => {
  const TWO = {
    'docs/a-first.md': '---\nstatus: active\nrequires: [a-step]\n---\n',
    'docs/a-step.md': '---\nstatus: active\n---\n',
    'docs/b-second.md': '---\nstatus: active\nrequires: [b-step]\nbranch: mikado/b-second\n---\n',
    'docs/b-step.md': '---\nstatus: active\n---\n',
  };
  const ON_SECOND = { branch: 'mikado/b-second', commit: undefined, dirty: false };

  test('is told after the first frame, and its branch then chooses the chain', async () => {
    const model = await openModel(makeTree(TWO), { git: 'unread' });
    expect(model.goal?.stem).toBe('a-first');
    const told = happen(model, { kind: 'git-read', git: ON_SECOND }).model;
    expect([told.goal?.stem, stem(told)]).toEqual(['b-second', 'b-step']);
    expect(screenOf(told)).toContain('git mikado/b-second no commit yet  on the branch of this chain');
  });

  test('leaves the chain alone once a person pressed a key or asked for one', async () => {
    const folder = makeTree(TWO);
    const pressed = press(await openModel(folder, { git: 'unread' }), 'k');
    const asked = await openModel(folder, { git: 'unread', goal: 'a-first' });
    for (const model of [pressed, asked]) {
      const told = happen(model, { kind: 'git-read', git: ON_SECOND }).model;
      expect([told.goal, told.cursor]).toEqual([model.goal, model.cursor]);
    }
  });

  test('is not guessed before it is known', async () => {
    const [, second] = screenOf(await openModel(makeTree(TWO), { git: 'unread' })).split('\n');
    expect(second).toBe('');
  });
});

describe('Enter on a problem', () => {
  async function onProblems(documents: Readonly<Record<string, string>>): Promise<Model> {
    return press(await openModel(makeTree({ ...SAMPLE_CARDS, ...documents })), 'd');
  }

  test('goes to its card in the chain on the screen', async () => {
    const model = await onProblems({
      'docs/theme-tokens-everywhere.md': '---\nstatus: activ\nrequires: [remove-inline-colours]\n---\n',
    });
    const there = press(model, 'enter');
    expect([there.view, there.goal?.stem, stem(there)]).toEqual([
      'main',
      'ship-dark-mode',
      'theme-tokens-everywhere',
    ]);
  });

  test('of another chain opens that chain', async () => {
    const model = await onProblems({
      'docs/rename-the-service.md': '---\nstatus: active\nrequires: [move-the-dns]\n---\n',
      'docs/move-the-dns.md': '---\nstatus: activ\n---\n',
    });
    const there = press(model, 'enter');
    expect([there.view, there.goal?.stem, stem(there)]).toEqual([
      'main',
      'rename-the-service',
      'move-the-dns',
    ]);
  });

  test('where there is none says so', async () => {
    const model = await onProblems({});
    expect(press(model, 'enter')).toMatchObject({
      view: 'problems',
      notice: 'There is no problem to go to.',
    });
  });
});
