import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder, NODE, run } from './rig/cli.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));

function reference(...args: readonly string[]) {
  return run(NODE, [join(TOP, 'scripts', 'reference.ts'), ...args]);
}

/** A copy of the reference pages, to do harm to. */
function copyPages(): string {
  const folder = makeFolder();
  cpSync(join(TOP, 'docs', 'reference'), join(folder, 'docs', 'reference'), { recursive: true });
  return folder;
}

const GOOD = { code: 0, signal: null, stdout: '', stderr: '' };

describe('the reference pages', () => {
  it('are those of the code', async () => {
    expect(await reference('--check')).toEqual(GOOD);
  });

  it('are found stale, missing or left over, and mended', async () => {
    const folder = copyPages();
    const commands = join(folder, 'docs/reference/commands.md');
    const fresh = readFileSync(commands, 'utf8');
    writeFileSync(commands, fresh.replace('## mikado chains', '## mikado goals'));
    rmSync(join(folder, 'docs/reference/schemas/check.json'));
    writeFileSync(join(folder, 'docs/reference/schemas/answer-of-old.json'), '{}\n');

    expect(await reference('--check', folder)).toEqual({
      ...GOOD,
      code: 1,
      stderr: [
        'reference: these pages are not those of the code:',
        '  docs/reference/commands.md is stale',
        '  docs/reference/schemas/check.json is missing',
        '  docs/reference/schemas/answer-of-old.json is no longer made',
        'npm run docs mends them.',
        '',
      ].join('\n'),
    });

    expect(await reference(folder)).toEqual(GOOD);
    expect(await reference('--check', folder)).toEqual(GOOD);
    expect(readFileSync(commands, 'utf8')).toBe(fresh);
  });
});
