import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VersionReader } from '../../src/git/read-versions.ts';
import { git, makeFolder } from '../rig/cli.ts';

const ABSENT = '1234567890123456789012345678901234567890';

function store(top: string, bytes: Buffer): string {
  writeFileSync(join(top, 'bytes'), bytes);
  return git(top, 'hash-object', '-w', '--no-filters', 'bytes').trim();
}

/** Asks for each object by itself, and twice. */
async function read(top: string, oids: readonly string[], maxBytes: number) {
  const reader = new VersionReader(top, maxBytes);
  for (const oid of [...oids, ...oids]) reader.ask([oid]);
  reader.close();
  await reader.wait(oids).finally(() => reader.end());
  return reader;
}

describe('objects that are read in one go', () => {
  it('have their bytes, whatever these are and however many pieces they come in', async () => {
    const top = makeFolder();
    git(top, 'init', '--quiet');
    const contents = [
      Buffer.from(''),
      Buffer.from('\n\n'),
      Buffer.from(`${ABSENT} blob 3\nabc\n`),
      Buffer.from([0, 0xff, 0x0a]),
      ...Array.from({ length: 40 }, (_, at) => Buffer.alloc(9973 * at + 1, `piece ${at}\n`)),
    ];
    const oids = contents.map((bytes) => store(top, bytes));
    const { sizes, blobs } = await read(top, oids, 1024 * 1024);
    expect(
      oids.map((oid) => blobs.get(oid)?.equals(contents[oids.indexOf(oid)] ?? Buffer.from('?'))),
    ).toEqual(oids.map(() => true));
    expect(oids.map((oid) => sizes.get(oid))).toEqual(contents.map((bytes) => bytes.length));
  });

  it('have no more than their size where they are larger than what was asked for', async () => {
    const top = makeFolder();
    git(top, 'init', '--quiet');
    const large = store(top, Buffer.alloc(300_000, 'large\n'));
    const least = store(top, Buffer.alloc(1001));
    const most = store(top, Buffer.alloc(1000));
    const { sizes, blobs } = await read(top, [large, least, most], 1000);
    expect([...sizes.values()]).toEqual([300_000, 1001, 1000]);
    expect([...blobs.keys()]).toEqual([most]);
  });

  it('are refused together where one of them is not here', async () => {
    const top = makeFolder();
    git(top, 'init', '--quiet');
    const here = store(top, Buffer.from('here'));
    await expect(read(top, [here, ABSENT], 1000)).rejects.toMatchObject({
      message: 'The history is not all here: this clone is partial.',
    });
  });
});
