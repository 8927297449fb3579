import { expect, test } from 'vitest';
import { makeTree } from '../../rig/tree.ts';
import { openModel, press, screenOf } from '../open-model.ts';

const card = (requires: string): string => `---\nstatus: active\nrequires: [${requires}]\n---\n\nA word.\n`;

test.each([
  ['120x36', 3],
  ['80x24', 2],
])(
  'many names leave the text of a card in sight at %s, and what is left out is counted',
  async (size, rows) => {
    const stems = Array.from({ length: 400 }, (_, index) => `part-${index}`);
    const parts = stems.map((stem) => [`docs/${stem}.md`, card('shared')] as const);
    const folder = makeTree({
      ...Object.fromEntries(parts),
      'docs/goal.md': card(stems.join(', ')),
      'docs/shared.md': card(''),
    });
    const screen = screenOf(press(await openModel(folder, { size, goal: 'goal' }), '2'));
    const facts = screen.split('\n').map((row) => row.split('│ ').at(-1) ?? '');
    const first = facts.findIndex((row) => row.startsWith('needed by'));
    const end = facts.findIndex((row) => row.startsWith('requires'));
    expect(end - first).toBe(rows);
    const named = facts.slice(first, end).map((row) => row.slice(11).trim());
    const [, list = '', more = ''] = /^(.*), and (\d+) more$/.exec(named.join(' ')) ?? [];
    expect(list.split(', ').length + Number(more)).toBe(400);
    expect(screen).toContain('A word.');
  },
);

test('what blocks a card is not named twice where it is all that it requires', async () => {
  const cards = { 'docs/goal.md': card('one, two'), 'docs/one.md': card(''), 'docs/two.md': card('one') };
  const blocked = screenOf(press(await openModel(makeTree(cards)), 'g'));
  expect(blocked).toContain('requires   one, two');
  expect(blocked).toContain('blocked by all of them');
  expect(screenOf(press(await openModel(makeTree(cards)), 'g', 'j', 'j'))).toContain('blocked by it');
  const half = { ...cards, 'docs/one.md': '---\ntitle: One\n---\n' };
  expect(screenOf(press(await openModel(makeTree(half)), 'g'))).toContain('blocked by two');
});
