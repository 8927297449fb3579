import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MIKADO, makeFolder, makeRepository, NODE } from '../../rig/cli.ts';
import { type PtyScreen, startInPty, startMikado } from '../../rig/pty.ts';
import { lackOfTmux, startInTmux } from '../../rig/tmux.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { buildScreen } from '../build-screen.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';
import { modesLeftSet } from './modes-left-set.ts';

const SIZE = { columns: 80, rows: 24 };

function environment(): Record<string, string> {
  return { XDG_STATE_HOME: makeFolder(), CI: 'true' };
}

async function open(
  changes: Readonly<Record<string, string>> = {},
): Promise<{ readonly screen: PtyScreen; readonly folder: string }> {
  const folder = makeRepository({ ...SAMPLE_CARDS, ...changes });
  const screen = startMikado([], { ...SIZE, cwd: folder, env: environment() });
  await screen.waitForText(/^> .*READY/m);
  return { screen, folder };
}

const WAITS = `---\nstatus: active\nrequires: []\n---\n\n## Verification\n\n- [ ] \`echo $$ > pid; echo begun; sleep 60\` <!-- check: run -->\n`;

async function openRunning(): Promise<{ readonly screen: PtyScreen; readonly pid: number }> {
  const { screen, folder } = await open({ 'docs/store-user-preference.md': WAITS });
  await screen.waitForText('Verification  0/1');
  screen.type('r');
  await screen.waitForText('Run these commands?');
  await answerAfterGuard(screen, 'y');
  await screen.waitForText(/^begun/m);
  return { screen, pid: Number(readFileSync(join(folder, 'pid'), 'utf8')) };
}

/** Between two tries of a key, in milliseconds: long enough to see what the first did, since `y` means something else elsewhere. */
const TRY_MS = 400;

/** Types a key until the question with this title is gone: keys of its first moment do not count. */
async function answerAfterGuard(screen: PtyScreen, key: string): Promise<void> {
  const titleOf = (shown: string): string | undefined => /┌─ (.+?) ─/.exec(shown)?.[1];
  const title = titleOf(await screen.waitForText(/┌─ .+ ─/));
  let tried = Number.NEGATIVE_INFINITY;
  await waitFor(
    () => {
      if (titleOf(screen.text()) !== title) return true;
      if (performance.now() - tried < TRY_MS) return undefined;
      tried = performance.now();
      screen.type(key);
      return undefined;
    },
    { complain: () => screen.text() },
  );
}

describe('leaving', () => {
  test.each([
    ['q', 'q', 0],
    ['Ctrl-C', '\x03', 130],
  ])('by %s restores the terminal and ends with its status', async (_name, key, code) => {
    const { screen } = await open();
    screen.type(key);
    expect(await screen.waitForExit()).toEqual({ code, signal: 0 });
    expect(modesLeftSet(screen.received)).toEqual([]);
    expect(screen.isAlternate).toBe(false);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('by %s restores the terminal and ends with its status', async (signal, code) => {
    const { screen } = await open();
    screen.signal(signal);
    expect(await screen.waitForExit()).toEqual({ code, signal: 0 });
    expect(modesLeftSet(screen.received)).toEqual([]);
  });

  test.each([
    ['--throw', 'mikado: the screen failed, which is a bug: Error: thrown \\u{1b}[2J on purpose'],
    ['--reject', 'mikado: the screen failed, which is a bug: Error: rejected on purpose'],
  ])(
    'by %s restores the terminal and says one line, which names the file with the trace',
    async (flag, line) => {
      const program = await buildScreen();
      const cwd = makeRepository(SAMPLE_CARDS);
      const env = environment();
      const screen = startInPty(NODE, [program, flag], { columns: 250, rows: 24, cwd, env });
      await screen.waitForText(/^> .*READY/m);
      screen.signal('SIGUSR2');
      expect(await screen.waitForExit()).toEqual({ code: 70, signal: 0 });
      expect(modesLeftSet(screen.received)).toEqual([]);
      await screen.waitForText(line);
      const [, trace = ''] = /\(trace: (.+)\)$/.exec(screen.text().trim()) ?? [];
      expect(screen.text().trim()).toBe(`${line} (trace: ${trace})`);
      expect(trace.startsWith(`${env.XDG_STATE_HOME}/mikado/crash/`)).toBe(true);
      expect(readFileSync(trace, 'utf8')).toMatch(/ on purpose\n +at .+screen\.mjs:\d+/);
    },
  );

  test('stops the check that runs first', async () => {
    const { screen, pid } = await openRunning();
    screen.signal('SIGTERM');
    expect(await screen.waitForExit()).toEqual({ code: 143, signal: 0 });
    expect(modesLeftSet(screen.received)).toEqual([]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('with a check running is asked about, and Ctrl-C stops the check alone', async () => {
    const { screen } = await openRunning();
    screen.type('q');
    await screen.waitForText('Quit?');
    await answerAfterGuard(screen, 'n');
    screen.type('\x03');
    await screen.waitForText('The check was stopped.');
    screen.type('q');
    expect((await screen.waitForExit()).code).toBe(0);
  });

  test('leaves one line on the main screen that says what was done', async () => {
    const { screen } = await open({
      'docs/store-user-preference.md': '---\ntitle: Remember\nstatus: active\n---\n',
    });
    screen.type('x');
    await screen.waitForText('Close this card?');
    await answerAfterGuard(screen, 'y');
    await screen.waitForText('closed store-user-preference');
    screen.type('q');
    await screen.waitForExit();
    await screen.waitForText('mikado: closed store-user-preference');
    expect(screen.text().trim()).toBe('mikado: closed store-user-preference');
  });
});

test('the whole loop: approve, run, judge, tick, close, and what became ready', async () => {
  const { screen, folder } = await open({
    'docs/theme-tokens-everywhere.md': '---\ntitle: Colours come from tokens alone\n---\n',
  });
  await screen.waitForText('Verification  0/3');
  screen.type('r');
  await screen.waitForText('Run these commands?');
  await answerAfterGuard(screen, 'y');
  await screen.waitForText('Space answers it.');
  screen.type(' ');
  await screen.waitForText('Your judgement is needed');
  await answerAfterGuard(screen, 'y');
  await screen.waitForText('Does this hold?');
  await answerAfterGuard(screen, 'y');
  await screen.waitForText('3 of 3 ticked');
  screen.type('x');
  await screen.waitForText('Becomes ready:  settings-page-toggle');
  await answerAfterGuard(screen, 'y');
  await screen.waitForText('newly ready: settings-page-toggle');
  const card = readFileSync(join(folder, 'docs/store-user-preference.md'), 'utf8');
  expect(card).not.toContain('status:');
  expect(card.match(/- \[x\]/g)).toHaveLength(3);
});

describe('keys', () => {
  test('that arrive in one read are handled one by one', async () => {
    const { screen } = await open();
    screen.type('gjjjj');
    await screen.waitForText(/^> .*remove-inline-colours/m);
  });

  test('in a paste are no keys', async () => {
    const { screen, folder } = await open();
    screen.type('\x1b[200~cq\rxyrdG\x1b[201~');
    screen.type('j');
    await screen.waitForText(/^> .*theme-token/m);
    expect(readFileSync(join(folder, 'docs/store-user-preference.md'), 'utf8')).toBe(
      SAMPLE_CARDS['docs/store-user-preference.md'],
    );
  });

  test('move the cursor with few bytes and without clearing the screen', async () => {
    const { screen } = await open();
    await screen.waitForText('checks 0/5');
    const before = screen.received.length;
    screen.type('2');
    screen.type('j');
    await screen.waitForText(/^> 2 theme/m);
    expect(screen.received.slice(before)).not.toMatch(/\x1b\[[23]?J/);
  });
});

/** Clears the screen, sets the clipboard, opens a link, rings, starts a sequence in one byte, turns text around. */
const HOSTILE = '\x1b[2J\x1b]52;c;c3RvbGVu\x07\x1b]8;;https://evil.example\x1b\\\u009b31m\x07\u202eend';

/** What the screen itself writes: moves, erased columns and line ends, styles, and the modes it sets. It never clears the screen. */
const OF_THE_SCREEN = /\x1b\[(?:\d*[ABCDEFGKX]|\d*;?\d*H|[\d;]*m|\?(?:25|1049|2004|2026)[hl])/g;

describe('hostile text', () => {
  test('in a title or an output never reaches the terminal as it is', async () => {
    const { screen } = await open({
      'docs/store-user-preference.md': `---
title: ${JSON.stringify(`A${HOSTILE}`)}
status: active
---

B${HOSTILE}

## Verification

- [ ] \`printf '${[...Buffer.from(`C${HOSTILE}`)].map((byte) => `\\${byte.toString(8)}`).join('')}'\` <!-- check: run -->
`,
    });
    await screen.waitForText('Verification  0/1');
    screen.type('r');
    await screen.waitForText('Run these commands?');
    await answerAfterGuard(screen, 'y');
    await screen.waitForText('1 of 1 ticked');
    await screen.waitForText(/^C\\u\{7\}\\u\{202e\}end/m);
    const shown = screen.received.slice(screen.received.indexOf('\x1b[?1049h'));
    expect(shown).toContain('A\\u{1b}[2J\\u{1b}]52');
    expect(shown.replaceAll(OF_THE_SCREEN, '').match(/.?[^\P{C}\r\n].{0,9}/gu)).toBeNull();
    screen.type('q');
    await screen.waitForExit();
  });
});

describe('the window', () => {
  test('that changes its size shows what a fresh start at that size shows', async () => {
    const { screen, folder } = await open();
    await screen.waitForText('checks 0/5');
    for (const [columns, rows] of [
      [50, 20],
      [20, 5],
      [200, 50],
      [120, 36],
    ] as const) {
      screen.resize(columns, rows);
    }
    await screen.waitForText(/d problems {2,}\? help {2}q quit/);
    const fresh = startMikado([], { columns: 120, rows: 36, cwd: folder, env: environment() });
    await fresh.waitForText('checks 0/5');
    await screen.waitForScreen(
      `the same as a fresh start\n${fresh.text()}`,
      (shown) => shown === fresh.text(),
    );
  });

  test('too small says so, and comes back', async () => {
    const { screen } = await open();
    screen.resize(39, 9);
    await screen.waitForText('40x10 needed, this is 39x9');
    screen.resize(80, 24);
    await screen.waitForText(/^> .*store-user-preference/m);
  });
});

describe('a card that is edited elsewhere', () => {
  test('shows anew, with the selection kept', async () => {
    const { screen, folder } = await open();
    screen.type('gj');
    await screen.waitForText(/^> .*settings-page-toggle/m);
    const done = '---\ntitle: Tokens\nrequires: [remove-inline-colours]\n---\n';
    saveAsEditorsDo(join(folder, 'docs/theme-tokens-everywhere.md'), done);
    const shown = await screen.waitForText('2 of 5 done');
    expect(shown).toMatch(/✓ theme-tokens-everywhere ×2 +done/);
    expect(shown).toMatch(/^> ├─ ◌ settings-page-toggle +wait 1/m);
  });

  test('and cannot be read for a while is marked, and everything else stays', async () => {
    const { screen, folder } = await open();
    const card = join(folder, 'docs/theme-tokens-everywhere.md');
    saveAsEditorsDo(card, '---\ntitle: Colours\nstatus: active\nrequires: [remove-inline-colours\n---\n');
    const broken = await screen.waitForText('1 problem');
    expect(broken).toMatch(/^> .*store-user-preference/m);
    for (const stem of ['ship-dark-mode', 'settings-page-toggle', 'theme-tokens-everywhere']) {
      expect(broken).toContain(stem);
    }
    screen.type('d');
    await screen.waitForText(/frontmatter-invalid/);
    saveAsEditorsDo(card, SAMPLE_CARDS['docs/theme-tokens-everywhere.md'] ?? '');
    await screen.waitForText('0 errors');
  });
});

/** Replaces a file by renaming another over it. */
function saveAsEditorsDo(path: string, text: string): void {
  const beside = `${path}~`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

describe('Ctrl-Z', () => {
  test('goes back to the shell, and fg draws everything again at the size of then', async () => {
    const folder = makeRepository(SAMPLE_CARDS);
    const shell = startInPty('bash', ['--norc', '-i'], {
      ...SIZE,
      cwd: folder,
      env: { ...environment(), PS1: 'sh> ' },
    });
    await shell.waitForText('sh>');
    shell.type(`${NODE} ${MIKADO}\r`);
    await shell.waitForText(/^> .*READY/m);
    shell.type('\x1a');
    await shell.waitForText('Stopped');
    expect(shell.isAlternate).toBe(false);
    expect(modesLeftSet(shell.received).filter((mode) => mode !== '2004')).toEqual([]);
    shell.resize(100, 30);
    shell.type('fg\r');
    await shell.waitForText(/^> .*READY/m);
    await shell.waitForText(/ {2}q quit$/m);
    expect(shell.isAlternate).toBe(true);
    await waitFor(() => (shell.lines()[29]?.endsWith('q quit') === true ? true : undefined), {
      complain: () => shell.text(),
    });
    shell.type('q');
    await shell.waitForScreen('the shell', () => !shell.isAlternate);
  });

  test('is refused where no shell could bring the screen back', async () => {
    const { screen } = await open();
    screen.type('\x1a');
    await screen.waitForText('There is no shell below to come back from; q quits.');
    screen.type('q');
    await screen.waitForExit();
  });
});

describe.skipIf(lackOfTmux !== '')(`in tmux${lackOfTmux}`, () => {
  test.each([
    ['120x36', 120, 36],
    ['80x24', 80, 24],
    ['50x20', 50, 20],
  ])('at %s the screen is the one that was drawn', async (size, columns, rows) => {
    const window = startInTmux(`${NODE} ${MIKADO}`, {
      columns,
      rows,
      cwd: makeRepository(SAMPLE_CARDS),
      env: environment(),
    });
    await window.waitForText(columns < 70 ? '3 checks, 0 ticked' : 'checks 0/5');
    const drawn = readFileSync(new URL(`../../fixtures/screens/main-${size}.txt`, import.meta.url), 'utf8');
    const [head, , ...rest] = drawn.trimEnd().split('\n');
    const [shownHead, , ...shown] = window.capture().split('\n');
    expect([shownHead, ...shown]).toEqual([head, ...rest]);
    expect(window.ask('#{alternate_on} #{mouse_any_flag}')).toBe('1 0');
    window.sendKeys('q');
    expect(await window.waitForEnd()).toBe(0);
  });
});
