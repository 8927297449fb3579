import { expect, test } from 'vitest';
import { closingSubject } from '../src/commit-subject.ts';
import { readPlan } from '../src/plan.ts';
import { makeFolder, writeFiles } from './rig/cli.ts';

test('the subject of a close names the goal of the chain also where the cards were read anew meanwhile', async () => {
  const cwd = makeFolder();
  writeFiles(cwd, {
    'docs/ship.md': '---\nstatus: active\nrequires: [wire]\n---\n',
    'docs/wire.md': '---\nstatus: active\n---\n',
  });
  const before = (await readPlan({ cwd })).cards.find(({ stem }) => stem === 'wire');
  if (before === undefined) throw new Error('the card was not read');
  expect(closingSubject(await readPlan({ cwd }), 'main', before)).toBe('C2(ship): close wire');
});
