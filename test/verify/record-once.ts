// Records one receipt whose reason begins with a word and is some characters long, or without a word lists those that
// are there. Run as a process of its own by full-disk.test.ts.
import { readReceipts, recordReceipt } from '../../src/verify/evidence.ts';

const [top = '', word, length = '0'] = process.argv.slice(2);
if (word === undefined) {
  const { receipts, unreadable } = readReceipts(top, 'a');
  const words = receipts.map((receipt) => receipt.kind === 'forced-close' && receipt.who);
  process.stdout.write(`${words.join(' ')}, ${unreadable} unreadable\n`);
} else {
  const refusal = recordReceipt(top, 'a', {
    schemaVersion: 1,
    kind: 'forced-close',
    who: word,
    reason: 'r'.repeat(Number(length)),
    when: new Date().toISOString(),
    commit: null,
  });
  process.stdout.write(
    refusal === undefined ? `recorded ${word}\n` : `refused ${word}: ${refusal.refused}\n`,
  );
}
