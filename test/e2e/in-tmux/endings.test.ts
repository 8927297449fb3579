import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning, readProcessStat } from '../../../src/process-stat.ts';
import { NODE } from '../../rig/cli.ts';
import { lackOfTmux } from '../../rig/tmux.ts';
import { waitFor } from '../../rig/wait-for.ts';
import { buildScreen } from '../../ui/build-screen.ts';
import {
  answer,
  CARD,
  DRAWN,
  expectEnded,
  expectGivenBack,
  fileOf,
  GIVEN_BACK,
  MODES,
  type Opened,
  openAlone,
  openFromShell,
  PROGRAM,
  running,
  screenPid,
  start,
  verify,
} from './opened.ts';

/** A check that tells of each signal that it gets and goes on, as does a process that it started. */
const DEAF =
  'echo $$ > .git/check; for s in INT TERM; do trap "echo $s >> .git/signals" $s; done; (trap \'\' INT TERM; echo begun; sleep 60) & while :; do sleep 0.1; done';

async function pidOfCheck({ folder }: Opened): Promise<number> {
  return Number(await fileOf(folder, '.git/check'));
}

describe.skipIf(lackOfTmux !== '')(`Ctrl-C${lackOfTmux}`, () => {
  test('interrupts the check that runs, with all of its group, and the screen stays', async () => {
    const trap = (who: string) => `trap "echo ${who} >> .git/heard; exit 1" INT`;
    const check = `${trap('parent')}; sh -c '${trap('child')}; echo begun; while :; do sleep 0.1; done'`;
    const opened = await openFromShell({ files: running(check) });
    await verify(opened);
    await opened.window.waitForText(/^.*│ begun$/m);
    opened.window.sendKeys('C-c');
    await opened.window.waitForText('The check was stopped.');
    expect(opened.window.ask(MODES)).toBe(DRAWN);
    expect(readFileSync(join(opened.folder, '.git/heard'), 'utf8')).toBe('child\nparent\n');
    opened.window.sendKeys('C-c');
    await expectGivenBack(opened, 130);
  });

  test('asks a check that is deaf to it to end, kills it then, and the screen stays', async () => {
    const opened = await openFromShell({ files: running(DEAF) });
    await verify(opened);
    await opened.window.waitForText(/^.*│ begun$/m);
    opened.window.sendKeys('C-c');
    await opened.window.waitForText('Stopping the check.');
    opened.window.sendKeys('1', 'g');
    await opened.window.waitForText(/^> ◌ ship-dark-mode/m);
    await opened.window.waitForText('The check was stopped.');
    expect(readFileSync(join(opened.folder, '.git/signals'), 'utf8')).toBe('INT\nTERM\n');
    await expectEnded(await pidOfCheck(opened));
    expect(opened.window.ask(MODES)).toBe(DRAWN);
  });
});

describe.skipIf(lackOfTmux !== '')(`a signal, a bug, a terminal that goes${lackOfTmux}`, () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    '%s gives the terminal back before the check is stopped, and ends with its status',
    async (signal, status) => {
      const opened = await openFromShell({ files: running(DEAF) });
      await verify(opened);
      await opened.window.waitForText(/^.*│ begun$/m);
      process.kill(screenPid(opened), signal);
      await waitFor(() => (opened.window.ask(MODES) === GIVEN_BACK ? true : undefined), {
        complain: () => opened.window.capture(),
      });
      const pid = await pidOfCheck(opened);
      expect(isRunning(readProcessStat(pid))).toBe(true);
      await expectGivenBack(opened, status);
      await expectEnded(pid);
    },
  );

  test('a bug is said in one line, which names the file with the trace', async () => {
    const program = `${NODE} ${await buildScreen()} --throw`;
    const opened = await openFromShell({ program, columns: 200 });
    process.kill(screenPid(opened), 'SIGUSR2');
    const shown = await expectGivenBack(opened, 70);
    const line = /^mikado: the screen failed, which is a bug: .* on purpose \(trace: (.+)\)$/m.exec(shown);
    expect(shown).not.toMatch(/^ +at /m);
    expect(readFileSync(line?.[1] ?? '', 'utf8')).toMatch(/^ +at /m);
  });

  test('kill -9 leaves it to the next start to put the terminal right, which says so', async () => {
    const opened = await openFromShell();
    const { window, folder } = opened;
    process.kill(screenPid(opened), 'SIGKILL');
    await waitFor(() => (window.ask('#{pane_current_command}') === 'bash' ? true : undefined), {
      complain: () => window.capture(),
    });
    expect(window.ask('#{alternate_on}')).toBe('1');
    start(opened);
    await window.waitForText('The last session in this terminal ended without giving it back');
    window.sendKeys('q');
    await window.waitForText('ended 0');
    expect(window.ask(MODES)).toBe(GIVEN_BACK);
    expect(folder).toBeDefined();
  });

  test('a terminal that is closed ends the screen and the check', async () => {
    const opened = await openFromShell({ files: running(DEAF) });
    await verify(opened);
    await opened.window.waitForText(/^.*│ begun$/m);
    const [screen, check] = [screenPid(opened), await pidOfCheck(opened)];
    opened.window.close();
    await expectEnded(screen);
    await expectEnded(check);
  });
});

describe.skipIf(lackOfTmux !== '')(`Ctrl-Z${lackOfTmux}`, () => {
  test('brings the shell back while the check goes on, and fg catches up', async () => {
    const check =
      'echo begun; while test ! -e .git/go; do sleep 0.05; done; echo went on; touch .git/went-on';
    const opened = await openFromShell({ files: running(check) });
    const { window, folder } = opened;
    await verify(opened);
    await window.waitForText(/^.*│ begun$/m);
    window.sendKeys('C-z');
    await window.waitForText('Stopped');
    expect(window.ask(MODES)).toBe(GIVEN_BACK);
    expect(window.ask('#{pane_current_command}')).toBe('bash');
    expect(readProcessStat(screenPid(opened))?.state).toBe('T');
    window.type('stty -g > .git/stopped; touch .git/go');
    window.sendKeys('Enter');
    // At its prompt a shell edits lines in modes of its own: what a command finds is what it was given back.
    expect(await fileOf(folder, '.git/stopped')).toBe(await fileOf(folder, '.git/before'));
    await waitFor(() => (existsSync(join(folder, '.git/went-on')) ? true : undefined), {
      complain: () => 'the check stands still while the screen is away',
    });
    window.type('fg');
    window.sendKeys('Enter');
    expect(await window.waitForText('1 of 1 ticked')).toContain('│ went on');
    expect(window.ask(MODES)).toBe(DRAWN);
    window.sendKeys('q');
    await window.waitForText('ended');
  });

  test('leaves an open question open for when fg comes', async () => {
    const opened = await openFromShell({ files: running('echo checked') });
    const { window } = opened;
    window.sendKeys('r');
    const asked = await window.waitForText('y run, and remember');
    window.sendKeys('C-z');
    await window.waitForText('Stopped');
    window.type('fg');
    window.sendKeys('Enter');
    await window.waitForScreen(`the question again:\n${asked}`, (shown) => shown === asked);
    await answer(opened, 'Run these commands?', 'y');
    await window.waitForText('1 of 1 ticked');
  });

  test('is refused where there is no shell below, and says what to do', async () => {
    const { window } = await openAlone();
    window.sendKeys('C-z');
    await window.waitForText('There is no shell below to come back from; q quits.');
    expect(window.ask(MODES)).toBe(DRAWN);
    window.sendKeys('q');
    expect(await window.waitForEnd()).toBe(0);
  });
});

describe.skipIf(lackOfTmux !== '')(`quitting${lackOfTmux}`, () => {
  test('leaves one line that says what was closed, became ready and failed, and where the logs are', async () => {
    const opened = await openFromShell({
      columns: 200,
      files: {
        'docs/theme-tokens-everywhere.md': '---\n---\n',
        ...running('echo said much'),
        'docs/settings-page-toggle.md': `${running('echo no; false')[CARD]?.replace('---\n', '---\nrequires: [store-user-preference]\n')}`,
      },
    });
    const { window } = opened;
    await verify(opened);
    await window.waitForText('1 of 1 ticked');
    window.sendKeys('x');
    await answer(opened, 'Close this card?', 'y');
    await window.waitForText('newly ready: settings-page-toggle');
    window.sendKeys('1', 'g', 'j');
    await window.waitForText(/^> .*settings-page-toggle .* newly READY/m);
    await verify(opened);
    await window.waitForText('1 failed');
    window.sendKeys('q');
    const shown = await expectGivenBack(opened, 0);
    expect(shown.split('\n').filter((line) => line !== '')).toEqual([
      'mikado: closed store-user-preference; newly ready settings-page-toggle; failed settings-page-toggle; logs in .git/mikado/logs',
      'ended 0',
      'sh>',
    ]);
  });

  test('asks while a check runs, and stops it after a yes', async () => {
    const opened = await openFromShell({ files: running(DEAF) });
    await verify(opened);
    await opened.window.waitForText(/^.*│ begun$/m);
    opened.window.sendKeys('q');
    await answer(opened, 'Quit?', 'y');
    await expectGivenBack(opened, 0);
    await expectEnded(await pidOfCheck(opened));
  });
});

describe.skipIf(lackOfTmux !== '')(`the next start${lackOfTmux}`, () => {
  const FILES = {
    'docs/another-goal.md': '---\nstatus: active\n---\n',
    'docs/settings-page-toggle.md':
      '---\nstatus: active\nrequires: [store-user-preference]\n---\n\n## Verification\n\n- [ ] It works\n',
  };

  test('shows the same chain, card, folds and pane', async () => {
    const opened = await openFromShell({ files: FILES, program: `${PROGRAM} ship-dark-mode` });
    const { window } = opened;
    window.sendKeys('g', 'j', 'h', '4');
    const before = await window.waitForText(/\[4 Checks][\s\S]*^> ├─ ◌ settings-page-toggle \+/m);
    window.sendKeys('q');
    await expectGivenBack(opened, 0);
    start(opened);
    await window.waitForScreen(`what was left:\n${before}`, (shown) => shown === before);
  });

  test('calls a check interrupted whose session died, once', async () => {
    const opened = await openFromShell({ files: running('echo $$ > .git/check; echo begun; sleep 60') });
    const { window } = opened;
    await verify(opened);
    await window.waitForText(/^.*│ begun$/m);
    process.kill(screenPid(opened), 'SIGKILL');
    await expectEnded(await pidOfCheck(opened));
    start(opened);
    await window.waitForText('store-user-preference was interrupted: the last session ended while it ran');
    window.sendKeys('q');
    await window.waitForText('ended 0');
    start(opened);
    await window.waitForText(/^> .*READY/m);
    expect(window.capture()).not.toContain('interrupted');
  });
});
