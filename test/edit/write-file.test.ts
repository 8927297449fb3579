import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newMark } from '../../src/edit/owner-mark.ts';
import { refuse } from '../../src/edit/refusal.ts';
import { changeFile, createFile, type WriteOutcome } from '../../src/edit/write-file.ts';

let root = '';
let workFolder = '';
let card = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mikado-write-'));
  workFolder = join(root, 'work');
  card = join(root, 'card.md');
  writeFileSync(card, 'old\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const append = (text: string): string => `${text}new\n`;

function change(edit: (text: string) => string | ReturnType<typeof refuse>): Promise<WriteOutcome> {
  return changeFile(card, { root, workFolder, change: edit });
}

function rig(name: string): string {
  return join(import.meta.dirname, name);
}

describe('changing a card', () => {
  test('writes the new text and leaves nothing behind', async () => {
    expect(await change(append)).toEqual({ kind: 'written', otherNames: 0 });
    expect(readFileSync(card, 'utf8')).toBe('old\nnew\n');
    expect(readdirSync(workFolder)).toEqual([]);
    expect(readdirSync(root).sort()).toEqual(['card.md', 'work']);
  });

  test('hands over and keeps a byte order mark and every line end', async () => {
    writeFileSync(card, '\ufeffa\r\n\tb');
    let seen = '';
    await change((text) => {
      seen = text;
      return `${text}c`;
    });
    expect(seen).toBe('\ufeffa\r\n\tb');
    expect(readFileSync(card, 'utf8')).toBe('\ufeffa\r\n\tbc');
  });

  test('keeps the mode', async () => {
    chmodSync(card, 0o640);
    await change(append);
    expect(statSync(card).mode & 0o7777).toBe(0o640);
  });

  test('writes nothing when the change has nothing to do', async () => {
    const before = statSync(card);
    expect(await change((text) => text)).toEqual({ kind: 'unchanged' });
    expect(statSync(card).ino).toBe(before.ino);
  });

  test('passes a refusal on', async () => {
    expect(await change(() => refuse('the item is gone'))).toEqual({
      kind: 'refused',
      reason: 'the item is gone',
    });
    expect(readFileSync(card, 'utf8')).toBe('old\n');
  });

  test('throws on what the change throws, and frees the lock', async () => {
    const bug = change(() => {
      throw new TypeError('a bug');
    });
    await expect(bug).rejects.toThrow(new TypeError('a bug'));
    expect(readdirSync(workFolder)).toEqual([]);
  });

  test('leaves the other name of a hard-linked card as it was, and says so', async () => {
    linkSync(card, join(root, 'other.md'));
    expect(await change(append)).toEqual({ kind: 'written', otherNames: 1 });
    expect(readFileSync(join(root, 'other.md'), 'utf8')).toBe('old\n');
  });

  test('works when the work folder is on another file system', async (context) => {
    if (!existsSync('/dev/shm') || statSync('/dev/shm').dev === statSync(root).dev) {
      context.skip('no second file system to write on');
    }
    const elsewhere = mkdtempSync('/dev/shm/mikado-');
    const leftover = join(root, `.mikado-${markOfDeadProcess()}.tmp`);
    writeFileSync(leftover, '');
    try {
      const outcome = await changeFile(card, { root, workFolder: elsewhere, change: append });
      expect(outcome).toEqual({ kind: 'written', otherNames: 0 });
      expect(await createFile(join(root, 'b.md'), 'b', { root, workFolder: elsewhere })).toEqual(outcome);
      expect(readFileSync(card, 'utf8')).toBe('old\nnew\n');
      expect(readFileSync(join(root, 'b.md'), 'utf8')).toBe('b');
      expect(readdirSync(root).sort()).toEqual(['b.md', 'card.md']);
      expect(readdirSync(elsewhere)).toEqual([]);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});

describe('a card that someone else changed meanwhile', () => {
  test('is not overwritten', async () => {
    const outcome = await change((text) => {
      writeFileSync(card, 'by an editor\n');
      return append(text);
    });
    expect(outcome).toEqual({ kind: 'changed-meanwhile' });
    expect(readFileSync(card, 'utf8')).toBe('by an editor\n');
    expect(readdirSync(workFolder)).toEqual([]);
  });

  test('is not brought back when it was deleted', async () => {
    const outcome = await change((text) => {
      rmSync(card);
      return append(text);
    });
    expect(outcome).toEqual({ kind: 'changed-meanwhile' });
    expect(existsSync(card)).toBe(false);
  });

  test('is not replaced when it became a link', async () => {
    writeFileSync(join(root, 'target'), 'old\n');
    const outcome = await change((text) => {
      rmSync(card);
      symlinkSync('target', card);
      return append(text);
    });
    expect(outcome).toEqual({ kind: 'changed-meanwhile' });
    expect(lstatSync(card).isSymbolicLink()).toBe(true);
  });

  test('is missing from the start', async () => {
    rmSync(card);
    expect(await change(append)).toEqual({ kind: 'changed-meanwhile' });
  });
});

describe('what is no card of the repository', () => {
  test('a symbolic link is refused and its target left alone', async () => {
    const target = join(root, 'target.md');
    writeFileSync(target, 'old\n');
    rmSync(card);
    symlinkSync(target, card);
    expect(await change(append)).toEqual({
      kind: 'refused',
      reason: 'it is a symbolic link, and cards are not written through links',
    });
    expect(readFileSync(target, 'utf8')).toBe('old\n');
  });

  test('a file behind a linked folder that leads outside is refused', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'mikado-write-'));
    writeFileSync(join(outside, 'x.md'), 'old\n');
    symlinkSync(outside, join(root, 'sub'));
    const path = join(root, 'sub', 'x.md');
    const expected = { kind: 'refused', reason: 'it lies outside the repository' };
    expect(await changeFile(path, { root, workFolder, change: append })).toEqual(expected);
    expect(await createFile(join(root, 'sub', 'y.md'), '', { root, workFolder })).toEqual(expected);
    expect(readdirSync(outside)).toEqual(['x.md']);
    rmSync(outside, { recursive: true });
  });

  test('a folder whose name only begins like the root is outside', async () => {
    const evil = `${root}-evil`;
    mkdirSync(evil);
    writeFileSync(join(evil, 'x.md'), 'old\n');
    const outcome = await changeFile(join(evil, 'x.md'), { root, workFolder, change: append });
    expect(outcome).toEqual({ kind: 'refused', reason: 'it lies outside the repository' });
    rmSync(evil, { recursive: true });
  });

  test('a named pipe is refused at once', async () => {
    rmSync(card);
    execFileSync('mkfifo', [card]);
    expect(await change(append)).toEqual({ kind: 'refused', reason: 'it is not a regular file' });
  });

  test('bytes that are not UTF-8 are never rewritten', async () => {
    writeFileSync(card, Buffer.from([0x61, 0xff, 0x62]));
    expect(await change(append)).toEqual({ kind: 'refused', reason: 'it is not valid UTF-8' });
  });

  test('half a character is never written', async () => {
    expect(await change((text) => `${text}\ud800`)).toEqual({
      kind: 'refused',
      reason: 'the new text holds half a character',
    });
  });
});

describe('when the system says no', () => {
  test('a work folder that is a file fails and names it', async () => {
    writeFileSync(workFolder, '');
    expect(await change(append)).toMatchObject({ kind: 'failed', code: 'EEXIST', path: workFolder });
    expect(readFileSync(card, 'utf8')).toBe('old\n');
  });

  test('a write that is cut short leaves the old card and no unfinished file', () => {
    const old = `${'0123456789abcdef'.repeat(8 * 64)}\n`;
    writeFileSync(card, old);
    const script = `ulimit -f 16; exec "$0" "$@"`;
    const args = ['-c', script, process.execPath, rig('change-once.ts'), card, root, workFolder];
    const outcome: unknown = JSON.parse(execFileSync('/bin/sh', args, { encoding: 'utf8' }));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'EFBIG' });
    expect(readFileSync(card, 'utf8')).toBe(old);
    expect(readdirSync(workFolder)).toEqual([]);
  });

  test('a lock that a living process keeps is waited for, then given up', async () => {
    const mark = newMark();
    let lock = '';
    await change((text) => {
      lock = readdirSync(workFolder)[0] ?? '';
      return text;
    });
    writeFileSync(join(workFolder, lock), mark);
    expect(await change(append)).toEqual({
      kind: 'failed',
      code: 'EBUSY',
      path: card,
      reason: 'another mikado has been writing it for 5 seconds',
    });
    expect(readFileSync(card, 'utf8')).toBe('old\n');
    expect(readFileSync(join(workFolder, lock), 'utf8')).toBe(mark);
  });
});

describe('creating a card', () => {
  test('writes it whole', async () => {
    const path = join(root, 'b.md');
    expect(await createFile(path, '# B\n', { root, workFolder })).toEqual({ kind: 'written', otherNames: 0 });
    expect(readFileSync(path, 'utf8')).toBe('# B\n');
    expect(readdirSync(workFolder)).toEqual([]);
  });

  test('never overwrites', async () => {
    expect(await createFile(card, '# B\n', { root, workFolder })).toEqual({
      kind: 'refused',
      reason: 'there is a file of that name already',
    });
    expect(readFileSync(card, 'utf8')).toBe('old\n');
  });

  test('never writes through a dangling link', async () => {
    symlinkSync(join(root, 'nowhere'), join(root, 'b.md'));
    const outcome = await createFile(join(root, 'b.md'), '# B\n', { root, workFolder });
    expect(outcome.kind).toBe('refused');
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  test('lets one of many win', async () => {
    const path = join(root, 'b.md');
    const all = Array.from({ length: 50 }, (_, nth) => createFile(path, `${nth}`, { root, workFolder }));
    const kinds = (await Promise.all(all)).map((outcome) => outcome.kind);
    expect(kinds.filter((kind) => kind === 'written')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(49);
  });
});

test('what dead processes left in the work folder is swept, what living ones use is not', async () => {
  mkdirSync(workFolder);
  const alive = `${newMark()}.tmp`;
  writeFileSync(join(workFolder, alive), '');
  writeFileSync(join(workFolder, `${markOfDeadProcess()}.tmp`), '');
  const lock = `lock-${'0'.repeat(32)}`;
  writeFileSync(join(workFolder, lock), markOfDeadProcess());
  writeFileSync(join(workFolder, `${lock}.${'1'.repeat(16)}`), markOfDeadProcess());
  await change(append);
  expect(readdirSync(workFolder)).toEqual([alive]);
});

/** A mark of this machine whose process is gone: the id is ours, the start is not. */
function markOfDeadProcess(): string {
  const [place, pid, start, random] = newMark().split('.');
  return `${place}.${pid}.${Number(start) + 1}.${random}`;
}
