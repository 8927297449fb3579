import { describe, expect, test } from 'vitest';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import type { CommandOutcome, ItemOutcome } from '../../../src/verify/verify-event.ts';
import { makeTree } from '../../rig/tree.ts';
import { happen, openModel, press, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

const ITEMS = ['`test -f theme.css` exits with 0', 'Every page looks right in the dark'];

type Came = Pick<ItemOutcome, 'result' | 'judgedBy'> & { readonly exitCode?: number };

/** The checks of a card of which the first passed by its command and the second failed by a person's word. */
function judged(size: string, judgedBy: string): Promise<Model> {
  return verified(size, [
    { result: 'passed', judgedBy: 'exit status' },
    { result: 'failed', judgedBy },
  ]);
}

/** The checks of a card once its first ones came to this. */
async function verified(size: string, came: readonly Came[]): Promise<Model> {
  const list = ITEMS.map((item) => `- [ ] ${item}\n`).join('');
  const text = `---\nstatus: active\n---\n\n## Verification\n\n${list}- [ ] Nobody looked yet\n`;
  const folder = makeTree({ ...SAMPLE_CARDS, 'docs/store-user-preference.md': text });
  const model = press(await openModel(folder, { size }), '4');
  const card = selectedCard(model);
  const read = card && model.texts.get(card.path)?.text;
  const checklist = read === undefined || 'failed' in read ? [] : read.checklist;
  if (card === undefined) throw new Error('no card is selected');
  let next = happen(model, { kind: 'verify-started', card }).model;
  for (const [index, { result, judgedBy, exitCode }] of came.entries()) {
    const item = checklist[index];
    if (item === undefined) throw new Error('an item is missing');
    const outcomes = exitCode === undefined ? [] : [exitedWith(exitCode)];
    const outcome = { item, result, judgedBy, outcomes, note: null };
    const event = { kind: 'item-finished', card, index, outcome } as const;
    next = happen(next, { kind: 'verifying', event }).model;
  }
  return next;
}

function exitedWith(exitCode: number): CommandOutcome {
  const printed = { head: '', tail: '', droppedBytes: 0, sha256: '' };
  const result = exitCode === 0 ? 'passed' : 'failed';
  return { command: 'test -f theme.css', result, exitCode, signal: null, durationMs: 412, ...printed };
}

test.each([
  ['passed', 0, '✓', 'exit 0'],
  ['failed', 1, '✗', 'exit 1'],
  ['failed', 0, '✗', 'failed, exit 0'],
  ['changed', 0, '✗', 'card changed'],
  ['leaked', 0, '✗', 'left processes'],
] as const)(
  'a check that %s with exit status %i is marked %s and says %s',
  async (result, exitCode, mark, said) => {
    const screen = screenOf(await verified('120x36', [{ result, judgedBy: 'exit status', exitCode }]));
    expect(screen).toMatch(new RegExp(`${mark} auto .*0\\.4s {2}${said}$`, 'mu'));
  },
);

describe.each(['120x36', '80x24', '50x20'])('at %s', (size) => {
  test('a long name of who judged leaves the words of the check readable', async () => {
    const screen = screenOf(await judged(size, 'Seed 6835e59b maintainers of the registry'));
    const [row = ''] = /^.*✗ .*$/mu.exec(screen) ?? [];
    expect(row).toContain('tick Every page looks ');
    expect(row).toMatch(/ {2}failed by Seed.*…/u);
  });

  test('a short name of who judged is shown whole', async () => {
    expect(screenOf(await judged(size, 'eb'))).toMatch(/✗ tick Every page.* failed by eb/u);
  });

  test('the head and the bar count the same checks', async () => {
    const screen = screenOf(await judged(size, 'eb'));
    expect(screen).toMatch(/^mikado .* verifying 1\/3$/m);
    expect(screen).toMatch(/1 of 3 passed {2}1 need you {2}1 failed/);
  });
});

test('a card without a checklist that is ready can be closed at once, and it is said', async () => {
  const folder = makeTree({ ...SAMPLE_CARDS, 'docs/store-user-preference.md': '---\nstatus: active\n---\n' });
  const model = press(await openModel(folder, { size: '80x24' }), '4');
  expect(screenOf(model)).toContain('Verification  no checklist  x closes the card');
  expect(screenOf(press(model, '1', 'g', '4'))).not.toContain('x closes the card');
});

test.each(['120x36', '80x24', '50x20'])(
  'of many checks more are in sight at %s before anything ran',
  async (size) => {
    const items = Array.from(
      { length: 40 },
      (_, index) => `- [ ] \`test ${index} -lt 50\` exits with 0\n`,
    ).join('');
    const text = `---\nstatus: active\n---\n\n## Verification\n\n${items}`;
    const folder = makeTree({ ...SAMPLE_CARDS, 'docs/store-user-preference.md': text });
    const model = press(await openModel(folder, { size }), '4', 'G');
    const card = selectedCard(model);
    if (card === undefined) throw new Error('no card is selected');
    const rowsOf = (screen: string): number => screen.match(/auto `test \d+ -lt 50`/g)?.length ?? 0;
    const running = happen(model, { kind: 'verify-started', card }).model;
    expect(rowsOf(screenOf(model))).toBeGreaterThan(rowsOf(screenOf(running)));
    expect(screenOf(model)).toMatch(/> ◌ auto `test 39 -lt 50`/u);
    expect(screenOf(press(running, 'k'))).toMatch(/> ◌ auto `test 38 -lt 50`/u);
  },
);
