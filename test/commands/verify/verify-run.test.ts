import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../rig/answer.ts';
import { git, makeFolder, makeRepository, mikado } from '../../rig/cli.ts';
import { startMikado } from '../../rig/pty.ts';
import { waitFor } from '../../rig/wait-for.ts';

const card = (head: string, checklist: string) =>
  `---\n${head}\n---\n\n# A chore\n\n## Verification\n\n${checklist.replaceAll('`\n', '` <!-- check: run -->\n')}`;

const CARDS = {
  'docs/move-house.md': card(
    'status: active\nrequires: [pack, rent-a-van, find-flat]',
    '- [ ] `test 1 = 1`\n',
  ),
  'docs/pack.md': card('status: active', '- [ ] `echo packed`\n- [ ] `test 1 = 2`\n'),
  'docs/rent-a-van.md': card('status: active', '- [ ] `test 1 = 1`\n'),
  'docs/find-flat.md': card('status: done', '- [x] `test -f contract`\n- [x] A person liked it\n'),
  'docs/sell-sofa.md': card('status: done', '- [x] `test ! -e sofa`\n'),
  'docs/paint.md': card('status: active', '- [ ] `test 1 = 1`\n'),
};

function makeHouse(files: Readonly<Record<string, string>> = CARDS) {
  const cwd = makeRepository(files);
  const env = { XDG_STATE_HOME: makeFolder() };
  const verify = (...args: readonly string[]) => mikado(['verify', ...args], { cwd, env });
  return { cwd, env, verify, changed: () => git(cwd, 'status', '--short', 'docs') };
}

/** What differs from run to run is how long things took. */
const untimed = (text: string) => text.replace(/\d+\.\d s$/gm, '0.0 s');

describe('several cards', () => {
  it('are told of one after another, and summed up', async () => {
    const { verify, changed } = makeHouse();
    const { code, stdout, stderr } = await verify('pack', 'rent-a-van', '--trust-all', '--jobs', '2');
    expect(untimed(stdout)).toBe(`pack  A chore
  ✓ passed  \`echo packed\`  0.0 s
  ✗ failed  \`test 1 = 2\`  exit 1  0.0 s
pack: failed, 1 of 2 items hold

rent-a-van  A chore
  ✓ passed  \`test 1 = 1\`  0.0 s
rent-a-van: passed, 1 of 1 item hold; close it: mikado close rent-a-van

2 cards: 1 failed (pack), 1 passed
`);
    expect(stderr).toContain('  $ echo packed\n  | packed\n  $ test 1 = 2\n');
    expect(code).toBe(1);
    expect(changed()).toBe(' M docs/pack.md\n M docs/rent-a-van.md');
  });

  it('run at the same time, as many as are asked for', async () => {
    // Each waits for the other to have started, which only comes true side by side.
    const wait = (own: string, other: string) =>
      `- [ ] \`touch ${own}; for i in 1 2 3 4 5 6 7 8 9; do test -e ${other} && exit 0; sleep 0.2; done; exit 1\`\n`;
    const files = {
      'docs/a.md': card('status: active', wait('here-a', 'here-b')),
      'docs/b.md': card('status: active', wait('here-b', 'here-a')),
    };
    expect((await makeHouse(files).verify('--ready', '--trust-all', '--jobs', '2')).code).toBe(0);
    const alone = await makeHouse(files).verify('--ready', '--trust-all', '--jobs', '1');
    expect(alone.stdout).toContain('2 cards: 1 failed (a), 1 passed\n');
  });

  it('run as many at once as the configuration says', async () => {
    const { verify } = makeHouse({ ...CARDS, '.mikado.yaml': 'verification:\n  jobs: 3\n' });
    const listed = await verify('--ready', '--dry-run', '--shard', '1/1');
    expect(listed.stderr).toBe('\n3 cards, shard 1 of 1 of 3, 3 at a time\n');
  });
});

describe('which cards are verified', () => {
  const stems = async (...args: readonly string[]) => {
    const { stdout } = await makeHouse().verify(...args, '--dry-run', '--json');
    return JSON.parse(stdout).cards.map((each: { stem: string }) => each.stem);
  };

  it.each([
    [['--ready'], ['pack', 'rent-a-van', 'paint']],
    [['--done'], ['find-flat', 'sell-sofa']],
    [
      ['--chain', 'move-house'],
      ['rent-a-van', 'pack', 'move-house'],
    ],
    [
      ['--chain', 'move-house', '--ready'],
      ['pack', 'rent-a-van'],
    ],
    [['--chain', 'move-house', '--done'], ['find-flat']],
    [
      ['--ready', '--done'],
      ['pack', 'rent-a-van', 'paint', 'find-flat', 'sell-sofa'],
    ],
    [
      ['--ready', '--shard', '1/2'],
      ['pack', 'rent-a-van'],
    ],
    [['--ready', '--shard', '2/2'], ['paint']],
    [
      ['paint', 'pack', 'paint'],
      ['paint', 'pack'],
    ],
  ])('%j', async (args, expected) => {
    expect(await stems(...args)).toEqual(expected);
  });
});

describe('a done card', () => {
  it('that no longer holds is named, and keeps its boxes and its receipts', async () => {
    const { cwd, verify, changed } = makeHouse();
    const { code, stdout } = await verify('--done', '--trust-all');
    expect(untimed(stdout)).toBe(`find-flat  A chore
  ✗ failed  \`test -f contract\`  exit 1  0.0 s
  · skipped  A person liked it
find-flat: failed, 1 of 2 items hold; it is done, and this is no longer true

sell-sofa  A chore
  ✓ passed  \`test ! -e sofa\`  0.0 s
sell-sofa: passed, 1 of 1 item hold

2 cards: 1 failed (find-flat), 1 passed
Done, and no longer true: find-flat
`);
    expect([code, changed()]).toEqual([1, '']);
    const receipts = readFileSync(join(cwd, '.mikado/evidence/find-flat.jsonl'), 'utf8').trim().split('\n');
    expect(receipts.map((line) => JSON.parse(line))).toMatchObject([{ kind: 'automatic', result: 'failed' }]);
  });

  it('that holds is good, though nobody is there to be asked about the rest of it', async () => {
    const { cwd, verify } = makeHouse();
    writeFileSync(join(cwd, 'contract'), '');
    expect((await verify('--done', '--trust-all')).code).toBe(0);
  });
});

describe('a person and several cards', () => {
  it('are one question at a time, below what the item printed, while others go on', async () => {
    const files = {
      'docs/a.md': card('status: active', '- [ ] `echo hello` shows hello\n'),
      'docs/b.md': card('status: active', '- [ ] Somebody likes b\n'),
      'docs/c.md': card('status: active', '- [ ] `touch c-ran`\n'),
    };
    const { cwd, env } = makeHouse(files);
    const screen = startMikado(['verify', '--ready', '--trust-all', '--jobs', '3'], {
      cwd,
      env,
      columns: 100,
      rows: 40,
    });
    await screen.waitForText('Does it hold?');
    await waitFor(() => (readdirSync(cwd).includes('c-ran') ? true : undefined), {
      complain: () => 'c waits for an answer about b',
    });
    expect(screen.received.split('Does it hold?').length).toBe(2);
    await answer(screen, 'y');
    await waitFor(() => (screen.received.split('Does it hold?').length > 2 ? true : undefined), {
      complain: () => screen.text(),
    });
    await answer(screen, 'n too loud');
    expect((await screen.waitForExit()).code).toBe(1);
    const text = screen.text();
    expect(text).toMatch(
      /\| hello\n\n {2}`echo hello` shows hello\n.*does not decide this one\.\n.*expects: shows hello\n {2}Does it hold\?/,
    );
    expect(text).toContain('3 cards: ');
  });
});

describe('the progress line', () => {
  const SLOW = { 'docs/a.md': card('status: active', '- [ ] `sleep 1.8`\n') };

  it('names the card at work with its seconds, and is gone at the end', async () => {
    const { cwd, env } = makeHouse(SLOW);
    const screen = startMikado(['verify', 'a', '--trust-all'], { cwd, env, columns: 60, rows: 10 });
    await screen.waitForText(/^a 1 s$/m);
    expect((await screen.waitForExit()).code).toBe(0);
    expect(screen.text()).not.toMatch(/^a 1 s/m);
  });

  it.each([
    ['with -q', ['-q'], {}],
    ['on a terminal that can do nothing', [], { TERM: 'dumb' }],
  ])('is not drawn %s', async (_when, args, more) => {
    const { cwd, env } = makeHouse(SLOW);
    const options = { cwd, env: { ...env, ...more }, columns: 60, rows: 10 };
    const screen = startMikado(['verify', 'a', '--trust-all', ...args], options);
    await screen.waitForExit();
    expect(screen.received).not.toContain('\x1b[K');
  });

  it('is not drawn into a pipe', async () => {
    const { stderr } = await makeHouse(SLOW).verify('a', '--trust-all');
    expect(stderr).toBe('  $ sleep 1.8\n');
  });
});

describe('an interruption', () => {
  it('ends all cards, starts no other, ticks nothing, and says in JSON which ones did not run', async () => {
    const slow = (name: string) => card('status: active', `- [ ] \`touch ran-${name}; sleep 4323\`\n`);
    const { cwd, env, changed } = makeHouse({
      'docs/a.md': slow('a'),
      'docs/b.md': slow('b'),
      'docs/c.md': slow('c'),
    });
    const screen = startMikado(
      ['verify', '--ready', '--trust-all', '--jobs', '2', '--json', '--junit', 'report.xml'],
      { cwd, env, columns: 80, rows: 200 },
    );
    await waitFor(
      () => (['ran-a', 'ran-b'].every((name) => readdirSync(cwd).includes(name)) ? true : undefined),
      {
        complain: () => screen.text(),
      },
    );
    screen.type('\x03');
    expect((await screen.waitForExit()).code).toBe(130);
    expect(changed()).toBe('');
    expect(readdirSync(cwd)).not.toContain('ran-c');
    const json = screen.text().slice(screen.text().indexOf('\n{'));
    expect(JSON.parse(json).cards).toMatchObject([
      { stem: 'a', result: 'killed' },
      { stem: 'b', result: 'killed' },
      { stem: 'c', result: 'killed', items: [] },
    ]);
    expect(readFileSync(join(cwd, 'report.xml'), 'utf8').split('<error ').length - 1).toBe(3);
  });
});

describe('the file of --junit', () => {
  it('holds a suite for each card and a case for each item', async () => {
    const { cwd, verify } = makeHouse();
    const { code } = await verify('pack', '--trust-all', '--junit', 'out/report.xml');
    expect(code).toBe(1);
    const text = readFileSync(join(cwd, 'out', 'report.xml'), 'utf8');
    expect(text.replace(/ (time|timestamp)="[^"]*"/g, '')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite id="0" name="pack" package="pack" hostname="localhost" tests="2" failures="1" errors="0" skipped="0">
    <properties>
      <property name="tool" value="mikado"/>
    </properties>
    <testcase name="\`echo packed\`" classname="pack"/>
    <testcase name="\`test 1 = 2\`" classname="pack">
      <failure type="failure" message="exit status 1">docs/pack.md:10
$ test 1 = 2
</failure>
    </testcase>
    <system-out>== \`echo packed\`
packed
</system-out>
    <system-err/>
  </testsuite>
</testsuites>
`);
  });

  it('says what was refused when nothing was run', async () => {
    const { cwd, verify } = makeHouse();
    expect((await verify('pack', '--junit', 'report.xml')).code).toBe(3);
    expect(readFileSync(join(cwd, 'report.xml'), 'utf8')).toContain(
      '<error type="error" message="refused: not approved yet">',
    );
  });

  it('that cannot be written is said, with exit status 5 and the results', async () => {
    const { cwd, verify } = makeHouse();
    writeFileSync(join(cwd, 'file'), '');
    const { code, stdout, stderr } = await verify('rent-a-van', '--trust-all', '--junit', 'file/report.xml');
    expect(code).toBe(5);
    expect(stdout).toContain('rent-a-van: passed');
    expect(stderr).toMatch(/^mikado: file\/report\.xml could not be written: E/m);
  });
});

describe('wrong options of verify', () => {
  it.each([
    [['--ready', '--shard', '0/3'], '--shard takes a part such as 1/3, and 0/3 is none.'],
    [['--ready', '--shard', '4/3'], '--shard takes a part such as 1/3, and 4/3 is none.'],
    [['--ready', '--shard', 'x'], '--shard takes a part such as 1/3, and x is none.'],
    [['--ready', '--jobs', '0'], '--jobs takes a number from 1 to 9999, and 0 is none.'],
    [['--ready', '--jobs', 'x'], '--jobs takes a number from 1 to 9999, and x is none.'],
    [['pack', '--ready'], 'mikado verify takes cards or --ready, not both.'],
    [['pack', '--done'], 'mikado verify takes cards or --done, not both.'],
    [['pack', '--chain', 'move-house'], 'mikado verify takes cards or --chain, not both.'],
    [['--chain', 'nobody'], 'There is no card named nobody.'],
    [['pack', '--dry-run', '--junit', 'x.xml'], '--dry-run runs nothing, so there is no result for --junit.'],
    [
      ['--merge', '--ready'],
      '--merge joins results that are there already, so --ready has no meaning with it.',
    ],
    [['--merge'], 'mikado verify --merge needs the JSON answers of the shards.'],
    [['--merge', 'nowhere.json'], 'nowhere.json cannot be read: there is no such file.'],
    [['--merge', 'docs/pack.md'], 'docs/pack.md is no answer of mikado verify --json.'],
  ])('%j are said, and end with 2', async (args, message) => {
    const { verify, changed } = makeHouse();
    const { code, stdout, stderr } = await verify(...args);
    expect([code, stdout, changed()]).toEqual([2, '', '']);
    expect(stderr.startsWith(`mikado: ${message}`)).toBe(true);
  });

  it('a shard without a card is said, and good', async () => {
    const { verify } = makeHouse();
    expect(await verify('pack', '--shard', '2/2', '--trust-all')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Shard 2 of 2 has no card: there are only 1.\n',
    });
  });
});

describe('answers of shards', () => {
  const sharded = async () => {
    const house = makeHouse();
    for (const index of [1, 2, 3]) {
      const { stdout } = await house.verify('--ready', '--trust-all', '--shard', `${index}/3`, '--json');
      writeFileSync(join(house.cwd, `shard-${index}.json`), stdout);
    }
    return house;
  };
  const FILES = ['shard-1.json', 'shard-2.json', 'shard-3.json'];

  it('joined are the answer of one run', async () => {
    const { cwd, verify } = await sharded();
    const merged = await verify('--merge', ...FILES, '--junit', 'all.xml');
    expect(untimed(merged.stdout)).toBe(`pack  A chore
  ✓ passed  \`echo packed\`  0.0 s
  ✗ failed  \`test 1 = 2\`  exit 1  0.0 s
pack: failed, 1 of 2 items hold

paint  A chore
  ✓ passed  \`test 1 = 1\`  0.0 s
paint: passed, 1 of 1 item hold

rent-a-van  A chore
  ✓ passed  \`test 1 = 1\`  0.0 s
rent-a-van: passed, 1 of 1 item hold

3 cards: 1 failed (pack), 2 passed
`);
    expect([merged.code, merged.stderr]).toEqual([1, '']);
    expect(readFileSync(join(cwd, 'all.xml'), 'utf8').split('<testsuite ').length - 1).toBe(3);
    const json = JSON.parse((await verify('--merge', ...FILES, '--json')).stdout);
    const parts = FILES.flatMap((name) => JSON.parse(readFileSync(join(cwd, name), 'utf8')).cards);
    expect(json).toMatchObject({ schemaVersion: 1, shard: null });
    expect(new Set(json.cards)).toEqual(new Set(parts));
  });

  it('of which one is missing are no whole, nor are those of two runs', async () => {
    const { cwd, verify } = await sharded();
    expect(await verify('--merge', 'shard-1.json', 'shard-3.json')).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'mikado: There is no answer of shard 2 of 3.\n  A run is only whole with the answer of every shard.\n',
    });
    writeFileSync(join(cwd, 'other.json'), '{"schemaVersion":1,"shard":{"index":1,"count":2},"cards":[]}');
    expect((await verify('--merge', ...FILES, 'other.json')).stderr).toBe(
      'mikado: The files are shards of different runs: of 3 and of 2.\n  Give the answers of one run.\n',
    );
  });

  it('that know one card twice count by the worse result, which is said', async () => {
    const { cwd, verify } = await sharded();
    const first: string = readFileSync(join(cwd, 'shard-2.json'), 'utf8');
    const again = first.replaceAll('"passed"', '"timed-out"');
    writeFileSync(join(cwd, 'again.json'), again);
    const stem: string = JSON.parse(first).cards[0].stem;
    for (const files of [
      [...FILES, 'again.json'],
      ['again.json', ...FILES],
    ]) {
      const merged = await verify('--merge', ...files);
      expect(merged.stderr).toBe(
        `mikado: ${stem} (docs/${stem}.md) was verified more than once; the worst result counts.\n`,
      );
      expect(merged.stdout).toContain(`1 timed out (${stem})`);
    }
  });

  it.each([
    ['troubles', 5, { troubles: ['the disk is full'] }],
    ['a changed card', 6, { result: 'changed' }],
    ['a refused card', 3, { result: 'refused' }],
    ['an open question', 1, { result: 'needs-person' }],
    ['nothing wrong', 0, {}],
  ])('with %s end with %i, as one run would', async (_what, code, more) => {
    const { cwd, verify } = makeHouse();
    const about = { stem: 'a', title: 'a', path: 'docs/a.md', state: 'ready', items: [], troubles: [] };
    const answered = { schemaVersion: 1, shard: null, cards: [{ ...about, result: 'passed', ...more }] };
    writeFileSync(join(cwd, 'answer.json'), JSON.stringify(answered));
    expect((await verify('--merge', 'answer.json')).code).toBe(code);
  });
});
