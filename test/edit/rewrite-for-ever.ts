// Rewrites a card between two contents until it is killed. Run as a process of its own by write-file.test.ts.
import { changeFile } from '../../src/edit/write-file.ts';

const [path = '', root = '', workFolder = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
for (;;) {
  const outcome = await changeFile(path, {
    root,
    workFolder,
    change: (text) => (text.includes('A') ? text.replaceAll('A', 'B') : text.replaceAll('B', 'A')),
  });
  if (outcome.kind !== 'written') throw new Error(JSON.stringify(outcome));
}
