import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Finished, makeFolder, makeRepository, mikado } from '../rig/cli.ts';

const OLD = '---\nstatus: planned\n---\n\n# Pack\n';
const NEW = OLD.replace('planned', 'active');
const ALL = ['EIO', 'ENOSPC', 'EPERM', 'EXDEV', 'EROFS', 'short'];
const CODES = process.env.MIKADO_TEST_FAULTS === 'all' ? ALL : ['ENOSPC', 'short'];

interface Broken extends Finished {
  /** The call that was made to fail, or undefined when there were not so many. */
  readonly call: string | undefined;
}

/** Starts the card as a user does, with one call of the program broken. */
async function startBroken(
  cwd: string,
  fault: { readonly at: number; readonly code: string },
): Promise<Broken> {
  const told = join(makeFolder(), 'call');
  const env = {
    NODE_OPTIONS: `--import=${join(import.meta.dirname, 'break-a-call.ts')}`,
    BREAK_TOP: cwd,
    BREAK_AT: String(fault.at),
    BREAK_CODE: fault.code,
    BREAK_TOLD: told,
  };
  const finished = await mikado(['start', 'pack'], { cwd, env });
  const call = readdirSync(join(told, '..')).includes('call') ? readFileSync(told, 'utf8') : undefined;
  return { ...finished, call };
}

test.each(CODES)(
  'whichever call of an edit meets %s, the old card is there and named, or the new one',
  {
    timeout: 300_000,
  },
  async (code) => {
    const cwd = makeRepository({ 'docs/pack.md': OLD });
    const card = join(cwd, 'docs/pack.md');
    const failed = new Set<string>();
    for (let at = 1; ; at += 1) {
      writeFileSync(card, OLD);
      const { call, ...finished } = await startBroken(cwd, { at, code });
      if (call === undefined) break;
      if (finished.code !== 0) {
        failed.add(call);
        expect(finished).toEqual({
          code: 5,
          signal: null,
          stdout: '',
          stderr: `mikado: docs/pack.md could not be written: ${code}: injected, ${call}\n`,
        });
      }
      expect(readFileSync(card, 'utf8')).toBe(finished.code === 0 ? NEW : OLD);
      expect(readdirSync(join(cwd, 'docs'))).toEqual(['pack.md']);
      rmSync(join(cwd, '.git/mikado'), { recursive: true, force: true });
    }
    // Another file system is a failure only for the lock: the card itself is then written from beside it.
    const decisive = code === 'EXDEV' ? ['linkSync'] : ['openSync', 'writeSync', 'fsyncSync', 'renameSync'];
    if (code !== 'short') expect([...failed]).toEqual(expect.arrayContaining(decisive));
    // What was not taken at once is taken by the next call.
    else expect([...failed]).toEqual([]);
  },
);

test('a card that an editor saved just before it is replaced is left to the editor, with exit status 6', async () => {
  const cwd = makeRepository({ 'docs/pack.md': OLD });
  const { call: _none, ...finished } = await startBroken(cwd, { at: 0, code: 'editor' });
  expect(finished).toEqual({
    code: 6,
    signal: null,
    stdout: '',
    stderr: 'mikado: docs/pack.md was changed meanwhile; run it again\n',
  });
  expect(readFileSync(join(cwd, 'docs/pack.md'), 'utf8')).toBe('saved by an editor\n');
  expect(readdirSync(join(cwd, '.git/mikado'))).toEqual([]);
});
