import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { makeFolder, makeRepository, run, writeFiles } from './rig/cli.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));

/** A Node on this machine's PATH that is too old for the program, or undefined. */
function findOldNode(): string | undefined {
  const nodes = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  return nodes.filter((node) => existsSync(node)).find((node) => isOld(versionOf(node)));
}

function versionOf(node: string): string {
  return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 12);
}

/** Packs this package as for publishing, and installs the result in an empty folder without the network. */
async function installPacked(): Promise<string> {
  const folder = makeFolder();
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: TOP });
  expect(packed).toMatchObject({ code: 0 });
  const consumer = join(folder, 'consumer');
  writeFiles(consumer, { 'package.json': '{ "private": true }\n' });
  const install = ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.stdout.trim())];
  expect(await run('npm', install, { cwd: consumer })).toMatchObject({ code: 0 });
  return join(consumer, 'node_modules');
}

const oldNode = findOldNode();

describe('the published package', () => {
  it('works alone: one package, no network, an answer in a repository with docs/', async () => {
    const modules = await installPacked();
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual([manifest.name]);

    const mikado = join(modules, '.bin', 'mikado');
    expect(await run(mikado, ['--version'])).toEqual({
      code: 0,
      signal: null,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });

    const cwd = makeRepository({
      'docs/goal.md': '---\nstatus: active\nrequires:\n  - step\n---\n\n# The goal\n',
      'docs/step.md': '---\nstatus: active\n---\n\n# The step\n',
    });
    const ready = await run(mikado, ['ready', '--json'], { cwd });
    expect(ready).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ready.stdout)).toMatchObject({
      schemaVersion: 1,
      ready: [{ stem: 'step', goal: 'goal' }],
    });
  });

  it('names the licence of every package it contains, and the documentation says why it is there', async () => {
    const licences = join(await installPacked(), manifest.name, 'dist', 'LICENSES.txt');
    const named = readFileSync(licences, 'utf8').matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(.+\)$/gm);
    const names = [...named].map(([, name]) => name ?? '');
    expect(names).toContain('gray-matter');
    const page = readFileSync(join(TOP, 'docs', 'reference', 'dependencies.md'), 'utf8');
    const explained = new Set(page.split(/[\s,|]+/));
    expect(names.filter((name) => !explained.has(name))).toEqual([]);
  });
});

describe('the launcher', () => {
  it.skipIf(oldNode === undefined)(
    'says in one sentence that this Node is too old (needs a Node below 22.12 on the PATH)',
    async () => {
      const node = oldNode ?? '';
      expect(await run(node, [join(TOP, 'dist', 'mikado.cjs'), 'ready'])).toEqual({
        code: 2,
        signal: null,
        stdout: '',
        stderr: `mikado needs Node 22.12 or newer, and this is ${versionOf(node)}.\n`,
      });
    },
  );

  it.each([
    ['no home folder at all', { HOME: undefined }],
    ['a home folder that does not exist', { HOME: '/nonexistent' }],
    ['a home folder in which nothing can be made', { HOME: '/proc/self' }],
    ['a cache folder that is a file', { XDG_CACHE_HOME: '/dev/null' }],
  ])('starts with %s', async (_title, env) => {
    const cwd = makeRepository({ 'docs/a.md': '---\nstatus: active\n---\n' });
    const node = join(TOP, 'node_modules', '.bin', 'node');
    const launcher = join(TOP, 'dist', 'mikado.cjs');
    const answer = await run('timeout', ['10', node, launcher, 'ready', '--json'], { cwd, env });
    expect(answer).toMatchObject({ code: 0, stderr: '' });
  });
});
