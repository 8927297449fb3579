// Changes a card whenever it is told to, and waits between reading and writing until it is told to go on. Run as a
// process of its own by raced-edits.test.ts.
import { readSync, writeSync } from 'node:fs';
import { changeFile } from '../../src/edit/write-file.ts';

const [path = '', root = '', workFolder = ''] = process.argv.slice(2);
const word = Buffer.alloc(1);

/** Waits for one byte on stdin; false at its end. */
const isTold = (): boolean => readSync(0, word, 0, 1, null) === 1;

while (isTold()) {
  const change = (text: string): string => {
    writeSync(1, 'read\n');
    isTold();
    return `${text}by mikado\n`;
  };
  const outcome = await changeFile(path, { root, workFolder, change });
  writeSync(1, `${outcome.kind}\n`);
}
