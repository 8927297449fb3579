import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../src/plan.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';
import { makeTree } from '../rig/tree.ts';

const OTHERS = {
  'docs/register-zot-client.md': '---\nstatus: active\n---\n',
  'docs/rotate.md': '---\nstatus: active\nrequires: [harden-zot]\n---\n',
};

/** Mends the first problem of the card `harden-zot` of a kind, and tells what stands there then, or why nothing changed. */
async function mend(text: string, code: string): Promise<string> {
  const folder = makeTree({ ...OTHERS, 'docs/harden-zot.md': text });
  const plan = await readPlan({ cwd: folder });
  const workbench = openWorkbench({ cwd: folder }, plan);
  const found = (await workbench.findProblems(plan)) ?? [];
  const problem = found.find((each) => each.code === code && each.path === 'docs/harden-zot.md');
  if (problem === undefined) throw new Error(`no ${code} in ${JSON.stringify(found)}`);
  const file = join(folder, 'docs/harden-zot.md');
  const preview = await workbench.previewFix(plan, problem);
  const outcome = await workbench.fix(plan, problem);
  const after = readFileSync(file, 'utf8');
  if (outcome.kind !== 'written') {
    expect(after).toBe(text);
    expect(preview).toHaveProperty('refused');
    return outcome.kind;
  }
  expect(await workbench.undo()).toMatchObject({ kind: 'undone', what: 'fix' });
  expect(readFileSync(file, 'utf8')).toBe(text);
  return after;
}

describe('a prerequisite that no document answers to', () => {
  test('gets the name that is near to it, and every other byte stays', async () => {
    const text = '---\r\nstatus:  active # soon\r\nrequires:\r\n  - registr-zot-client   # first\r\n---\r\n';
    expect(await mend(text, 'missing-prerequisite')).toBe(text.replace('registr-', 'register-'));
  });

  test('is left to a person where no name is near', async () => {
    const text = '---\nstatus: active\nrequires: [something-else-altogether]\n---\n';
    expect(await mend(text, 'missing-prerequisite')).toBe('refused');
  });
});

describe('an entry of requires in another form', () => {
  test.each([
    ['a wiki link in quotes', '  - "[[register-zot-client]]"', '  - register-zot-client'],
    ['a wiki link without quotes', '  - [[register-zot-client]]', '  - register-zot-client'],
    ['a file name', '  - register-zot-client.md', '  - register-zot-client'],
    ['a path', "  - 'docs/register-zot-client'", '  - register-zot-client'],
    ['other letters’ case', '  - Register-Zot-Client', '  - register-zot-client'],
  ])('%s becomes the plain stem', async (_name, written, plain) => {
    const text = `---\nstatus: active\nrequires:\n${written}\n---\n\n# Harden\n`;
    expect(await mend(text, 'requires-form')).toBe(text.replace(written, plain));
  });

  test('a single value becomes a list', async () => {
    const text = '---\nstatus: active\nrequires: register-zot-client\n---\n';
    expect(await mend(text, 'requires-form')).toBe(
      '---\nstatus: active\nrequires: [register-zot-client]\n---\n',
    );
  });

  test('what is no stem at all is left to a person', async () => {
    expect(await mend('---\nstatus: active\nrequires: [3]\n---\n', 'requires-form')).toBe('refused');
  });
});

describe('a link that is given as a prerequisite and not required', () => {
  const linked = (stem: string) =>
    `---\nstatus: active\n---\n\n# Harden\n\n## Prerequisites\n\n- [[${stem}|the other]] is there\n`;

  test('is added to requires', async () => {
    const text = linked('register-zot-client');
    expect(await mend(text, 'link-not-required')).toBe(
      text.replace('---\n\n#', 'requires:\n  - register-zot-client\n---\n\n#'),
    );
  });

  test('is refused where the two would require each other in a circle', async () => {
    expect(await mend(linked('rotate'), 'link-not-required')).toBe('refused');
  });
});
