import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, NODE } from '../../rig/cli.ts';
import { lackOfTmux } from '../../rig/tmux.ts';
import { buildScreen } from '../../ui/build-screen.ts';
import { answer, CARD, DRAWN, expectGivenBack, MODES, openAlone, openFromShell } from './opened.ts';

describe.skipIf(lackOfTmux !== '')(`pasted text, and keys that were typed ahead${lackOfTmux}`, () => {
  const NOTHING_TO_CHECK = { [CARD]: '---\nstatus: active\n---\nNothing to check.\n' };

  test('a paste reaches a field that is typed in, and nothing else', async () => {
    const { window, folder } = await openAlone({ files: NOTHING_TO_CHECK });
    const before = window.capture();
    window.paste('x\ny\nq\x1b:close\n');
    window.sendKeys('j', 'k');
    await window.waitForScreen('what stood there before', (shown) => shown === before);
    window.sendKeys('x');
    await window.waitForText('Close this card?');
    window.paste('yyyy\n');
    await answer({ window }, 'Close this card?', 'Escape');
    window.sendKeys('/');
    window.paste('theme-tokens\n');
    await window.waitForText('/theme-tokens');
    expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(window.ask(MODES).startsWith('1')).toBe(true);
  });

  test('a yes that was typed before the question could be read does not count', async () => {
    const { window, folder } = await openAlone({ files: NOTHING_TO_CHECK });
    window.type('xy');
    await window.waitForText('Close this card?');
    await answer({ window }, 'Close this card?', 'Escape');
    expect(readFileSync(join(folder, CARD), 'utf8')).toBe(NOTHING_TO_CHECK[CARD]);
  });
});

describe.skipIf(lackOfTmux !== '')(`an action that fails${lackOfTmux}`, () => {
  test('is said in one line above the keys, cause first, what to do next, until the next key', async () => {
    const env = { EDITOR: 'no-such-editor' };
    const { window } = await openAlone({ env });
    window.sendKeys('o');
    const why = 'The editor no-such-editor could not be started: there is no such program. Set EDITOR.';
    const shown = await window.waitForText(why);
    expect(shown.split('\n').at(-2)).toBe(why);
    expect(shown).not.toMatch(/\n +at .*:\d+/);
    expect(window.ask(MODES)).toBe(DRAWN);
    window.sendKeys('j');
    await window.waitForScreen('no word of it', (text) => !text.includes('no-such-editor'));
    window.resize(50, 20);
    window.sendKeys('o');
    await window.waitForScreen('all of it, in more lines', (text) =>
      text.replaceAll('\n', ' ').includes(why),
    );
  });
});

describe.skipIf(lackOfTmux !== '')(`what takes a while${lackOfTmux}`, () => {
  test('is counted, and keys are answered meanwhile', async () => {
    const program = `${NODE} ${await buildScreen()} --reads-until read`;
    const ready = 'Reading the cards: 3,400 of 10,000 documents';
    const { window, folder } = await openAlone({ program, ready });
    expect(window.ask(MODES)).toBe(DRAWN);
    window.sendKeys('x');
    await window.waitForText('The cards are still being read; q quits.');
    window.resize(60, 12);
    await window.waitForScreen(
      'the count in the new middle',
      (shown) => shown.split('\n')[5]?.includes(ready) === true,
    );
    writeFileSync(join(folder, 'read'), '');
    const shown = await window.waitForText(/^> .*READY/m);
    expect(shown).not.toContain('still being read');
    expect(shown).not.toContain('Close');
    window.sendKeys('G');
    await window.waitForText(/^> .*theme-tokens-everywhere/m);
  });

  test('can be left at once', async () => {
    const program = `${NODE} ${await buildScreen()} --reads-until read`;
    const opened = await openFromShell({ program, ready: 'Reading the cards' });
    opened.window.sendKeys('q');
    await expectGivenBack(opened, 0);
  });
});
