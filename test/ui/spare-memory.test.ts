import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MIKADO, makeFolder, makeRepository, mikado, NODE } from '../rig/cli.ts';
import { startInPty } from '../rig/pty.ts';
import { SAMPLE_CARDS } from './sample-cards.ts';

/** What Node tells of the compiled code that it finds kept. */
const DEBUG = { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };

function count(text: string, what: RegExp): number {
  return [...text.matchAll(what)].length;
}

async function openAndQuit(cwd: string, env: Readonly<Record<string, string>>): Promise<string> {
  const log = join(makeFolder(), 'log');
  const start = `exec '${NODE}' '${MIKADO}' 2>'${log}'`;
  const screen = startInPty('sh', ['-c', start], { columns: 80, rows: 24, cwd, env: { ...env, ...DEBUG } });
  await screen.waitForText('checks 0/5');
  screen.type('q');
  expect((await screen.waitForExit()).code).toBe(0);
  return readFileSync(log, 'utf8');
}

test('code that one screen left compiled is good for the next, and for every other command', async () => {
  const cwd = makeRepository(SAMPLE_CARDS);
  const env = { XDG_CACHE_HOME: makeFolder(), XDG_STATE_HOME: makeFolder() };
  await openAndQuit(cwd, env);
  const again = await openAndQuit(cwd, env);
  expect(count(again, /was accepted/g)).toBeGreaterThan(20);
  expect(count(again, /was rejected/g)).toBe(0);
  const { stderr } = await mikado(['ready'], { cwd, env: { ...env, ...DEBUG } });
  expect(count(stderr, /was accepted/g)).toBeGreaterThan(5);
  expect(count(stderr, /was rejected/g)).toBe(0);
});
