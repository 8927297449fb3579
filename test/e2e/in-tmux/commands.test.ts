import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../rig/cli.ts';
import { lackOfTmux } from '../../rig/tmux.ts';
import {
  answer,
  CARD,
  checking,
  DRAWN,
  fileOf,
  GIVEN_BACK,
  MODES,
  openAlone,
  openFromShell,
  running,
  verify,
} from './opened.ts';

/** A folder with a program in it, and how to have it found first. */
function programCalled(name: string, script: string): { readonly path: string; readonly PATH: string } {
  const folder = makeFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return { path: join(folder, name), PATH: `${folder}:${process.env.PATH}` };
}

/** Adds the line that is typed at it to the file that it is given last. */
const ASKS_FOR_A_LINE =
  'for file; do :; done; printf "%s\\n" "$@" > .git/arguments; echo "a line, please"; read -r line; echo "$line" >> "$file"';

describe.skipIf(lackOfTmux !== '')(`the editor${lackOfTmux}`, () => {
  test('has the terminal to itself, and what it changed is read and said when the screen is back', async () => {
    const editor = programCalled('my-editor', ASKS_FOR_A_LINE);
    const other = programCalled('no-editor', 'touch .git/wrong-editor');
    const { window, folder } = await openFromShell({ env: { VISUAL: editor.path, EDITOR: other.path } });
    window.sendKeys('o');
    await window.waitForText('a line, please');
    expect(window.ask(MODES)).toBe(GIVEN_BACK);
    window.type('q, a line of its own');
    window.sendKeys('Enter');
    const shown = await window.waitForText('1 card changed.');
    expect(window.ask(MODES)).toBe(DRAWN);
    expect(shown).toMatch(/^> .*store-user-preference/m);
    expect(readFileSync(join(folder, CARD), 'utf8')).toMatch(/\nq, a line of its own\n$/);
    expect(await fileOf(folder, '.git/arguments')).toBe(`${join(folder, CARD)}\n`);
    expect(readdirSync(join(folder, '.git'))).not.toContain('wrong-editor');
  });

  test('is EDITOR where VISUAL is not set, and vi, which is told the line, where neither is', async () => {
    const vi = programCalled('vi', ASKS_FOR_A_LINE);
    const items = checking('The first holds', 'The second holds');
    const line = (items[CARD] ?? '').split('\n').findIndex((each) => each.includes('The second')) + 1;
    for (const env of [{ EDITOR: vi.path, VISUAL: '' }, { PATH: vi.PATH }]) {
      const { window, folder } = await openAlone({ files: items, env });
      window.sendKeys('4', 'j');
      await window.waitForText(/> . tick The second holds/);
      window.sendKeys('o');
      await window.waitForText('a line, please');
      window.sendKeys('Enter');
      await window.waitForText('1 card changed.');
      expect(await fileOf(folder, '.git/arguments')).toBe(`+${line}\n${join(folder, CARD)}\n`);
    }
  });

  const hasVi = spawnSync('vi', ['--version']).status === 0;

  test.skipIf(!hasVi)(`opens a real vi at the selected check${hasVi ? '' : ' (not here: vi)'}`, async () => {
    const items = checking('The first holds', 'The second holds', 'The third holds');
    const { window, folder } = await openAlone({ files: items, env: { HOME: makeFolder() } });
    window.sendKeys('4', 'j');
    await window.waitForText(/> . tick The second holds/);
    window.sendKeys('o');
    await window.waitForText(/^- \[ ] The second holds$/m);
    window.type('oAnd more is said of it.');
    await window.waitForText('And more is said of it.');
    window.sendKeys('Escape');
    window.type(':wq');
    window.sendKeys('Enter');
    await window.waitForText('1 card changed.');
    expect(readFileSync(join(folder, CARD), 'utf8')).toContain(
      'second holds\nAnd more is said of it.\n- [ ] The third',
    );
    expect(window.ask(MODES)).toBe(DRAWN);
  });

  test('that has a window of its own by the configuration leaves the screen where it is', async () => {
    const editor = programCalled(
      'my-window',
      'cat; echo opened > .git/opened; while test -e .git/opened; do sleep 0.05; done',
    );
    const files = { '.mikado.yaml': 'screen:\n  windowed-editors: [my-window]\n' };
    const { window, folder } = await openAlone({ files, env: { EDITOR: editor.path } });
    const before = window.capture();
    window.sendKeys('o');
    await window.waitForText(/Opened in .*; what it saves shows here\./s);
    expect(window.ask(MODES)).toBe(DRAWN);
    await fileOf(folder, '.git/opened');
    writeFileSync(join(folder, CARD), '---\ntitle: Saved from elsewhere\nstatus: active\n---\n');
    await window.waitForText('Saved from elsewhere');
    expect(before).not.toContain('Saved from elsewhere');
    spawnSync('rm', [join(folder, '.git/opened')]);
  });
});

describe.skipIf(lackOfTmux !== '')(
  `verifying a card with commands that were never approved${lackOfTmux}`,
  () => {
    test('lists each in full with its hidden characters, and asks once for as long as they stay the same', async () => {
      const long = `test -n '${Array.from({ length: 60 }, (_, index) => `word-${index}`).join(' ')}'`;
      const files = checking(
        `\`${long}\` <!-- check: run -->`,
        '`echo again > .git/ran` <!-- check: run -->',
        '`echo a\u202eb > .git/hidden` <!-- check: run -->',
      );
      const opened = await openAlone({ files });
      const { window, folder } = opened;
      window.sendKeys('r');
      const asked = await window.waitForText('Run these commands?');
      const question = asked
        .split('\n')
        .flatMap((row) => /[│┌] (.*) [│┐]/.exec(row)?.[1]?.split('│ ').at(-1)?.trim() ?? []);
      expect(question.join(' ')).toContain(`$ ${long} $ echo again > .git/ran`);
      // What cannot be read is never run, whoever says yes.
      expect(asked).toMatch(/\? tick `echo a\\u\{202e\}b > .git\/hidden`/);
      expect(question.join(' ')).not.toContain('202e');
      expect(readdirSync(join(folder, '.git'))).not.toContain('ran');
      await answer(opened, 'Run these commands?', 'y');
      await window.waitForText('2 of 3 ticked');
      window.sendKeys('Escape', 'r');
      await window.waitForScreen('another run, without a question', (shown) =>
        /Does this hold|2 of 3/.test(shown),
      );
      expect(readdirSync(join(folder, '.git'))).not.toContain('hidden');
    });

    test('asks again when one changed since, whatever the card says of itself, and not when it is as it was', async () => {
      const text = (command: string) =>
        `---\nstatus: active\ntrusted: true\n---\n\n## Verification\n\n- [ ] \`${command}\` <!-- check: run -->\n`;
      const opened = await openAlone({ files: { [CARD]: text('echo first') } });
      const { window, folder } = opened;
      await verify(opened);
      await window.waitForText('1 of 1 ticked');
      writeFileSync(join(folder, CARD), text('echo second'));
      await window.waitForText('0 of 1 ticked');
      window.sendKeys('r');
      await window.waitForText('$ echo second');
      await answer(opened, 'Run these commands?', 'n');
      await window.waitForText(/auto `echo second` +not run/);
      writeFileSync(join(folder, CARD), text('echo first'));
      await window.waitForText(/auto `echo first`/);
      window.sendKeys('r');
      await window.waitForText('1 of 1 ticked');
    });
  },
);

describe.skipIf(lackOfTmux !== '')(`a command that wants a terminal${lackOfTmux}`, () => {
  test('finds its input at an end and no terminal to draw on, and is offered one when it says so', async () => {
    const opened = await openFromShell({
      files: running(
        '(echo drawn over > /dev/tty) 2> /dev/null; if read -r word; then echo got; else echo ended; fi; tty',
      ),
    });
    const { window, folder } = opened;
    await verify(opened);
    const shown = await window.waitForText('The check misses a terminal: `t` gives it the whole terminal.');
    expect(shown).toMatch(/│ ended\n.*│ not a tty/);
    expect(shown).not.toMatch(/^drawn over$/m);
    window.sendKeys('t');
    await window.waitForText(/^drawn over$/m);
    expect(window.ask(MODES)).toBe(GIVEN_BACK);
    window.sendKeys('Enter');
    await window.waitForText('1 of 1 ticked');
    expect(window.ask(MODES)).toBe(DRAWN);
    expect(readFileSync(join(folder, CARD), 'utf8')).toContain('- [x]');
  });

  test('is offered one when it has been silent for ten seconds, and gets it with t', async () => {
    const opened = await openFromShell({
      files: running('test -t 0 || sleep 60; echo word?; read -r word; test "$word" = sesame'),
    });
    const { window } = opened;
    await verify(opened);
    await window.waitForText('The check has been silent for ten seconds: `t` gives it the whole terminal.');
    window.sendKeys('t');
    await window.waitForText(/^word\?$/m);
    expect(window.ask(MODES)).toBe(GIVEN_BACK);
    window.type('sesame');
    window.sendKeys('Enter');
    await window.waitForText('1 of 1 ticked');
  });

  test('waits for one where its author marked it, and its exit status judges it', async () => {
    const check =
      '`echo word?; read -r word; test "$word" = sesame` <!-- check: run --> <!-- check: terminal -->';
    const opened = await openFromShell({ files: checking(check) });
    const { window, folder } = opened;
    await verify(opened);
    await window.waitForText('a check needs you');
    window.sendKeys('t');
    await window.waitForText(/^word\?$/m);
    window.type('wrong');
    window.sendKeys('Enter');
    await window.waitForText('exit 1');
    expect(window.ask(MODES)).toBe(DRAWN);
    expect(readFileSync(join(folder, CARD), 'utf8')).toContain('- [ ]');
  });
});

describe.skipIf(lackOfTmux !== '')(`output that is huge or binary${lackOfTmux}`, () => {
  test('keeps its last five thousand lines on the screen, all on disk, and is drawn twenty times a second at most', async () => {
    const opened = await openAlone({ files: running('seq 1 100000; sleep 0.5; seq 100001 100100') });
    const { window, folder } = opened;
    const record = join(folder, '.git/record');
    window.record(record);
    const begun = performance.now();
    await verify(opened);
    await window.waitForText('1 of 1 ticked');
    const seconds = (performance.now() - begun) / 1_000;
    window.sendKeys('5', 'z', 'g');
    const top = await window.waitForText(/\d below/);
    const rows = top.split('\n').length - 6;
    expect(top).toContain(`  ${5_000 - rows} below`);
    window.sendKeys('G');
    await window.waitForText(/^100099\n100100\n/m);
    const logs = join(folder, '.git/mikado/logs');
    const [log = ''] = readdirSync(logs);
    const lines = readFileSync(join(logs, log), 'utf8')
      .split('\n')
      .filter((line) => /^\d+$/.test(line));
    expect(lines).toHaveLength(100_100);
    const frames = readFileSync(record, 'utf8').split('\x1b[?2026h').length - 1;
    // Keys, the clock beside the check and its end are drawn too.
    expect(frames).toBeLessThan(22 * seconds + 15);
  });

  test('cannot touch the terminal by what is in it, and keeps its colours', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const hostile = '\x1b[?1049l\x1b[?1000h\x1b[?25h\x1b]2;stolen\x07\x1bc\x1b[2J\x1b[31mred\x1b[0m and on\n';
    const opened = await openAlone({
      files: running('cat bytes.bin; echo; printf %b "$(cat hostile)"; echo; echo end'),
    });
    const { window, folder } = opened;
    writeFileSync(join(folder, 'bytes.bin'), Buffer.concat(Array.from({ length: 100 }, () => bytes)));
    writeFileSync(join(folder, 'hostile'), hostile);
    const [title, left] = [
      window.ask('#{pane_title}'),
      window
        .capture()
        .split('\n')
        .map((row) => row.slice(0, 50)),
    ];
    await verify(opened);
    const shown = await window.waitForText('1 of 1 ticked');
    expect(window.ask(MODES)).toBe(DRAWN);
    expect(window.ask('#{pane_title}')).toBe(title);
    expect(
      shown
        .split('\n')
        .map((row) => row.slice(0, 50))
        .slice(3, 9),
    ).toEqual(left.slice(3, 9));
    expect(shown).toContain('│ red and on');
    expect(window.captureStyled()).toMatch(/\x1b\[31m(?:\x1b\[49m)?red/);
  });
});
