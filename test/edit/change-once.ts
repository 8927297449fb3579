// Makes a card long and prints the outcome as JSON. Run with a limited file size by write-file.test.ts.
import { changeFile } from '../../src/edit/write-file.ts';

const [path = '', root = '', workFolder = ''] = process.argv.slice(2);
const outcome = await changeFile(path, { root, workFolder, change: (text) => text.repeat(4) });
process.stdout.write(JSON.stringify(outcome));
