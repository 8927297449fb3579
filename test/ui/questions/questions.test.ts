import { expect, test } from 'vitest';
import { ANSWERING_KEYS } from '../../../src/ui/keys/answering-keys.ts';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import { opened, type Prompt } from '../../../src/ui/model/prompt.ts';
import type { CommandOutcome } from '../../../src/verify/verify-event.ts';
import { makeTree } from '../../rig/tree.ts';
import { approvalRequest } from '../approval-request.ts';
import { happen, openModel, press, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

/** Far more than fits in any window, so that the key for more of the question stands there too. */
const LONG = Array.from({ length: 40 }, (_, index) => `echo ${index} of many words that are said`);
const OUTCOME: CommandOutcome = {
  ...{ command: 'echo many', exitCode: 0, signal: null, durationMs: 1 },
  ...{ head: LONG.join('\n'), tail: '', droppedBytes: 0, sha256: '' },
  result: 'passed',
};

/** Each question as long as it gets. */
function longQuestions(model: Model): readonly Prompt[] {
  const card = selectedCard(model);
  const read = card && model.texts.get(card.path)?.text;
  if (card === undefined || read === undefined || 'failed' in read) throw new Error('no card was read');
  const [item] = read.checklist;
  if (item === undefined) throw new Error('the card has no checklist');
  const base = { ...opened(0), card };
  const refusals = LONG.map((reason) => ({ reason, help: 'mikado verify' }));
  const becomesReady = model.plan.cards;
  const preview = { refusals, diff: LONG.map((line) => `-${line}`), becomesReady };
  const outcomes = Array.from({ length: 9 }, () => OUTCOME);
  const problem = {
    ...{ path: card.path, line: 1, column: 1, endColumn: 2 },
    code: 'requires-form' as const,
  };
  return [
    { ...base, kind: 'approve', request: approvalRequest(card, LONG) },
    { ...base, kind: 'judge', item, outcomes, note: '', field: 'answer' },
    { ...base, kind: 'close', preview },
    { ...base, kind: 'refused', refusals },
    { ...base, kind: 'force', preview, note: 'why', field: 'answer' },
    { ...opened(0), kind: 'fix', problem, preview: { card, does: 'Write it so.', diff: preview.diff } },
    { ...opened(0), kind: 'quit' },
    { ...opened(0), kind: 'copy' },
    { ...opened(0), kind: 'actions', text: '', cursor: 0 },
  ];
}

/** The keys that answer a question. Where `n` and Esc do the same, which is nothing, either will do. */
function keysOf({ kind }: Prompt): readonly string[] {
  const keys = ANSWERING_KEYS.filter(
    ({ places, action }) => places.includes(kind) && !['down', 'up', 'interrupt'].includes(action),
  ).map(({ shown }) => shown);
  if (kind === 'judge' || !keys.includes('n')) return keys;
  return [...keys.filter((key) => key !== 'n' && key !== 'Esc'), '(?:n|Esc)'];
}

/** The last line of a question, where its keys stand. */
function keyLine(screen: string): string {
  const lines = screen.split('\n').map((line) => /│ (.*) │/.exec(line)?.[1] ?? line);
  return lines.findLast((line) => /(?:^|[\s[])(?:Esc|n (?:cancel|stay))/.test(line))?.trim() ?? '';
}

test.each([
  ['120x36', false],
  ['80x24', false],
  ['50x20', false],
  ['50x20', true],
  ['40x10', false],
])(
  'every question shows all its keys at %s, however long it is (narrow notice: %s)',
  async (size, notice) => {
    const cards = { ...SAMPLE_CARDS };
    const model = press(await openModel(makeTree(cards), { size }), 'j', 'k');
    for (const prompt of longQuestions(model)) {
      const asked: Model = {
        ...model,
        prompt,
        offered: 'git reset',
        ...(notice && { notice: 'Something was said meanwhile.' }),
      };
      const screen = screenOf(happen(asked, { kind: 'ticked' }).model);
      const line = keyLine(screen);
      for (const key of keysOf(prompt)) {
        if (prompt.kind === 'copy' && key !== 'Esc')
          expect(screen).toMatch(new RegExp(`^.*\\b${key} {2}\\w`, 'm'));
        else expect(`${prompt.kind}: ${line}`).toMatch(new RegExp(`(?:^|[\\s\\[])${key}(?:[\\s\\]]|$)`));
      }
      expect(`${prompt.kind}: ${line}`).not.toContain('…');
      // What is judged fits by itself: the output gives way.
      const isLong = !['judge', 'quit', 'copy', 'actions'].includes(prompt.kind);
      if (isLong) expect(screen).toMatch(/j more \(\d+ lines\)/);
    }
  },
);
