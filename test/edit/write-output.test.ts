import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeOutput } from '../../src/edit/write-output.ts';
import { makeFolder, run } from '../rig/cli.ts';

describe('a report', () => {
  it('is written whole, over what was there, with the folders on the way', () => {
    const folder = makeFolder();
    const path = join(folder, 'a', 'b', 'report.xml');
    expect(writeOutput(path, 'first')).toBeUndefined();
    expect(writeOutput(path, 'second')).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.xml']);
  });

  it('goes where a symbolic link leads', () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'real.xml'), 'old');
    symlinkSync('real.xml', join(folder, 'report.xml'));
    expect(writeOutput(join(folder, 'report.xml'), 'new')).toBeUndefined();
    expect(readFileSync(join(folder, 'real.xml'), 'utf8')).toBe('new');
  });

  it('is written into a pipe as it is', async () => {
    const folder = makeFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = run('cat', [pipe]);
    expect(writeOutput(pipe, 'through')).toBeUndefined();
    expect((await reading).stdout).toBe('through');
  });

  it('that cannot be written is refused with the reason, and leaves nothing behind', () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'taken'));
    expect(writeOutput(join(folder, 'taken'), 'x')?.refused).toMatch(/^EISDIR/);
    writeFileSync(join(folder, 'file'), '');
    expect(writeOutput(join(folder, 'file', 'report.xml'), 'x')?.refused).toMatch(/^(ENOTDIR|EEXIST)/);
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });
});
