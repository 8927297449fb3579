import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, mikado } from '../rig/cli.ts';
import { writeDocuments } from './documents.ts';

function read(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('the documents that are measured with', () => {
  it('are as many as asked for, of about 3 KB, and the same every time', () => {
    const [first, second] = [makeFolder(), makeFolder()];
    writeDocuments(first, 113);
    writeDocuments(second, 113);
    const files = read(first);
    expect(files.size).toBe(113);
    expect([...files.values()].every((text) => text.length > 2_900 && text.length < 3_400)).toBe(true);
    expect(read(second)).toEqual(files);
  });

  it('are a graph in which nothing is wrong and something is ready', async () => {
    const docs = makeFolder();
    writeDocuments(docs, 113);
    expect(await mikado(['check', '--docs', docs])).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await mikado(['ready', '--json', '--docs', docs]);
    expect(JSON.parse(stdout).ready.length).toBeGreaterThan(0);
  });
});
