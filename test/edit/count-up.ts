// Adds 1 to its own counter in a shared card, many times, and says after each that it is done and how long it took.
// Run as a process of its own by write-file.test.ts.
import { writeSync } from 'node:fs';
import { changeFile } from '../../src/edit/write-file.ts';

const [path = '', workFolder = '', name = '', times = '0'] = process.argv.slice(2);
const counter = new RegExp(`(?<=^${name}: )\\d+$`, 'm');
for (let time = 0; time < Number(times); time += 1) {
  const started = performance.now();
  const outcome = await changeFile(path, {
    root: workFolder,
    workFolder: `${workFolder}/work`,
    change: (text) => text.replace(counter, (count) => String(Number(count) + 1)),
  });
  if (outcome.kind !== 'written') throw new Error(JSON.stringify(outcome));
  writeSync(1, `${Math.round(performance.now() - started)}\n`);
}
