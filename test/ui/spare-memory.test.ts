import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SETTLED_MS } from '../../src/ui/spare-memory.ts';
import { MIKADO, makeFolder, makeRepository, mikado, NODE } from '../rig/cli.ts';
import { startInPty } from '../rig/pty.ts';
import { waitFor } from '../rig/wait-for.ts';
import { SAMPLE_CARDS } from './sample-cards.ts';

/** What Node tells of the compiled code that it finds kept. */
const DEBUG = { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };

function count(text: string, what: RegExp): number {
  return [...text.matchAll(what)].length;
}

/** Opens a screen and leaves it at once, or after it has begun to spare memory. */
async function openAndQuit(
  cwd: string,
  env: Readonly<Record<string, string>>,
  leave: 'at once' | 'later',
): Promise<string> {
  const log = join(makeFolder(), 'log');
  const start = `exec '${NODE}' '${MIKADO}' 2>'${log}'`;
  const screen = startInPty('sh', ['-c', start], { columns: 80, rows: 24, cwd, env: { ...env, ...DEBUG } });
  await screen.waitForText('checks 0/5');
  const since = performance.now();
  const stays = leave === 'later' ? SETTLED_MS + 500 : 0;
  await waitFor(() => (performance.now() - since > stays ? true : undefined), {
    complain: () => 'time stands still',
  });
  screen.type('q');
  expect((await screen.waitForExit()).code).toBe(0);
  return readFileSync(log, 'utf8');
}

test('code that one screen left compiled is good for the next, and for every other command', async () => {
  const cwd = makeRepository(SAMPLE_CARDS);
  const env = { XDG_CACHE_HOME: makeFolder(), XDG_STATE_HOME: makeFolder() };
  await openAndQuit(cwd, env, 'later');
  const again = await openAndQuit(cwd, env, 'at once');
  expect(count(again, /was accepted/g)).toBeGreaterThan(20);
  expect(count(again, /was rejected/g)).toBe(0);
  const { stderr } = await mikado(['ready'], { cwd, env: { ...env, ...DEBUG } });
  expect(count(stderr, /was accepted/g)).toBeGreaterThan(5);
  expect(count(stderr, /was rejected/g)).toBe(0);
});
