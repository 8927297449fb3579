import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/seeded-random.ts';
import { git, makeFolder, makeRepository, mikado } from '../../rig/cli.ts';
import { type PtyScreen, startMikado } from '../../rig/pty.ts';
import { waitAtLeast, waitFor } from '../../rig/wait-for.ts';

/** Keys pressed at random in one screen; more with MIKADO_TEST_KEYS. */
const KEYS = Number(process.env.MIKADO_TEST_KEYS ?? 300);
const SEED = Number(process.env.MIKADO_TEST_SEED ?? 7);

/** Every key but the ones that leave the screen, and the answers y and n, which are pressed only where nothing is asked. */
const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const OTHERS = ['\r', '\t', '\x1b', '\x1b[A', '\x1b[B', '\x1b[C', '\x1b[D', '\x1b[5~', '\x1b[6~', '\x7f'];
const CONTROL = Array.from({ length: 26 }, (_, index) => String.fromCharCode(index + 1));
const LEAVES = new Set(['q', '\x03', '\x1a', 'y', 'n']);
const PRESSED = [...PRINTABLE, ...OTHERS, ...CONTROL].filter((key) => !LEAVES.has(key));
/** What x asks about a card that nothing is open of, and the keys that answer it: with y and c there is nothing to hold. */
const CLOSE = 'Close this card?';
const ANSWERS = new Set(['y', 'c']);
const LEADS_BACK = new Set(['\r', '\n', '\x1b', 'n']);
/** How long a question takes no key after it opened, in milliseconds, and some more. */
const GUARD_MS = 250;

/** The example chain with its first card ready to be closed. */
async function openExample(): Promise<{
  readonly screen: PtyScreen;
  readonly changes: () => Promise<string>;
}> {
  const cwd = makeRepository({ 'README.md': 'A repository.\n' });
  await mikado(['init', '--example'], { cwd });
  const card = join(cwd, 'docs/how-to/find-the-words.md');
  writeFileSync(card, readFileSync(card, 'utf8').replaceAll('- [ ]', '- [x]'));
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', 'Example');
  const before = git(cwd, 'rev-parse', 'HEAD');
  const env = { XDG_STATE_HOME: makeFolder(), EDITOR: 'true', VISUAL: 'true' };
  const screen = startMikado([], { columns: 80, rows: 24, cwd, env });
  await screen.waitForText(/^> .*READY/m);
  const changes = async () => {
    const head = git(cwd, 'rev-parse', 'HEAD') === before ? '' : 'a new commit\n';
    return head + git(cwd, 'status', '--porcelain', '--ignored');
  };
  return { screen, changes };
}

/** Waits until nothing was drawn for a number of milliseconds: then what was typed has been taken up. */
async function quiet(screen: PtyScreen, milliseconds: number): Promise<void> {
  let had = screen.received.length;
  let since = performance.now();
  await waitFor(
    () => {
      if (screen.received.length !== had) {
        had = screen.received.length;
        since = performance.now();
      }
      return performance.now() - since > milliseconds ? true : undefined;
    },
    { complain: () => screen.text() },
  );
}

/** Comes back to the main view from wherever the keys have led. A question drops the first Esc where it has just opened. */
async function comeBack(screen: PtyScreen): Promise<void> {
  const isBack = (shown: string): boolean => shown.includes('1 Tree ') && shown.includes('q quit');
  for (let times = 0; times < 30; times += 1) {
    await quiet(screen, 30);
    if (isBack(screen.text())) return;
    screen.type('\x1b');
  }
  throw new Error(`Esc does not lead back:\n${screen.text()}`);
}

/** Opens the question whether to close the best ready card, and waits until it takes keys. */
async function askToClose(screen: PtyScreen): Promise<void> {
  for (let times = 0; times < 10; times += 1) {
    await comeBack(screen);
    screen.type('2gx');
    await quiet(screen, 100);
    if (screen.text().includes(CLOSE)) return waitAtLeast(GUARD_MS);
  }
  throw new Error(`x does not ask:\n${screen.text()}`);
}

describe('without a yes to a question', () => {
  test(`${KEYS} random keys change no file and no commit`, async () => {
    const { screen, changes } = await openExample();
    const random = seededRandom(SEED);
    for (let pressed = 0; pressed < KEYS; pressed += 1) {
      if (pressed % 40 === 0) {
        // Every other time the keys meet the question whether to close a card.
        await askToClose(screen);
      }
      const key = PRESSED[Math.floor(random() * PRESSED.length)] ?? ' ';
      if (ANSWERS.has(key)) await quiet(screen, 30);
      if (ANSWERS.has(key) && screen.text().includes('Close this card')) continue;
      screen.type(key);
      if (pressed % 20 === 19) await comeBack(screen);
    }
    await comeBack(screen);
    await quiet(screen, 300);
    expect(await changes()).toBe('');
    await screen.waitForText('send-the-postcard');
  }, 120_000);

  test('no key but y and c closes a card that is asked about', async () => {
    const { screen, changes } = await openExample();
    await askToClose(screen);
    for (const key of PRESSED) if (!ANSWERS.has(key) && !LEADS_BACK.has(key)) screen.type(key);
    await quiet(screen, 100);
    expect(screen.text()).toContain(CLOSE);
    for (const key of LEADS_BACK) {
      screen.type(key);
      await screen.waitForScreen('the end of the question', (shown) => !shown.includes(CLOSE));
      await askToClose(screen);
    }
    expect(await changes()).toBe('');
    screen.type('y');
    await screen.waitForText('closed find-the-words');
    expect(await changes()).toBe(' M docs/how-to/find-the-words.md');
  }, 60_000);

  test('every single key, y and n among them, changes no file and no commit', async () => {
    const { screen, changes } = await openExample();
    for (const key of [...PRESSED, 'y', 'n']) {
      screen.type(key);
      await comeBack(screen);
    }
    await quiet(screen, 300);
    expect(await changes()).toBe('');
  }, 120_000);

  test('pasted text, of answers and of escapes, changes no file and no commit', async () => {
    const { screen, changes } = await openExample();
    for (const text of ['y', 'x\ry\ry', 'ryyyy', ':close\ry', 'xyxyxy\r\r\r', '\x03q']) {
      screen.type(`\x1b[200~${text}\x1b[201~`);
      await comeBack(screen);
    }
    screen.type('x');
    await screen.waitForText(CLOSE);
    await waitAtLeast(GUARD_MS);
    screen.type('\x1b[200~yyyy\r\x1b[201~');
    await comeBack(screen);
    await quiet(screen, 300);
    expect(await changes()).toBe('');
  }, 60_000);
});

test('a copy reaches the terminal as base64 alone', async () => {
  const { screen } = await openExample();
  screen.type('y');
  await screen.waitForText('Copy');
  screen.type('s');
  await screen.waitForText('Copied the stem');
  const base64 = Buffer.from('find-the-words').toString('base64');
  expect(screen.received).toContain(`\x1b]52;c;${base64}\x07`);
  screen.type('q');
  expect(await screen.waitForExit()).toEqual({ code: 0, signal: 0 });
});
