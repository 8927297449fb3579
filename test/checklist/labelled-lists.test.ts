import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  falseRuns,
  judgeLabelled,
  otherCommands,
  recallOf,
  scoreOf,
  uncheckedPasses,
} from './judge-labelled.ts';

/** Real items of public checklists; none of their text belongs to the project. */
const REAL = new URL('../../../shared/corpus/checklists.jsonl', import.meta.url);
/**
 * Written for this project in four lists by someone who had not seen the rules, and labelled before they were judged. What the
 * rules made of each list at first sight is in docs/decisions/labels-argued.md; today it guards what they learned.
 */
const OWN = new URL('../fixtures/checklists/labelled.jsonl', import.meta.url);

const LISTS = [
  {
    name: '780 labelled items (needs ../shared)',
    file: REAL,
    count: 780,
    recall: { automatic: 0.95, assisted: 0.94 },
  },
  {
    name: '600 items labelled before they were judged',
    file: OWN,
    count: 600,
    recall: { automatic: 0.98, assisted: 0.98 },
  },
];

for (const { name, file, count, recall } of LISTS) {
  describe.skipIf(!existsSync(file))(name, async () => {
    const judged = existsSync(file) ? await judgeLabelled(file) : [];

    it('are all found', () => {
      expect(judged.filter(({ item }) => item === undefined)).toEqual([]);
      expect(judged).toHaveLength(count);
    });

    it('run nothing that is no check', () => {
      expect(falseRuns(judged)).toEqual([]);
    });

    it('tick nothing that a person has to look at', () => {
      expect(uncheckedPasses(judged)).toEqual([]);
    });

    it('run the commands character by character', () => {
      expect(otherCommands(judged)).toEqual([]);
    });

    it('waive exactly what its author took back', () => {
      const wrong = judged.filter(({ label, item }) => (item?.kind === 'waived') !== (label === 'waived'));
      expect(wrong.map(({ id }) => id)).toEqual([]);
    });

    it('are recognised as often as before', () => {
      process.stdout.write(scoreOf(judged));
      expect(recallOf(judged, 'automatic')).toBeGreaterThanOrEqual(recall.automatic);
      expect(recallOf(judged, 'assisted')).toBeGreaterThanOrEqual(recall.assisted);
    });
  });
}

/**
 * Labels that the rules do not follow, with the argument, in docs/decisions/labels-argued.md at length. All of them ask a person
 * where the label would run something, so none is a matter of safety.
 */
const ARGUED: Readonly<Record<string, string>> = {
  'bo-209': 'cloning writes a folder, and fails when it is run a second time',
  'ex-153': 'running a module whose name tells nothing is a guess',
  'ex-789': 'what the sentence offers first is no command',
  'ex-805': 'the program is known to that repository alone',
};

describe.skipIf(!existsSync(REAL))('labels that are argued (needs ../shared)', () => {
  it('differ on the safe side', async () => {
    const judged = await judgeLabelled(REAL);
    const argued = judged.filter(({ id }) => id in ARGUED);
    expect(argued.map(({ id, item }) => [id, item?.kind])).toEqual(
      Object.keys(ARGUED).map((id) => [id, 'manual']),
    );
  });
});
