import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeFile, createFile } from '../../src/edit/write-file.ts';

/** Which call fails, counted from the start, and with what; calls that remove files are let through. */
const fault = vi.hoisted(() => ({ at: Number.POSITIVE_INFINITY, code: 'EIO', calls: 0, call: '' }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const failing = [
    'accessSync',
    'fchmodSync',
    'fchownSync',
    'fstatSync',
    'fsyncSync',
    'linkSync',
    'lstatSync',
  ];
  failing.push(
    'mkdirSync',
    'openSync',
    'readFileSync',
    'readdirSync',
    'realpathSync',
    'renameSync',
    'writeSync',
  );
  const wrapped = failing.map((name) => {
    const call: unknown = Reflect.get(real, name);
    return [
      name,
      (...args: readonly unknown[]): unknown => {
        if (typeof call !== 'function') throw new TypeError(`no ${name}`);
        if (!String(args[0]).startsWith('/proc/')) fault.calls += 1;
        if (fault.calls === fault.at) {
          fault.call = name;
          throw Object.assign(new Error(`${fault.code}: injected, ${name}`), {
            code: fault.code,
            syscall: name,
          });
        }
        return Reflect.apply(call, real, args);
      },
    ];
  });
  return { ...real, ...Object.fromEntries(wrapped) };
});

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mikado-faults-'));
  writeFileSync(join(root, 'card.md'), 'old\n');
  mkdirSync(join(root, 'work'));
});

afterEach(() => {
  fault.at = Number.POSITIVE_INFINITY;
  rmSync(root, { recursive: true, force: true });
});

test.each(['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EXDEV'])(
  'whichever call of a change fails with %s, the card is the old one whole or the new one whole',
  async (code) => {
    const card = join(root, 'card.md');
    const work = join(root, 'work');
    const failed = new Set<string>();
    for (let at = 1; ; at += 1) {
      writeFileSync(card, 'old\n');
      // A lock that could not be freed stays until its process ends, and this one goes on.
      for (const name of readdirSync(work)) rmSync(join(work, name));
      Object.assign(fault, { at, code, calls: 0, call: '' });
      const outcome = await changeFile(card, { root, workFolder: work, change: (text) => `${text}new\n` });
      fault.at = Number.POSITIVE_INFINITY;
      if (fault.call === '') break;
      if (outcome.kind === 'written') expect(readFileSync(card, 'utf8')).toBe('old\nnew\n');
      else expect(readFileSync(card, 'utf8')).toBe('old\n');
      if (outcome.kind !== 'written') {
        expect(outcome).toMatchObject({ kind: 'failed', code });
        failed.add(fault.call);
      }
      expect([...readdirSync(root), ...readdirSync(work)].filter((name) => name.endsWith('.tmp'))).toEqual(
        [],
      );
    }
    // Another file system is no failure of these calls: the file is then written beside the card.
    const decisive = code === 'EXDEV' ? ['openSync'] : ['openSync', 'writeSync', 'fsyncSync', 'renameSync'];
    expect([...failed]).toEqual(expect.arrayContaining(decisive));
  },
);

test('whichever call of a creation fails, there is no file or the whole file', async () => {
  const card = join(root, 'new.md');
  for (let at = 1; ; at += 1) {
    rmSync(card, { force: true });
    Object.assign(fault, { at, code: 'EIO', calls: 0, call: '' });
    const outcome = await createFile(card, 'whole\n', { root, workFolder: join(root, 'work') });
    fault.at = Number.POSITIVE_INFINITY;
    if (fault.call === '') break;
    expect(outcome.kind).toMatch(/^(written|failed)$/);
    if (outcome.kind === 'written') expect(readFileSync(card, 'utf8')).toBe('whole\n');
    else expect(readdirSync(root)).not.toContain('new.md');
  }
});
