import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ASCII, UNICODE } from '../../../src/ui/draw/glyphs.ts';
import { plainText } from '../../../src/ui/draw/rows.ts';
import type { Size } from '../../../src/ui/model/model.ts';
import { readingRows } from '../../../src/ui/reading/reading-rows.ts';
import { makeFolder, makeRepository, NODE } from '../../rig/cli.ts';
import { type PtyScreen, startInPty, startMikado } from '../../rig/pty.ts';
import { buildScreen } from '../build-screen.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';
import { modesLeftSet } from '../terminal/modes-left-set.ts';

/** A screen that reads until there is a file of this name in its folder. */
async function openLong(
  until: 'read' | 'broken' = 'read',
): Promise<{ readonly screen: PtyScreen; readonly finish: () => void }> {
  const cwd = makeRepository(SAMPLE_CARDS);
  const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
  const program = await buildScreen();
  const size = { columns: 80, rows: 24 };
  const screen = startInPty(NODE, [program, '--reads-until', until], { ...size, cwd, env });
  await screen.waitForText('Reading the cards: 3,400 of 10,000 documents');
  return { screen, finish: () => writeFileSync(join(cwd, until), '') };
}

describe('while many cards are read', () => {
  test('the count is shown, and the cards take its place on the same screen', async () => {
    const { screen, finish } = await openLong();
    finish();
    await screen.waitForText('checks 0/5');
    expect(screen.received.split('\x1b[?1049h')).toHaveLength(2);
    expect(screen.text()).not.toContain('Reading');
    screen.type('?');
    await screen.waitForText('Type to search');
  });

  test('a key that needs cards says so, and the answer is gone with the reading', async () => {
    const { screen, finish } = await openLong();
    screen.type('x');
    await screen.waitForText('The cards are still being read; q quits.');
    finish();
    await screen.waitForText('checks 0/5');
    expect(screen.text()).not.toContain('still being read');
    expect(screen.text()).not.toContain('Close');
  });

  test('pasted text is no keys, from the first frame on', async () => {
    const { screen, finish } = await openLong();
    const before = screen.received.slice(0, screen.received.indexOf('\x1b[?2026h'));
    expect(before).toContain('\x1b[?2004h');
    screen.type('\x1b[200~q\x03x\x1b[201~');
    screen.type('x');
    await screen.waitForText('The cards are still being read; q quits.');
    finish();
    await screen.waitForText('checks 0/5');
  });

  test('another size of the window gets a frame of that size', async () => {
    const { screen } = await openLong();
    screen.resize(60, 12);
    await screen.waitForScreen('the count in the middle and the key in the corner', () => {
      const lines = screen.lines();
      return lines[5]?.includes('3,400 of 10,000') === true && lines[11]?.endsWith('q quit') === true;
    });
  });

  test('Ctrl-Z goes back to the shell, and fg to the reading that goes on', async () => {
    const cwd = makeRepository(SAMPLE_CARDS);
    const env = { XDG_STATE_HOME: makeFolder(), CI: 'true', PS1: 'sh> ' };
    const program = await buildScreen();
    const shell = startInPty('bash', ['--norc', '-i'], { columns: 80, rows: 24, cwd, env });
    await shell.waitForText('sh>');
    shell.type(`${NODE} ${program} --reads-until read\r`);
    await shell.waitForText('Reading the cards: 3,400 of 10,000 documents');
    shell.type('\x1a');
    await shell.waitForText('Stopped');
    expect(shell.isAlternate).toBe(false);
    expect(modesLeftSet(shell.received).filter((mode) => mode !== '2004')).toEqual([]);
    shell.type('echo "still $((6 * 7))"\r');
    await shell.waitForText('still 42');
    shell.type('fg\r');
    await shell.waitForText('Reading the cards: 3,400 of 10,000 documents');
    expect(shell.isAlternate).toBe(true);
    shell.type('x');
    await shell.waitForText('The cards are still being read; q quits.');
    writeFileSync(join(cwd, 'read'), '');
    await shell.waitForText('checks 0/5');
    shell.type('q');
    await shell.waitForScreen('the shell', () => !shell.isAlternate);
  });

  test('Ctrl-Z is refused where no shell could bring the screen back', async () => {
    const { screen } = await openLong();
    screen.type('\x1a');
    await screen.waitForText('There is no shell below to come back from; q quits.');
  });

  test.each([
    ['q', 0],
    ['\x03', 130],
  ])('%j ends the screen, and the terminal is as it was', async (key, code) => {
    const { screen } = await openLong();
    screen.type(key);
    expect(await screen.waitForExit()).toEqual({ code, signal: 0 });
    expect(modesLeftSet(screen.received)).toEqual([]);
    expect(screen.text()).toBe('');
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s ends the screen, and the terminal is as it was', async (signal, code) => {
    const { screen } = await openLong();
    screen.signal(signal);
    expect(await screen.waitForExit()).toEqual({ code, signal: 0 });
    expect(modesLeftSet(screen.received)).toEqual([]);
  });

  test('what goes wrong is said once the terminal is as it was', async () => {
    const { screen, finish } = await openLong('broken');
    finish();
    expect((await screen.waitForExit()).code).not.toBe(0);
    expect(modesLeftSet(screen.received)).toEqual([]);
    expect(screen.isAlternate).toBe(false);
    expect(screen.text()).toContain('broken on purpose');
  });
});

test('a few cards are never announced', async () => {
  const screen = startMikado([], {
    ...{ columns: 80, rows: 24, cwd: makeRepository(SAMPLE_CARDS) },
    env: { XDG_STATE_HOME: makeFolder() },
  });
  await screen.waitForText('checks 0/5');
  expect(screen.received).not.toContain('Reading');
});

describe('the frame of the count', () => {
  const draw = (size: Size, glyphs = UNICODE): string =>
    readingRows({ read: 3_400, of: 10_000 }, { size, glyphs, notice: undefined })
      .map(plainText)
      .map((line) => line.trimEnd())
      .join('\n');

  test('has a bar, and the one key to know', () => {
    expect(draw({ columns: 50, rows: 10 }, ASCII)).toBe(
      [
        'mikado                                     reading',
        '',
        '--------------------------------------------------',
        '',
        '   Reading the cards: 3,400 of 10,000 documents',
        '   [#############.........................]',
        '',
        '',
        '',
        '                                            q quit',
      ].join('\n'),
    );
  });

  test('is one line where there is no room for more', () => {
    expect(draw({ columns: 30, rows: 3 })).toBe('Reading the cards: 3,400 of …\n\n');
  });

  test.each([
    [120, 36],
    [80, 24],
    [40, 10],
    [20, 5],
  ])('at %ix%i has rows exactly as wide and as many as the window', (columns, rows) => {
    const drawn = readingRows(
      { read: 0, of: 1 },
      { size: { columns, rows }, glyphs: UNICODE, notice: 'A notice' },
    );
    expect(drawn.map((row) => plainText(row).length)).toEqual(Array.from({ length: rows }, () => columns));
  });
});
