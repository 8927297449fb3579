// Creates the file that a line on stdin names, with its own name in it, and says what came of it. Run as a process of
// its own by raced-edits.test.ts.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createFile } from '../../src/edit/write-file.ts';

const [root = '', name = ''] = process.argv.slice(2);
writeSync(1, 'ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const outcome = await createFile(`${root}/${line}`, `${name}\n`.repeat(500), {
    root,
    workFolder: `${root}/work`,
  });
  writeSync(1, `${outcome.kind}\n`);
}
