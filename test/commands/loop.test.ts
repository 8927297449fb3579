import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../rig/answer.ts';
import { git, makeFolder, makeRepository, mikado } from '../rig/cli.ts';
import { startMikado } from '../rig/pty.ts';

const GOAL = `---
title: Move house
status: active
requires: [pack, rent-a-van]
---

# Move house

## Verification

- [ ] The flat is empty (\`test ! -e docs/sofa\`)

## Related

- [[pack]]
`;
const card = (title: string, checklist: string) =>
  `---\ntitle: ${title}\nstatus: active # since Monday\n---\n\n# ${title}\n\n## Verification\n\n${checklist}`;

const CARDS = {
  'docs/move-house.md': GOAL,
  'docs/pack.md': card('Pack', '- [ ] Boxes are closed (`test -d docs`)\n'),
  'docs/rent-a-van.md': card(
    'Rent a van',
    '- [ ] The van is here\n- [ ] It is big enough (`test 20 -gt 10`)\n',
  ),
};

/** A repository with the cards, and a state folder of its own for approvals. */
function makeHouse(files: Readonly<Record<string, string>> = CARDS) {
  const cwd = makeRepository(files);
  const env = { XDG_STATE_HOME: makeFolder() };
  const read = (name: string) => readFileSync(join(cwd, 'docs', `${name}.md`), 'utf8');
  return { cwd, env, read };
}

describe('the loop from ready to closed', () => {
  it('runs at a terminal: approve once, verify, answer, close, and see what became ready', async () => {
    const { cwd, env, read } = makeHouse();
    const first = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    await first.waitForText('Run them now, and whenever they are the same? y or [n]');
    expect(first.text()).toContain(
      'This command was never approved for pack (docs/pack.md):\n\n    test -d docs\n',
    );
    await answer(first, 'y');
    await first.waitForText('1 of 1 item hold');
    expect((await first.waitForExit()).code).toBe(0);
    expect(read('pack')).toBe(CARDS['docs/pack.md'].replace('[ ]', '[x]'));

    const again = await mikado(['verify', 'pack'], { cwd, env });
    expect([again.code, again.stderr]).toEqual([0, '  $ test -d docs\n']);

    const closed = await mikado(['close', 'pack'], { cwd, env });
    expect(closed).toMatchObject({
      code: 0,
      stdout: 'Closed pack (docs/pack.md).\n1 card is ready: mikado ready\n',
    });
    expect(read('pack')).toBe(
      CARDS['docs/pack.md'].replace('[ ]', '[x]').replace('status: active # since Monday\n', ''),
    );

    const second = startMikado(['verify', 'rent-a-van'], { columns: 140, rows: 30, cwd, env });
    await second.waitForText('y or [n]');
    await answer(second, 'y');
    await second.waitForText('Does it hold?');
    await answer(second, 'y blue one');
    await second.waitForText('2 of 2 items hold');
    expect((await second.waitForExit()).code).toBe(0);
    const receipts = readFileSync(join(cwd, '.mikado/evidence/rent-a-van.jsonl'), 'utf8').trim().split('\n');
    expect(receipts.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'manual', text: 'The van is here', result: 'passed', note: 'blue one', dirty: true },
      { kind: 'automatic', commands: ['test 20 -gt 10'], result: 'passed', judgedBy: 'exit status' },
    ]);
    const last = await mikado(['close', 'rent-a-van'], { cwd, env });
    expect(last.stdout).toBe(
      'Closed rent-a-van (docs/rent-a-van.md).\nNow ready:\n  move-house  Move house\n',
    );
    expect(git(cwd, 'status', '--short', 'docs').split('\n')).toEqual([
      ' M docs/pack.md',
      ' M docs/rent-a-van.md',
    ]);
  });

  it('refuses commands that nobody approved where nobody can be asked, and runs none', async () => {
    const { cwd, env, read } = makeHouse();
    const refused = await mikado(['verify', 'pack'], { cwd, env, input: 'y\ny\n' });
    expect(refused).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'mikado: nothing was run: nobody approved this command of pack:\n    test -d docs\n  A person approves at a terminal: mikado trust pack\n',
    });
    expect(read('pack')).toBe(CARDS['docs/pack.md']);
    expect(existsSync(join(cwd, '.mikado'))).toBe(false);
  });

  it('takes nothing but y for a yes', async () => {
    const { cwd, env } = makeHouse();
    const asked = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    await asked.waitForText('y or [n]');
    await answer(asked, 'yes');
    await asked.waitForText('Not approved: nothing was run.');
    expect((await asked.waitForExit()).code).toBe(3);
    expect(readdirSync(env.XDG_STATE_HOME)).toEqual([]);
  });

  it('does not take what was typed before the question for an answer', async () => {
    const { cwd, env } = makeHouse();
    const asked = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    asked.type('y\r');
    await asked.waitForText('what was typed before the question is not taken as an answer');
    await answer(asked, '');
    await asked.waitForText('Not approved: nothing was run.');
  });

  it('a failing command unticks its item, and the status says so', async () => {
    const { cwd, env, read } = makeHouse({
      ...CARDS,
      'docs/pack.md': card('Pack', '- [x] Boxes are closed (`test -d nowhere`)\n'),
    });
    const asked = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    await asked.waitForText('y or [n]');
    await answer(asked, 'y');
    await asked.waitForText('pack: failed, 0 of 1 item hold');
    expect((await asked.waitForExit()).code).toBe(1);
    expect(read('pack')).toContain('- [ ] Boxes are closed');
  });

  it('a card is not closed over open items and prerequisites, and each reason is said', async () => {
    const { cwd, env, read } = makeHouse();
    const refused = await mikado(['close', 'move-house'], { cwd, env });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(`mikado: move-house stays as it is:
  it requires pack, which is open
      mikado close pack
  it requires rent-a-van, which is open
      mikado close rent-a-van
  an item is not ticked (line 11: The flat is empty (\`test ! -e docs/sofa\`))
      mikado verify move-house
`);
    expect(read('move-house')).toBe(GOAL);
  });

  it('a forced close is recorded with its reason', async () => {
    const { cwd, env } = makeHouse();
    const forced = await mikado(['close', 'pack', '--force', 'we sold it all'], { cwd, env });
    expect(forced.code).toBe(0);
    const receipt = JSON.parse(readFileSync(join(cwd, '.mikado/evidence/pack.jsonl'), 'utf8'));
    expect(receipt).toMatchObject({
      kind: 'forced-close',
      reason: 'we sold it all',
      commit: git(cwd, 'rev-parse', 'HEAD'),
    });
  });

  it('start, close by a word, and reopen change the status and nothing else', async () => {
    const { cwd, env, read } = makeHouse({
      '.mikado.yaml': 'closed-status: done\n',
      'docs/pack.md': "---\r\ntitle: Pack\r\nstatus: 'planned'  # soon\r\n---\r\n# Pack",
      'docs/move-house.md': '---\nrequires: [pack]\nstatus: active\n---\n',
    });
    expect((await mikado(['start', 'pack'], { cwd, env })).stdout).toBe(
      'Started pack (docs/pack.md).\n1 card is ready: mikado ready\n',
    );
    expect(read('pack')).toBe("---\r\ntitle: Pack\r\nstatus: 'active'  # soon\r\n---\r\n# Pack");
    expect((await mikado(['close', 'pack'], { cwd, env })).stdout).toContain('Now ready:\n  move-house');
    expect(read('pack')).toBe("---\r\ntitle: Pack\r\nstatus: 'done'  # soon\r\n---\r\n# Pack");
    expect((await mikado(['reopen', 'pack'], { cwd, env })).stdout).toContain('Now blocked:\n  move-house');
    expect(read('pack')).toBe("---\r\ntitle: Pack\r\nstatus: 'active'  # soon\r\n---\r\n# Pack");
    const refused = await mikado(['reopen', 'pack'], { cwd, env });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'mikado: pack stays as it is:\n  pack is open\n      mikado show pack\n',
    ]);
  });

  it('a card that nothing requires can be reopened after its close', async () => {
    const lone = '---\ntitle: Alone\nstatus: active\n---\n';
    const { cwd, env, read } = makeHouse({ 'docs/alone.md': lone, 'docs/prose.md': 'No front matter.\n' });
    expect((await mikado(['close', 'alone'], { cwd, env })).stdout).toContain('Closed alone');
    expect((await mikado(['reopen', 'alone'], { cwd, env })).stdout).toContain('Reopened alone');
    expect(read('alone')).toBe(lone);
    const prose = await mikado(['reopen', 'prose'], { cwd, env });
    expect(prose).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no front matter that can be read'),
    });
    expect(read('prose')).toBe('No front matter.\n');
  });

  it('a dry run lists what would run, and runs nothing', async () => {
    const { cwd, env } = makeHouse();
    const listed = await mikado(['verify', '--ready', '--dry-run'], { cwd, env });
    expect(listed).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `pack  Pack
  automatic (not approved yet)  Boxes are closed (\`test -d docs\`)
      $ test -d docs
rent-a-van  Rent a van
  manual  The van is here
  automatic (not approved yet)  It is big enough (\`test 20 -gt 10\`)
      $ test 20 -gt 10
`,
    });
  });

  it('Ctrl-C stops the command and everything it started, and ends with 130', async () => {
    const { cwd, env } = makeHouse({
      ...CARDS,
      'docs/pack.md': card(
        'Pack',
        '- [ ] Boxes are closed (`test -d docs && sleep 4321`)  <!-- check: run -->\n',
      ),
    });
    const asked = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    await asked.waitForText('y or [n]');
    await answer(asked, 'y');
    await asked.waitForText('$ test -d docs && sleep 4321');
    await asked.waitForScreen('the sleep runs', () => isRunning('sleep 4321'));
    asked.type('\x03');
    expect((await asked.waitForExit()).code).toBe(130);
    expect(isRunning('sleep 4321')).toBe(false);
  });
});

describe('a second Ctrl-C', () => {
  it('does not wait for a command that ignores the first', async () => {
    const stubborn = `trap '' INT TERM; while test -d docs; do sleep 4322; done`;
    const { cwd, env } = makeHouse({
      ...CARDS,
      'docs/pack.md': card('Pack', `- [ ] It waits (\`${stubborn}\`)  <!-- check: run -->\n`),
    });
    const asked = startMikado(['verify', 'pack'], { columns: 140, rows: 30, cwd, env });
    await asked.waitForText('y or [n]');
    await answer(asked, 'y');
    await asked.waitForText('while test -d docs');
    await asked.waitForScreen('the sleep runs', () => isRunning('sleep 4322'));
    asked.type('\x03\x03');
    expect((await asked.waitForExit()).code).toBe(130);
    expect(isRunning('sleep 4322')).toBe(false);
  });
});

function isRunning(command: string): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() === command;
    } catch {
      return false;
    }
  });
}

describe('new cards', () => {
  it('a prerequisite is written beside the card that needs it, required and linked', async () => {
    const { cwd, env, read } = makeHouse();
    const made = await mikado(['new', 'find-keys', '--for', 'pack'], { cwd, env });
    expect(made).toMatchObject({
      code: 0,
      stdout:
        'Wrote find-keys, which pack now requires (docs/find-keys.md).\nNow blocked:\n  pack  Pack\n2 cards are ready: mikado ready\n',
    });
    expect(read('pack')).toBe(
      CARDS['docs/pack.md']
        .replace('since Monday\n', 'since Monday\nrequires:\n  - find-keys\n')
        .concat('\n## Prerequisites\n\n- [[find-keys]]\n'),
    );
    expect((await mikado(['tree', 'pack'], { cwd, env })).stdout).toBe(
      '◌ pack          blocked\n└─ ▸ find-keys  ready\n',
    );
  });

  it('a card that is there is only required, unless that closes a circle', async () => {
    const { cwd, env, read } = makeHouse();
    const linked = await mikado(['new', 'pack', '--for', 'rent-a-van'], { cwd, env });
    expect(linked).toMatchObject({
      code: 0,
      stdout:
        'rent-a-van now requires pack (docs/rent-a-van.md).\nNow blocked:\n  rent-a-van  Rent a van\n1 card is ready: mikado ready\n',
    });
    expect(read('pack')).toBe(CARDS['docs/pack.md']);
    const circle = await mikado(['new', 'move-house', '--for', 'pack'], { cwd, env });
    expect([circle.code, circle.stderr]).toEqual([
      1,
      'mikado: pack stays as it is:\n  move-house requires pack, directly or not, so they would require each other in a circle\n      mikado tree move-house\n',
    ]);
    const twice = await mikado(['new', 'pack', '--for', 'move-house'], { cwd, env });
    expect(twice.stderr).toContain('move-house requires pack already');
    expect(git(cwd, 'status', '--short')).toBe(' M docs/rent-a-van.md');
  });

  it('a link goes to the list that is there', async () => {
    const { cwd, env, read } = makeHouse();
    await mikado(['new', 'find-keys', '--for', 'move-house'], { cwd, env });
    expect(read('move-house')).toBe(
      GOAL.replace('[pack, rent-a-van]', '[pack, rent-a-van, find-keys]').replace(
        '- [[pack]]\n',
        '- [[pack]]\n- [[find-keys]]\n',
      ),
    );
  });

  it.each([
    [['new', 'pack'], 'There is a document named pack: docs/pack.md.'],
    [['new', '../evil'], '../evil is no stem.'],
    [['new', 'x', '--for', 'nobody'], 'There is no card named nobody.'],
    [['new', 'x', '--in', '..'], '.. is not below the documents root.'],
  ])('%j is refused', async (args, message) => {
    const { cwd, env } = makeHouse();
    const refused = await mikado(args, { cwd, env });
    expect(refused.code).toBe(2);
    expect(refused.stderr.split('\n')[0]).toBe(`mikado: ${message}`);
    expect(git(cwd, 'status', '--short')).toBe('');
  });

  it('init --example writes a chain whose goal can be reached', async () => {
    const { cwd, env } = makeHouse({ 'README.md': '' });
    expect((await mikado(['init', '--example'], { cwd, env })).code).toBe(0);
    expect((await mikado(['check'], { cwd, env })).code).toBe(0);
    const again = await mikado(['init', '--example'], { cwd, env });
    expect([again.code, again.stderr]).toMatchObject([
      2,
      expect.stringContaining('existing files are never overwritten'),
    ]);
  });
});
