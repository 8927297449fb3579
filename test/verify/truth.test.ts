import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { CardFile } from '../../src/verify/card-file.ts';
import { readReceipts, recordReceipt } from '../../src/verify/evidence.ts';
import { runCommand } from '../../src/verify/run-command.ts';
import { verifyCard } from '../../src/verify/verify-card.ts';
import type { ItemResult } from '../../src/verify/verify-event.ts';
import { cardOf, parseLines } from './checklist-item.ts';

/** How many items are verified, fifty to a card. */
const OUTCOMES = Number(process.env.MIKADO_TEST_OUTCOMES ?? 300);
const PER_CARD = 50;

/** Real commands and what must come of them; those that take their time are rare. */
const COMMANDS: readonly {
  readonly weight: number;
  readonly command: string;
  readonly result: ItemResult;
}[] = [
  { weight: 40, command: 'true', result: 'passed' },
  { weight: 10, command: 'echo out; echo err >&2', result: 'passed' },
  { weight: 20, command: 'false', result: 'failed' },
  { weight: 10, command: 'exit 127', result: 'failed' },
  { weight: 10, command: 'kill -KILL $$', result: 'killed' },
  { weight: 5, command: 'no-such-program --all', result: 'not-found' },
  { weight: 5, command: 'true refused', result: 'refused' },
  { weight: 5, command: 'echo >> a.md', result: 'changed' },

  { weight: 2, command: 'sleep 60', result: 'timed-out' },
  { weight: 1, command: 'sleep 60 & exit 0', result: 'leaked' },
];

test(`of ${OUTCOMES} items exactly those are ticked whose commands truly passed`, {
  timeout: 1_800_000,
}, async () => {
  const top = mkdtempSync(join(tmpdir(), 'mikado-truth-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const path = join(top, 'a.md');
  const choice = fc.oneof(
    ...COMMANDS.map(({ weight, ...rest }) => ({ weight, arbitrary: fc.constant(rest) })),
  );
  const item = fc.record({ choice, ticked: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: PER_CARD, maxLength: PER_CARD }), async (items) => {
      const lines = items.map(
        ({ choice, ticked }, nth) => `- [${ticked ? 'x' : ' '}] automatic ${nth} \`${choice.command}\`\n`,
      );
      writeFileSync(path, lines.join(''));
      rmSync(join(top, '.mikado'), { recursive: true, force: true });
      const { items: outcomes, troubles } = await verifyCard({
        card: cardOf('a'),
        checklist: parseLines(lines.join('')),
        whyNot: (command) => (command === 'true refused' ? 'not approved yet' : undefined),
        run: (command, options) =>
          runCommand(command, { ...options, cwd: top, timeoutMs: command === 'sleep 60' ? 50 : 60_000 }),
        keeping: {
          record: (receipts) => recordReceipt(top, 'a', ...receipts),
          file: new CardFile(path, { root: top, workFolder: join(top, 'work') }),
          text: lines.join(''),
          parse: parseLines,
          boxes: 'move',
          facts: { commit: null, dirty: null, version: '0.1.0' },
        },
      });
      expect(troubles).toEqual([]);
      expect(outcomes.map(({ result }) => result)).toEqual(items.map(({ choice }) => choice.result));
      const ticked = parseLines(readFileSync(path, 'utf8')).map((each) => each.ticked);
      // What was refused or changed is left as it was.
      const expected = items.map(({ choice: { result }, ticked }) =>
        result === 'refused' || result === 'changed' ? ticked : result === 'passed',
      );
      expect(ticked).toEqual(expected);
      expect(readReceipts(top, 'a').receipts).toHaveLength(
        items.filter(({ choice }) => choice.result !== 'refused').length,
      );
    }),
    { numRuns: Math.ceil(OUTCOMES / PER_CARD), endOnFailure: true },
  );
});
