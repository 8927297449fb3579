import { describe, expect, test } from 'vitest';
import { orderHints } from '../src/order-hints.ts';
import { readPlan } from '../src/plan.ts';
import { openWorkbench } from '../src/workbench/open-workbench.ts';
import { makeFolder, mikado, writeFiles } from './rig/cli.ts';

const OPEN = '---\nstatus: active\n---\n\n';

function place(text: string): string {
  const cwd = makeFolder();
  writeFiles(cwd, {
    'docs/goal.md': '---\nstatus: active\nrequires: [register, wire]\n---\n',
    'docs/register.md': `${OPEN}# Register\n`,
    'docs/wire.md': `${OPEN}# Wire\n\n${text}\n`,
  });
  return cwd;
}

async function hintsIn(cwd: string): Promise<readonly string[]> {
  const plan = await readPlan({ cwd });
  const workbench = openWorkbench({ cwd }, plan);
  const ready = plan.rankReady().map(({ card }) => card);
  const texts = new Map(
    await Promise.all(ready.map(async (card) => [card, await workbench.readCard(card)] as const)),
  );
  return orderHints(plan, ready, (card) => texts.get(card)).map(
    ({ first, then }) => `${first.stem} before ${then.stem}`,
  );
}

describe('a hint about the order of ready cards', () => {
  test.each([
    ['below a heading for prerequisites', '## Prerequisites\n\n- [[register]]'],
    ['marked as a prerequisite', '- [[register]] — Prereq: the client has to be there'],
    ['said to be done first', 'Needs the client of [[register]] (do first).'],
  ])('is a link that is %s', async (_name, text) => {
    expect(await hintsIn(place(text))).toEqual(['register before wire']);
  });

  test.each([
    ['mentions another card', 'See [[register]].'],
    ['speaks of what it was the first of', '- [[register]] - First of our clients'],
    ['links to what is not open', '## Prerequisites\n\n- [[elsewhere]]'],
    ['stands in code', '`[[register]]` (do first)'],
  ])('is no link that only %s', async (_name, text) => {
    expect(await hintsIn(place(text))).toEqual([]);
  });

  test('is said by show and by ready --explain on both sides, and blocks nothing', async () => {
    const cwd = place('## Prerequisites\n\n- [[register]]');
    const first = await mikado(['ready', '--explain', 'register'], { cwd });
    expect(first.stdout.trimEnd().split('\n').at(-1)).toBe(
      'Hint: wire speaks of it as something to do first, and does not require it.',
    );
    const then = await mikado(['show', 'wire'], { cwd });
    expect(then.stdout).toContain('speaks of register as something to do first, and does not require it');
    const ready = await mikado(['ready', '--json'], { cwd });
    expect(JSON.parse(ready.stdout).ready.map(({ stem }: { stem: string }) => stem)).toEqual([
      'register',
      'wire',
    ]);
  });
});
