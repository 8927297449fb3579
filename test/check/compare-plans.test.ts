import { describe, expect, it } from 'vitest';
import { card, checkEdits, done, freshIn, open } from './change.ts';

/** A goal over two prerequisites, one of which requires a third. */
const CHAIN = {
  'docs/goal.md': open('goal', ['middle', 'side']),
  'docs/middle.md': open('middle', ['leaf']),
  'docs/leaf.md': open('leaf'),
  'docs/side.md': open('side'),
};

describe('closed-before-prerequisites', () => {
  it('names the way from a card that this change closed to the nearest open one, in place of the plain rule', async () => {
    const before = { ...CHAIN, 'docs/side.md': done('side'), 'docs/middle.md': done('middle', ['leaf']) };
    expect(await freshIn(before, { 'docs/goal.md': done('goal', ['middle', 'side']) })).toEqual([
      'docs/goal.md:2:9-13 error closed-before-prerequisites: `goal` was closed in this change, and `leaf`, which it requires, is open (`goal` → `middle` → `leaf`). Close `leaf` first, or reopen `goal`: mikado reopen goal',
    ]);
  });

  it('finds a card that was closed by taking its status out', async () => {
    const stripped = open('middle', ['leaf']).replace('status: active\n', '');
    expect(await freshIn(CHAIN, { 'docs/middle.md': stripped })).toEqual([
      'docs/middle.md:2:12-16 error closed-before-prerequisites: `middle` was closed in this change, and `leaf`, which it requires, is open. Close `leaf` first, or reopen `middle`: mikado reopen middle',
    ]);
  });

  it('is silent about a card that was closed with all it requires, and about the order in which that happened', async () => {
    const edits = { 'docs/middle.md': done('middle', ['leaf']), 'docs/leaf.md': done('leaf') };
    expect(await freshIn(CHAIN, edits)).toEqual([]);
  });

  it('leaves a prerequisite that was reopened to the plain rule', async () => {
    const before = { 'docs/goal.md': done('goal', ['leaf']), 'docs/leaf.md': done('leaf') };
    expect(
      (await checkEdits(before, { 'docs/leaf.md': open('leaf') })).fresh.map(({ code }) => code),
    ).toEqual(['done-before-prerequisites']);
  });

  it('names a prerequisite that cannot be found, and a circle', async () => {
    const before = {
      'docs/egg.md': open('egg', ['hen']),
      'docs/hen.md': open('hen', ['egg']),
      'docs/goal.md': open('goal', ['nowhere']),
    };
    const edits = {
      'docs/egg.md': done('egg', ['hen']),
      'docs/hen.md': done('hen', ['egg']),
      'docs/goal.md': done('goal', ['nowhere']),
    };
    const { fresh } = await checkEdits(before, edits);
    expect(fresh.map(({ message }) => message)).toEqual([
      '`egg` was closed in this change, and `hen`, which it requires, is on a cycle.',
      '`goal` was closed in this change, and `nowhere`, which it requires, cannot be found.',
      '`hen` was closed in this change, and `egg`, which it requires, is on a cycle.',
    ]);
  });
});

describe('goal-abandoned', () => {
  it('finds a goal whose front matter was deleted, which no single tree can show', async () => {
    const { fresh, diagnostics } = await checkEdits(CHAIN, { 'docs/goal.md': card('goal', []) });
    expect(diagnostics).toEqual(fresh);
    expect(await freshIn(CHAIN, { 'docs/goal.md': card('goal', []) })).toEqual([
      'docs/goal.md:1:1-2 error goal-abandoned: The goal `goal` lost its `requires`, and `middle` and 2 more, which it required, are not done. Put it back, or close what is open first: mikado show middle (docs/middle.md:2:9 `middle` is open) (docs/side.md:2:9 `side` is open) (docs/leaf.md:2:9 `leaf` is open)',
    ]);
  });

  it('finds a goal whose front matter and prerequisites were deleted together', async () => {
    const edits = {
      'docs/goal.md': card('goal', []),
      'docs/middle.md': null,
      'docs/side.md': null,
      'docs/leaf.md': null,
    };
    expect((await checkEdits(CHAIN, edits)).fresh.map(({ message }) => message)).toEqual([
      'The goal `goal` lost its `requires`, and `middle` and 2 more, which it required, are not done.',
    ]);
  });

  it('finds a goal that was renamed on the way', async () => {
    const edits = { 'docs/goal.md': null, 'docs/page.md': card('goal', []) };
    expect((await checkEdits(CHAIN, edits)).fresh.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'docs/page.md goal-abandoned',
    ]);
  });

  it('points at the place of a deleted goal in the base, and says so', async () => {
    expect(await freshIn({ ...CHAIN, 'docs/other.md': open('other') }, { 'docs/goal.md': null })).toEqual([
      'docs/goal.md:3:12-18 error goal-abandoned: The goal `goal` was deleted, and `middle` and 2 more, which it required, are not done. This is its place at the base. Put it back, or close what is open first: mikado show middle (docs/middle.md:2:9 `middle` is open) (docs/side.md:2:9 `side` is open) (docs/leaf.md:2:9 `leaf` is open)',
    ]);
  });

  it('is silent where the whole chain was deleted, or another chain took over what is open', async () => {
    const nothing = {
      'docs/goal.md': null,
      'docs/middle.md': null,
      'docs/side.md': null,
      'docs/leaf.md': null,
    };
    expect(await freshIn(CHAIN, nothing)).toEqual([]);
    const other = 'Something else entirely, which shares no line with the one before.\n';
    const taken = `---\nstatus: planned\nrequires:\n  - side\n  - middle\n---\n\n${other.repeat(9)}`;
    expect(await freshIn(CHAIN, { 'docs/goal.md': null, 'docs/wider.md': taken })).toEqual([]);
  });

  it('is silent where a done chain was finalized', async () => {
    const before = { 'docs/goal.md': open('goal', ['leaf']), 'docs/leaf.md': done('leaf') };
    expect(await freshIn(before, { 'docs/goal.md': card('goal', []) })).toEqual([]);
  });
});

describe('prerequisite-vanished', () => {
  it('finds an open card that is no longer required', async () => {
    expect(await freshIn(CHAIN, { 'docs/goal.md': open('goal', ['middle']) })).toEqual([
      'docs/goal.md:3:12-18 error prerequisite-vanished: `goal` no longer requires `side`, which is open. Put it back, or close it first and say why it is not needed: mikado close side --force "…" (docs/side.md:2:9 `side` is open)',
    ]);
  });

  it('finds an open card that was deleted and dropped', async () => {
    expect(await freshIn(CHAIN, { 'docs/leaf.md': null, 'docs/middle.md': open('middle') })).toEqual([
      'docs/middle.md:1:1-2 error prerequisite-vanished: `middle` no longer requires `leaf`, which was deleted while it was open. Put it back, or close it first and say why it is not needed: mikado close leaf --force "…"',
    ]);
  });

  it('finds what was required through a card that was deleted', async () => {
    const edits = { 'docs/middle.md': null, 'docs/goal.md': open('goal', ['side']) };
    expect((await checkEdits(CHAIN, edits)).fresh.map(({ message }) => message)).toEqual([
      '`goal` no longer requires `middle`, which was deleted while it was open.',
      '`goal` no longer requires `leaf`, which is open.',
    ]);
  });

  it('leaves a deleted card that is still required to the plain rule', async () => {
    expect((await checkEdits(CHAIN, { 'docs/leaf.md': null })).fresh.map(({ code }) => code)).toEqual([
      'missing-prerequisite',
    ]);
  });

  it('is silent about a card that was renamed or moved with what requires it', async () => {
    const renamed = {
      'docs/leaf.md': null,
      'docs/blade.md': open('leaf'),
      'docs/middle.md': open('middle', ['blade']),
    };
    expect(await freshIn(CHAIN, renamed)).toEqual([]);
    expect(await freshIn(CHAIN, { 'docs/leaf.md': null, 'docs/deep/leaf.md': 'Rewritten.\n' })).toEqual([]);
  });

  it('is silent about a card that is required through another one now, or was closed first', async () => {
    const moved = {
      'docs/goal.md': open('goal', ['middle']),
      'docs/middle.md': open('middle', ['leaf', 'side']),
    };
    expect(await freshIn(CHAIN, moved)).toEqual([]);
    const closed = { 'docs/goal.md': open('goal', ['middle']), 'docs/side.md': done('side') };
    expect(await freshIn(CHAIN, closed)).toEqual([]);
  });
});

describe('closed-unverified', () => {
  const ITEMS = ['- [x] Done', '- [ ] Left', '- [-] Waived', '- [ ] Left too'];

  it('points at the open items of a card that this change closed, in place of the plain rule', async () => {
    const before = { 'docs/leaf.md': open('leaf', [], ITEMS), 'docs/old.md': done('old', [], ITEMS) };
    expect(await freshIn(before, { 'docs/leaf.md': done('leaf', [], ITEMS) })).toEqual([
      'docs/leaf.md:12:3-6 error closed-unverified: `leaf` was closed in this change, and 2 of the 4 items of its checklist are open. mikado verify leaf runs what can be run; tick or waive the rest, or reopen it: mikado reopen leaf (docs/leaf.md:14:4 Left too)',
    ]);
  });

  it('finds a card whose open checklist was taken out', async () => {
    expect(
      await freshIn({ 'docs/leaf.md': open('leaf', [], ITEMS) }, { 'docs/leaf.md': card('leaf', []) }),
    ).toEqual([
      'docs/leaf.md:1:1-2 error closed-unverified: `leaf` was closed in this change, and its checklist with 2 open items is gone. Put the checklist back.',
    ]);
  });

  it('is a warning with the reason where the card was closed by force', async () => {
    const receipt = {
      schemaVersion: 1,
      kind: 'forced-close',
      reason: 'the vendor went away',
      who: 'Ann',
      when: '2026-11-23T10:00:00Z',
      commit: null,
    };
    const edits = {
      'docs/leaf.md': done('leaf', [], ITEMS),
      '.mikado/evidence/leaf.jsonl': `${JSON.stringify(receipt)}\n`,
    };
    const { fresh } = await checkEdits({ 'docs/leaf.md': open('leaf', [], ITEMS) }, edits);
    expect(fresh.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: `leaf` was closed in this change, and 2 of the 4 items of its checklist are open. It was closed by force: the vendor went away',
    ]);
  });

  it('is silent about a card whose items are ticked or waived', async () => {
    const items = ['- [x] Done', '- [-] Waived'];
    expect(
      await freshIn({ 'docs/leaf.md': open('leaf', [], ITEMS) }, { 'docs/leaf.md': done('leaf', [], items) }),
    ).toEqual([]);
  });
});

describe('the rules about a change', () => {
  it('can be turned off and into warnings', async () => {
    const config = 'rules: {prerequisite-vanished: off, goal-abandoned: warn}\n';
    const before = {
      ...CHAIN,
      '.mikado.yaml': config,
      'docs/x.md': open('x', ['y']),
      'docs/y.md': open('y'),
    };
    const edits = { 'docs/goal.md': card('goal', []), 'docs/x.md': open('x') };
    const { fresh } = await checkEdits(before, edits);
    expect(fresh.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning goal-abandoned']);
  });

  it('find nothing where nothing was changed', async () => {
    expect(await freshIn(CHAIN, {})).toEqual([]);
  });
});
