import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer } from '../../rig/answer.ts';
import { git, makeFolder, makeRepository, mikado } from '../../rig/cli.ts';
import { type PtyScreen, startMikado } from '../../rig/pty.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

interface Talk {
  readonly screen: PtyScreen;
  readonly folder: string;
  /** Answers question after question, each when it is asked, and resolves when the next one is. */
  reply(...lines: readonly string[]): Promise<void>;
  /** All that stands on the terminal, with the folder and times that differ from run to run made the same. */
  transcript(): string;
}

async function talk(
  how: {
    readonly args?: readonly string[];
    readonly columns?: number;
    readonly env?: Readonly<Record<string, string>>;
    readonly cards?: Readonly<Record<string, string>>;
  } = {},
): Promise<Talk> {
  const { args = ['--plain'], columns = 200, env = {}, cards = {} } = how;
  const folder = makeRepository({ ...SAMPLE_CARDS, ...cards });
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.org');
  const screen = startMikado(args, {
    columns,
    rows: 40,
    cwd: folder,
    env: { XDG_STATE_HOME: makeFolder(), CI: 'true', ...env },
  });
  let heard = 0;
  const question = async (): Promise<string> => {
    return waitFor(
      () => {
        const rest = screen.received.slice(heard);
        return rest.endsWith(': ') ? rest : undefined;
      },
      { complain: () => `no question:\n${screen.received}` },
    );
  };
  await question();
  return {
    screen,
    folder,
    async reply(...lines) {
      for (const line of lines) {
        const asked = await question();
        heard = screen.received.length;
        if (/Type y/.test(asked.slice(-80))) await answer(screen, line);
        else screen.type(`${line}\r`);
        await question();
      }
    },
    transcript: () =>
      screen.received
        .replaceAll('\r\n', '\n')
        .replaceAll(folder, '/home/you/plan')
        .replaceAll(/less than a second|\d+ seconds?/g, 'a moment'),
  };
}

async function quit({ screen }: Talk, line = 'q'): Promise<number> {
  screen.type(`${line}\r`);
  return (await screen.waitForExit()).code;
}

const CARD_MENU =
  '1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: ';

/** Holds when nothing but text and line ends was written. */
function expectNoControl(screen: PtyScreen): void {
  expect(screen.received.replaceAll('\r\n', '\n')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
}

describe('plain mode', () => {
  test('leads from the first sentence to a closed card without one control sequence', async () => {
    const begun = await talk({
      cards: {
        'docs/theme-tokens-everywhere.md': '---\ntitle: Colours come from tokens alone\n---\n',
        'docs/ship-dark-mode.md':
          '---\ntitle: Ship dark mode\nstatus: active\nrequires: [settings-page-toggle]\n---\n',
      },
    });
    await begun.reply(
      '1',
      'why',
      '3',
      'y',
      'output',
      'y',
      'n seen on the first only',
      '4',
      'y',
      'close',
      'y',
      'back',
    );
    expect(await quit(begun)).toBe(0);
    expectNoControl(begun.screen);
    expect(begun.transcript()).toBe(`mikado, plain mode. Each answer is a line: type it, then Enter.
Chain ship-dark-mode: 1 of 4 cards done, 1 ready.
1 ready card, best first:
1. store-user-preference: Remember what a reader prefers; closing it makes settings-page-toggle ready; 2 open cards on the longest path up to ship-dark-mode.
2 cards, 3 chains, 4 problems, 5 quit. Type a number or a name: 1
store-user-preference, ready: Remember what a reader prefers.
0 of 3 checks ticked.
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: why
store-user-preference is ready: it is open and requires nothing.
  Rank 1 of 1: closing it makes settings-page-toggle ready; 2 open cards on the longest path up to ship-dark-mode.
Closing it alone makes 1 card ready
  - settings-page-toggle
2 open cards on the longest way up
  - settings-page-toggle
  - ship-dark-mode
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: 3
Verifying store-user-preference runs these 2 commands, which are new or changed:
  $ echo migrated
  $ printf 'theme=dark\\n'
They run in /home/you/plan by /bin/sh, for at most 10m each, with your rights and your environment.
Run now, and whenever the same? Type y or n: y
Verifying 3 checks. Enter tells where it stands, s and Enter stops it.
Check 1 of 3, echo migrated, passed, exit 0, a moment. It printed 1 line.
Check 2 of 3 needs your word: \`printf 'theme=dark\\n'\` shows the theme of the test reader.
The command ended with exit status 0, which does not decide this one. It printed 1 line.
The card expects: shows the theme of the test reader.
Does it hold? Type y, n, later or output; a note may follow y or n: output
printf 'theme=dark\\n' printed 1 line:
  theme=dark
Does it hold? Type y, n, later or output; a note may follow y or n: y
Check 2 of 3, printf 'theme=dark\\n', passed by your word.
Check 3 of 3 needs your word: A second browser of the same reader shows the same theme.
Does it hold? Type y, n, later; a note may follow y or n: n seen on the first only
Check 3 of 3, A second browser of the same reader shows the same theme, failed by your word.
2 of 3 checks ticked.
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: 4
Check 3 of 3 needs your word: A second browser of the same reader shows the same theme.
Does it hold? Type y, n, later; a note may follow y or n: y
Check 3 of 3 passed by your word.
3 of 3 checks ticked.
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: close
Closing store-user-preference changes docs/store-user-preference.md:
  -status: active
Becomes ready: settings-page-toggle.
c also commits it: C2(ship-dark-mode): close store-user-preference
Close it? Type y, n or c: y
Closed store-user-preference. Newly ready: settings-page-toggle.
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: back
1 ready card, best first:
1. settings-page-toggle: A switch on the settings page; closing it makes ship-dark-mode ready; 1 open card on the longest path up to ship-dark-mode.
2 cards, 3 chains, 4 problems, 5 quit. Type a number or a name: q
mikado: closed store-user-preference; newly ready settings-page-toggle
`);
  });

  test('closes nothing and runs nothing by lines that were typed before the question', async () => {
    const begun = await talk();
    await begun.reply('1');
    begun.screen.type('verify\ry\r');
    await begun.screen.waitForText('What was typed before the question is not taken as an answer.');
    await begun.reply('n', 'close');
    expect(begun.transcript()).toContain('Not approved: nothing was run.\n');
    expect(git(begun.folder, 'status', '--porcelain')).toBe('');
  });

  test('breaks its lines at words in a window of 40 columns', async () => {
    const question = `2 ready cards, best first:
1. store-user-preference: Remember what
   a reader prefers; closing it alone
   makes nothing ready yet; 2 open
   cards on the longest path up to
   ship-dark-mode.
2. theme-tokens-everywhere: Colours
   come from tokens alone; closing it
   alone makes nothing ready yet; 2
   open cards on the longest path up to
   ship-dark-mode.
3 cards, 4 chains, 5 problems, 6 quit.
Type a number or a name: `;
    const begun = await talk({ columns: 40 });
    await begun.reply('cards', '', '1', 'read');
    expect(begun.transcript()).toBe(`mikado, plain mode. Each answer is a
line: type it, then Enter.
Chain ship-dark-mode: 1 of 5 cards
done, 2 ready.
${question}cards
1. ship-dark-mode, blocked by
   settings-page-toggle,
   theme-tokens-everywhere: Ship dark
   mode.
2. settings-page-toggle, blocked by
   store-user-preference,
   theme-tokens-everywhere: A switch on
   the settings page.
3. theme-tokens-everywhere, ready:
   Colours come from tokens alone.
4. store-user-preference, ready:
   Remember what a reader prefers.
5. remove-inline-colours, done: No
   inline colours in templates.
Type a number or a name, or Enter to go
back: 
${question}1
store-user-preference, ready: Remember
what a reader prefers.
0 of 3 checks ticked.
1 read, 2 why, 3 verify, 4 answer, 5
output, 6 close, 7 undo, 8 back, 9
quit. Type a number or a word: read
Requires nothing. From
docs/store-user-preference.md:
A column for the theme, and an endpoint
  that sets it.

## What to do

1. Add the column \`theme\` to the table
  of readers, with a migration that can
  be run while the old version serves.
2. Answer \`PUT /preferences\`.

## Verification

- [ ] \`echo migrated\` exits with 0
- [ ] \`printf 'theme=dark\\n'\` shows the
  theme of the test reader <!-- check:
  look -->
- [ ] A second browser of the same
  reader shows the same theme
1 read, 2 why, 3 verify, 4 answer, 5
output, 6 close, 7 undo, 8 back, 9
quit. Type a number or a word: `);
  });

  test('says what changed on disk while it waits, and asks again', async () => {
    const begun = await talk();
    writeFileSync(join(begun.folder, 'docs/theme-tokens-everywhere.md'), '---\ntitle: Colours\n---\n');
    await begun.screen.waitForText('The cards changed. Chain ship-dark-mode: 1 of 4 cards done, 1 ready.');
    expect(await quit(begun)).toBe(0);
    expectNoControl(begun.screen);
  });
});

const LOUD = `---\nstatus: active\n---\n\n## Verification\n\n- [ ] \`for i in 1 2 3 4 5 6 7 8 9 10; do seq 1 20; sleep 0.15; done\` <!-- check: run -->\n`;
const WAITS = `---\nstatus: active\n---\n\n## Verification\n\n- [ ] \`echo begun; touch begun; sleep 60\` <!-- check: run -->\n- [ ] \`true\` <!-- check: run -->\n`;

describe('while a check runs', () => {
  test('nothing is said, however much it prints, until it has ended', async () => {
    const begun = await talk({ args: ['--plain', 'loud'], cards: { 'docs/loud.md': LOUD } });
    await begun.reply('1', 'verify', 'y');
    const [, said = ''] = begun.transcript().split('s and Enter stops it.\n');
    expect(said).toBe(
      `Check 1 of 1, for i in 1 2 3 4 5 6 7 8 9 10; do seq 1 20; sleep 0.15; done, passed, exit 0, a moment. It printed 200 lines.\n1 of 1 check ticked.\n${CARD_MENU}`,
    );
    await begun.reply('output', 'enough');
    expect(begun.transcript()).toContain(
      '  20\n180 lines left. Enter reads on, any other answer ends it: enough\n',
    );
  });

  test('Enter tells where it stands, and s stops it', async () => {
    const begun = await waiting();
    begun.screen.type('\r');
    await begun.screen.waitForText('is running; it printed 1 line so far.');
    begun.screen.type('s\r');
    await begun.screen.waitForText(/The check was stopped\.[\s\S]*a word:/);
    expect(begun.transcript().split('s and Enter stops it.\n')[1]).toBe(`
Check 1 of 2, echo begun; touch begun; sleep 60, is running; it printed 1 line so far.
s
Check 1 of 2, echo begun; touch begun; sleep 60, was stopped. It printed 1 line.
The check was stopped.
0 of 2 checks ticked.
${CARD_MENU}`);
  });

  test('Ctrl-C stops it alone, and once more quits', async () => {
    const begun = await waiting();
    begun.screen.type('\x03');
    await begun.screen.waitForText('The check was stopped.');
    await begun.reply('why');
    begun.screen.type('\x03');
    expect((await begun.screen.waitForExit()).code).toBe(130);
  });

  test('SIGTERM stops it and ends', async () => {
    const begun = await waiting();
    begun.screen.signal('SIGTERM');
    expect((await begun.screen.waitForExit()).code).toBe(143);
  });
});

async function waiting(): Promise<Talk> {
  const begun = await talk({ args: ['--plain', 'waits'], cards: { 'docs/waits.md': WAITS } });
  await begun.reply('1', 'verify');
  await answer(begun.screen, 'y');
  await waitFor(() => git(begun.folder, 'status', '--porcelain').includes('begun') || undefined, {
    complain: () => begun.screen.received,
  });
  return begun;
}

describe('leaving', () => {
  test.each([
    ['q', 'q\r', 0],
    ['Ctrl-D', '\x04', 0],
    ['Ctrl-C', '\x03', 130],
  ])('by %s ends with its status', async (_name, keys, code) => {
    const { screen } = await talk();
    screen.type(keys);
    expect(await screen.waitForExit()).toEqual({ code, signal: 0 });
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s ends with its status', async (signal, code) => {
    const { screen } = await talk();
    screen.signal(signal);
    expect(await screen.waitForExit()).toEqual({ code, signal: 0 });
  });
});

describe('is chosen', () => {
  test.each([{ ACCESSIBLE: '1' }, { INK_SCREEN_READER: 'true' }, { TERM: 'dumb' }])('by %j', async (env) => {
    const begun = await talk({ args: [], env });
    expect(await quit(begun)).toBe(0);
    expectNoControl(begun.screen);
  });

  test('in vain without a terminal, and says so in one line', async () => {
    expect(await mikado(['--plain'], { cwd: makeRepository(SAMPLE_CARDS) })).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'mikado: --plain needs a terminal for its questions and your answers.\n',
    });
  });

  test('by no variable where there is no terminal: the report is printed', async () => {
    const cwd = makeRepository(SAMPLE_CARDS);
    const usual = await mikado([], { cwd });
    expect(usual.code).toBe(0);
    expect(await mikado([], { cwd, env: { ACCESSIBLE: '1' } })).toEqual(usual);
  });

  test('without loading what draws the screen', async () => {
    const coverage = makeFolder();
    const begun = await talk({ env: { NODE_V8_COVERAGE: coverage } });
    expect(await quit(begun)).toBe(0);
    const [report = ''] = readdirSync(coverage);
    const loaded = readFileSync(join(coverage, report), 'utf8');
    expect(loaded).toMatch(/dist\/open-plain-/);
    expect(loaded).not.toMatch(/dist\/(app|open-screen)-/);
  });
});

describe('in a git repository, plain mode', () => {
  const CARD = '---\ntitle: Remember\nstatus: active\n---\n\n## Verification\n\n- [x] Somebody looked\n';

  test('commits a close, takes it back, and tells how the commit goes too', async () => {
    const begun = await talk({ cards: { 'docs/store-user-preference.md': CARD } });
    await begun.reply('1', 'close', 'c');
    expect(git(begun.folder, 'log', '-1', '--format=%s')).toBe(
      'C2(ship-dark-mode): close store-user-preference',
    );
    await begun.reply('undo');
    expect(readFileSync(join(begun.folder, 'docs/store-user-preference.md'), 'utf8')).toBe(CARD);
    expect(await quit(begun)).toBe(0);
    expectNoControl(begun.screen);
    const said = begun.transcript().replace(/[0-9a-f]{7}/g, 'abcdef0');
    expect(
      said.slice(said.indexOf('Closing store')),
    ).toBe(`Closing store-user-preference changes docs/store-user-preference.md:
  -status: active
Nothing becomes ready by it alone.
c also commits it: C2(ship-dark-mode): close store-user-preference
Close it? Type y, n or c: c
Closed store-user-preference.
Committed abcdef0  C2(ship-dark-mode): close store-user-preference.
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: undo
store-user-preference: the close taken back; what was recorded as evidence stays. Its commit abcdef0 is not pushed; this takes it back: git reset --soft HEAD~1 && git restore --staged
docs/store-user-preference.md
store-user-preference, ready: Remember.
1 of 1 check ticked.
1 read, 2 why, 3 verify, 4 answer, 5 output, 6 close, 7 undo, 8 back, 9 quit. Type a number or a word: q
`);
  });

  test('says that there is nothing to undo', async () => {
    const begun = await talk();
    await begun.reply('1', 'undo');
    expect(begun.transcript()).toContain(
      'There is nothing to undo: no tick, close or fix of this session is left.',
    );
    expect(await quit(begun)).toBe(0);
  });
});
