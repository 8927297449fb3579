import { expect, test } from 'vitest';
import { type Model, selectedCard } from '../../../src/ui/model/model.ts';
import type { CommandOutcome } from '../../../src/verify/verify-event.ts';
import { makeTree } from '../../rig/tree.ts';
import { happen, openModel, press, screenOf } from '../open-model.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

const CLAIM = '`journalctl --unit zot` shows that the registry refuses a push without a login';
const EXPECTED = 'the registry refuses a push without a login';

function outcomeOf(command: string, lines: number): CommandOutcome {
  const head = Array.from({ length: lines }, (_, index) => `line ${index + 1} of ${command}\n`).join('');
  return {
    ...{ command, result: 'passed', exitCode: 0, signal: null, durationMs: 400 },
    ...{ head, tail: '', droppedBytes: 0, sha256: '' },
  };
}

/** The question on an assisted item after its commands printed many lines. */
async function asked(size: string, outcomes: readonly CommandOutcome[], claim = CLAIM): Promise<Model> {
  const card = `---\nstatus: active\n---\n\n## Verification\n\n- [ ] ${claim} <!-- check: look -->\n`;
  const model = press(
    await openModel(makeTree({ ...SAMPLE_CARDS, 'docs/store-user-preference.md': card }), { size }),
    '4',
  );
  const chosen = selectedCard(model);
  const read = chosen && model.texts.get(chosen.path)?.text;
  const item = read === undefined || 'failed' in read ? undefined : read.checklist[0];
  if (chosen === undefined || item === undefined) throw new Error('there is no check');
  const started = happen(model, { kind: 'verify-started', card: chosen }).model;
  const running = happen(started, {
    kind: 'verifying',
    event: { kind: 'item-started', card: chosen, item, index: 0, command: item.commands[0] ?? '' },
  }).model;
  return press(happen(running, { kind: 'asked', card: chosen, item, outcomes }).model, ' ');
}

/** The words of a question, without its frame and with one blank for each break of a line. */
function wordsOf(screen: string): string {
  return screen
    .split('\n')
    .map((row) => /│ (.*?) │(?:.*)$/u.exec(row)?.[1] ?? row)
    .join(' ')
    .replace(/\s+/g, ' ');
}

test.each(['120x36', '80x24', '50x20'])(
  'what is claimed, expected and asked is in sight at %s, whatever a command printed',
  async (size) => {
    const screen = screenOf(await asked(size, [outcomeOf('journalctl --unit zot', 400)]));
    const words = wordsOf(screen);
    expect(words).toContain(CLAIM);
    expect(words).toContain(EXPECTED);
    expect(words).toContain('Does the output above show that?');
    expect(words).toContain('line 399 of journalctl --unit zot');
    expect(words).toContain('line 400 of journalctl --unit zot');
    expect(words).not.toContain('j more');
  },
);

test('a claim as long as a paragraph is not said twice where there is no room for it', async () => {
  const claim = `${CLAIM}, ${'and that every other client is told why and by whom, '.repeat(5)}in the end`;
  for (const size of ['80x24', '50x20']) {
    const words = wordsOf(screenOf(await asked(size, [outcomeOf('journalctl', 400)], claim)));
    expect(words).toContain(claim);
    expect(words).toContain('line 399 of journalctl | line 400 of journalctl');
    expect(words).toContain('Does the output above show that?');
    expect(words).not.toContain('j more');
  }
});

test('of many commands the last are shown, and how many came before', async () => {
  const outcomes = Array.from({ length: 9 }, (_, index) => outcomeOf(`check ${index + 1}`, 40));
  const words = wordsOf(screenOf(await asked('50x20', outcomes)));
  expect(words).toMatch(/\(\d commands before, l reads all\)/);
  expect(words).toContain('$ check 9 exit 0 | line 39 of check 9 | line 40 of check 9');
  expect(words).toContain('Does the output above show that?');
});

test('a command that printed nothing is said to have', async () => {
  const words = wordsOf(screenOf(await asked('80x24', [outcomeOf('journalctl --unit zot', 0)])));
  expect(words).toContain('$ journalctl --unit zot exit 0 (it printed nothing)');
});
