// Records receipts with a name and a running number, and says each number once it is recorded, until it is killed. Run
// as a process of its own by evidence-killed.test.ts.
import { writeSync } from 'node:fs';
import { recordReceipt } from '../../src/verify/evidence.ts';

const [top = '', who = ''] = process.argv.slice(2);
for (let number = 0; ; number += 1) {
  const refusal = recordReceipt(top, 'a', {
    schemaVersion: 1,
    kind: 'forced-close',
    who,
    reason: `${number} ${'r'.repeat(20_000)}`,
    when: new Date().toISOString(),
    commit: null,
  });
  if (refusal !== undefined) throw new Error(refusal.refused);
  writeSync(1, `${number}\n`);
}
