// Verifies a card of many items that pass, until it is killed. Run as a process of its own by verify-card.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardFile } from '../../src/verify/card-file.ts';
import { recordReceipt } from '../../src/verify/evidence.ts';
import { runCommand } from '../../src/verify/run-command.ts';
import { verifyCard } from '../../src/verify/verify-card.ts';
import { cardOf, parseLines } from './checklist-item.ts';

const top = process.argv[2] ?? '';
const path = join(top, 'a.md');
process.stdout.write('ready\n');
const text = readFileSync(path, 'utf8');
await verifyCard({
  card: cardOf('a'),
  checklist: parseLines(text),
  whyNot: () => undefined,
  run: (command, options) => runCommand(command, { cwd: top, timeoutMs: 20_000, ...options }),
  keeping: {
    record: (receipts) => recordReceipt(top, 'a', ...receipts),
    file: new CardFile(path, { root: top, workFolder: join(top, 'work') }),
    text,
    parse: parseLines,
    facts: { commit: null, dirty: null, version: '0.1.0' },
  },
});
