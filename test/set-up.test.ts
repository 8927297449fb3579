import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Finished, makeFolder, NODE, run, writeFiles } from './rig/cli.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));
const LOCK = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } };

/** A clone of its own with one wanted package, a stand-in for npm, and a build that only says it was there. */
function makeClone(npm: string, installed: unknown): string {
  const clone = makeFolder();
  writeFiles(clone, {
    'package-lock.json': JSON.stringify(LOCK),
    'npm.cjs': npm,
    'scripts/build.mjs': 'console.log("built");',
    ...(installed === undefined ? {} : { 'node_modules/.package-lock.json': JSON.stringify(installed) }),
  });
  cpSync(join(TOP, 'scripts', 'set-up.mjs'), join(clone, 'scripts', 'set-up.mjs'));
  return clone;
}

function setUp(clone: string, path = join(NODE, '..')): Promise<Finished> {
  const env = { npm_execpath: join(clone, 'npm.cjs'), npm_node_execpath: NODE, PATH: path };
  return run(NODE, [join(clone, 'scripts', 'set-up.mjs')], { cwd: clone, env });
}

const INSTALLING = 'mikado: installing the packages of package-lock.json, once\n';

describe('the first command after a clone', () => {
  it('installs what the lock file says, then builds, and leaves stdout alone', async () => {
    const clone = makeClone(
      'require("fs").writeFileSync("asked", process.argv.slice(2).join(" "))',
      undefined,
    );
    expect(await setUp(clone)).toEqual({ code: 0, signal: null, stdout: '', stderr: `${INSTALLING}built\n` });
    expect(readFileSync(join(clone, 'asked'), 'utf8')).toBe(
      'ci --include=dev --no-audit --no-fund --loglevel=error',
    );
  });

  it('installs nothing when everything is there', async () => {
    const clone = makeClone('throw new Error("asked")', LOCK);
    expect(await setUp(clone)).toEqual({ code: 0, signal: null, stdout: '', stderr: 'built\n' });
  });

  it('installs again when the lock file wants another version', async () => {
    const clone = makeClone('', { packages: { 'node_modules/a': { version: '0.9.0' } } });
    expect((await setUp(clone)).stderr).toBe(`${INSTALLING}built\n`);
  });

  it('shows what npm said when it fails', async () => {
    const clone = makeClone('console.error("no such host"); process.exitCode = 1', undefined);
    expect(await setUp(clone)).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `${INSTALLING}no such host\n\nmikado: \`npm ci\` failed; what it said stands above.\n`,
    });
  });

  it('says the way out when scripts would run on a Node that is too old', async () => {
    const clone = makeClone('', LOCK);
    writeFiles(clone, { 'old/node': '#!/bin/sh\necho 20.20.2\n' });
    await run('chmod', ['+x', join(clone, 'old', 'node')]);
    expect(await setUp(clone, `${join(clone, 'old')}:/bin`)).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr:
        'mikado: building and testing need Node 22.12 or newer, and scripts here run on 20.20.2. The package "node" ' +
        'brings one through its install script: run `npm rebuild node --ignore-scripts=false`, or put a newer Node ' +
        'on the PATH.\n',
    });
  });
});
