import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { MIKADO, makeFolder, NODE, testEnvironment } from '../rig/cli.ts';

/**
 * Runs a shell script at the top of a disk of 128 KiB that is gone with it, and answers the lines it printed.
 *
 * @param script finds `$node`, `$mikado` and `$tests`, the folder of this file
 */
function onSmallDisk(context: TestContext, script: string): readonly string[] {
  const disk = join(makeFolder(), 'disk');
  mkdirSync(disk);
  const mount = 'mount -t tmpfs -o size=128k tmpfs "$disk" || exit 77; cd "$disk"';
  const env = { ...testEnvironment(), disk, node: NODE, mikado: MIKADO, tests: import.meta.dirname };
  try {
    const args = ['--user', '--map-root-user', '--mount', '/bin/sh', '-c', `${mount}\n${script}`];
    return execFileSync('unshare', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] })
      .trimEnd()
      .split('\n');
  } catch (error) {
    const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
    if (status !== 77 && Reflect.get(Object(error), 'code') !== 'ENOENT' && status !== 1) throw error;
    return context.skip('no small disk can be mounted here: unshare and a user namespace are needed');
  }
}

test('a full disk leaves the old card, says so with exit status 5, and keeps no unfinished file', (context) => {
  const printed = onSmallDisk(
    context,
    `mkdir -p .git docs
    { printf -- '---\\nstatus: planned\\n---\\n'; head -c 60000 /dev/zero | tr '\\0' o; } > docs/pack.md
    cp docs/pack.md before; cat /dev/zero > filler 2>/dev/null
    rm before; cp docs/pack.md before 2>/dev/null; sum=$(cksum < docs/pack.md)
    "$node" "$mikado" start pack 2>&1; echo "exit $?"
    [ "$sum" = "$(cksum < docs/pack.md)" ] && echo same
    ls -A .git/mikado | wc -l | tr -d ' '
    rm -f filler before
    "$node" "$mikado" start pack; grep -c 'status: active' docs/pack.md`,
  );
  expect(printed).toEqual([
    'mikado: docs/pack.md could not be written: ENOSPC: no space left on device, write',
    'exit 5',
    'same',
    '0',
    'Started pack (docs/pack.md).',
    '1 card is ready: mikado ready',
    '1',
  ]);
});

test('a full disk records no receipt, says so, and leaves those that are there', (context) => {
  const printed = onSmallDisk(
    context,
    `"$node" "$tests/../verify/record-once.ts" "$disk" first 100
    head -c 120000 /dev/zero > filler 2>/dev/null
    "$node" "$tests/../verify/record-once.ts" "$disk" second 50000
    rm filler
    "$node" "$tests/../verify/record-once.ts" "$disk" third 100
    "$node" "$tests/../verify/record-once.ts" "$disk"`,
  );
  expect(printed).toEqual([
    'recorded first',
    'refused second: the evidence could not be written whole; is the disk full?',
    'recorded third',
    'first third, 1 unreadable',
  ]);
});
