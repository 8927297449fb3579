import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readPlan } from '../../src/plan.ts';
import type { Meanwhile } from '../../src/take-turns.ts';
import { openScreen } from '../../src/ui/open-screen.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';

// The screen as a program of its own, for tests in a terminal: the folder is the current one. At SIGUSR2 it throws with
// --throw, and leaves a promise rejected with --reject. With --reads-until it reads the first 3,400 of 10,000
// documents until there is such a file; when that is called `broken`, reading fails.
const { values } = parseArgs({
  options: {
    throw: { type: 'boolean' },
    reject: { type: 'boolean' },
    'reads-until': { type: 'string' },
  },
});
const request = { cwd: process.cwd() };

process.on('SIGUSR2', () => {
  if (values.throw === true) throw new Error('thrown \x1b[2J on purpose');
  if (values.reject === true) void Promise.reject(new Error('rejected on purpose'));
});

async function readLong(file: string, meanwhile: Meanwhile): Promise<void> {
  for (let read = 0; !existsSync(file); read = Math.min(read + 1, 3_400)) await meanwhile(read, 10_000);
  if (file === 'broken') throw new Error('broken on purpose');
}

process.exitCode = await openScreen({
  read: async (meanwhile) => {
    const file = values['reads-until'];
    if (file !== undefined) await readLong(file, meanwhile);
    const plan = await readPlan(request, meanwhile);
    return { workbench: openWorkbench(request, plan), plan };
  },
});
