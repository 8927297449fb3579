import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, NODE } from '../../rig/cli.ts';
import { type PtyScreen, startInPty, startMikado } from '../../rig/pty.ts';
import { waitAtLeast, waitFor } from '../../rig/wait-for.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';
import { modesLeftSet } from './modes-left-set.ts';

const SIZE = { columns: 80, rows: 24 };
const CARD = 'docs/store-user-preference.md';

interface Opened {
  readonly screen: PtyScreen;
  readonly folder: string;
}

/**
 * Opens the screen with an editor that is a script of its own, which finds its process id in `editor-pid`.
 *
 * @param name the name of the editor, by which is known how it is told the line
 */
async function openWith(
  script: string,
  changes: Readonly<Record<string, string>> = {},
  name = 'an editor',
): Promise<Opened> {
  const folder = makeRepository({ ...SAMPLE_CARDS, ...changes });
  const editor = join(makeFolder(), name);
  writeFileSync(editor, `#!/bin/sh\n${script}\n`);
  chmodSync(editor, 0o755);
  const env = { XDG_STATE_HOME: makeFolder(), EDITOR: `"${editor}" --flag`, CI: 'true' };
  const screen = startMikado([], { ...SIZE, cwd: folder, env });
  await screen.waitForText(/\d{1,2}\/\d|wait 1/);
  return { screen, folder };
}

/** How long a question takes no answer after it opened, in milliseconds, and some more for the screen to show it. */
const GUARD_MS = 250;

/** Answers a question once its first moment is over, in which keys do not count. A key too many would act elsewhere. */
async function answer(screen: PtyScreen, title: string, key: string): Promise<void> {
  await screen.waitForText(title);
  await waitAtLeast(GUARD_MS);
  screen.type(key);
  await screen.waitForScreen('the end of the question', (shown) => !shown.includes(title));
}

describe('a new goal', () => {
  test('is written from the empty screen after a yes, opened in the editor, and shown', async () => {
    const folder = makeRepository({ 'docs/readme.md': '# Nothing here\n' });
    const editor = 'sh -c \'echo "editing $1"; read line\' editor';
    const env = { XDG_STATE_HOME: makeFolder(), EDITOR: editor, CI: 'true' };
    const screen = startMikado([], { ...SIZE, cwd: folder, env });
    await screen.waitForText('n  new goal card (opens the editor)');
    screen.type('n');
    await screen.waitForText('A new goal');
    await waitAtLeast(GUARD_MS);
    screen.type('harden it\r');
    await screen.waitForText('y write it');
    screen.type('y');
    await screen.waitForText('A stem is a file name without .md');
    screen.type('\x15harden-zot\r');
    await screen.waitForText('Writes the card "Harden zot", active, for the branch mikado/harden-zot');
    expect(existsSync(join(folder, 'docs/harden-zot.md'))).toBe(false);
    screen.type('y');
    await screen.waitForText(`editing ${join(folder, 'docs/harden-zot.md')}`.slice(0, 40));
    screen.type('\r');
    await screen.waitForText(/^> ▸ harden-zot +READY/m);
    expect(readFileSync(join(folder, 'docs/harden-zot.md'), 'utf8')).toContain('branch: mikado/harden-zot');
  });
});

describe('a push', () => {
  test('shows its command, asks, and gets the terminal', async () => {
    const folder = makeRepository(SAMPLE_CARDS);
    const remote = makeFolder();
    git(remote, 'init', '--quiet', '--bare');
    git(folder, 'remote', 'add', 'origin', remote);
    const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
    const screen = startMikado([], { ...SIZE, cwd: folder, env });
    await screen.waitForText('git main @');
    screen.type('p');
    await screen.waitForText('$ git push --set-upstream origin main');
    await answer(screen, 'Push this branch?', 'y');
    await screen.waitForText('Enter leads back.');
    expect(screen.isAlternate).toBe(false);
    screen.type('\r');
    await screen.waitForText('Pushed.');
    expect(git(remote, 'rev-parse', 'main')).toBe(git(folder, 'rev-parse', 'main'));
    screen.type('p');
    await screen.waitForText('There is nothing to push: origin/main has every commit.');
  });

  test('that git refuses is said, with the screen as it was', async () => {
    const folder = makeRepository(SAMPLE_CARDS);
    const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
    const screen = startMikado([], { ...SIZE, cwd: folder, env });
    await screen.waitForText('git main @');
    screen.type('p');
    await answer(screen, 'Push this branch?', 'y');
    await screen.waitForText("'origin' does not appear to be a git repository");
    screen.type('\r');
    await screen.waitForText('The command ended with 128.');
    await screen.waitForText(/^> .*READY/m);
  });
});

describe('the whole log of a check', () => {
  /** A check that prints more than the screen keeps, and is then judged. */
  async function openLog(pager: string) {
    const checklist = '- [ ] `seq 1 6000` counts <!-- check: look -->\n';
    const folder = makeRepository({
      ...SAMPLE_CARDS,
      [CARD]: `---\nstatus: active\n---\n\n## Verification\n\n${checklist}`,
    });
    const env = { XDG_STATE_HOME: makeFolder(), PAGER: pager, CI: 'true' };
    const screen = startMikado([], { ...SIZE, cwd: folder, env });
    await screen.waitForText('Verification  0/1');
    screen.type('L');
    await screen.waitForText('Nothing of this card has run yet: r verifies it.');
    screen.type('r');
    await answer(screen, 'Run these commands?', 'y');
    await screen.waitForText('a check needs you');
    return { screen, folder };
  }

  test('is read in the pager, from its first line on, and lies in the git folder', async () => {
    const { screen, folder } = await openLog('sh -c \'sed -n 1,3p "$1"; echo "$1"; read line\' pager');
    screen.type('L');
    const shown = await screen.waitForText('.log');
    expect(screen.isAlternate).toBe(false);
    expect(shown).toMatch(/\$ seq 1 6000\n1\n2\n/);
    expect(shown.replaceAll('\n', '')).toContain(`${folder}/.git/mikado/logs/store-user-preference~`);
    screen.type('\r');
    await screen.waitForText(/^.git\/mikado\/logs\/store-user.*L reads it whole$/m);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  test('can be read while its check is judged, which is still asked about then', async () => {
    const { screen } = await openLog('sh -c \'tail -1 "$1"; read line\' pager');
    screen.type(' ');
    await screen.waitForText('Your judgement is needed  1 of 1');
    await waitAtLeast(GUARD_MS);
    screen.type('l');
    await screen.waitForText(/^6000$/m);
    screen.type('\r');
    await screen.waitForText('Your judgement is needed  1 of 1');
    screen.type('r');
    await screen.waitForScreen('the end of the question', (text) => !text.includes('Your judgement'));
    await screen.waitForText('a check needs you');
    screen.type(' ');
    await answer(screen, 'Your judgement is needed', 'y');
    await screen.waitForText('1 of 1 ticked');
  });

  test('says which pager could not be started', async () => {
    const { screen } = await openLog('no-such-pager');
    screen.type('L');
    await screen.waitForText('The pager no-such-pager could not be started: there is no such program.');
  });
});

describe('the editor', () => {
  test('gets its own arguments and the file, and what it changed is said in one line', async () => {
    const { screen, folder } = await openWith(
      'printf "%s\\n" "$@" > arguments; echo "editing on $(tty)"; read line; echo "$line" >> "$2"',
    );
    screen.type('o');
    await screen.waitForText('editing on /dev/');
    expect(screen.isAlternate).toBe(false);
    screen.type('One more line.\r');
    await screen.waitForText('1 card changed.');
    expect(screen.isAlternate).toBe(true);
    const edited = join(folder, CARD);
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(`--flag\n${edited}\n`);
    expect(readFileSync(edited, 'utf8')).toBe(`${SAMPLE_CARDS[CARD]}One more line.\n`);
  });

  test('opens at the check that is asked about, which is asked about again then', async () => {
    const check = '- [ ] A second browser of the same reader shows the same theme';
    const { screen, folder } = await openWith('echo "$2" > line; printf "\\nA word.\\n" >> "$3"', {}, 'nano');
    const text = SAMPLE_CARDS[CARD] ?? '';
    screen.type('4jj ');
    await screen.waitForText('Does this hold?  3 of 3');
    await waitAtLeast(GUARD_MS);
    screen.type('o');
    await screen.waitForText('1 card changed.');
    const shown = await screen.waitForText('Does this hold?  3 of 3');
    expect(shown).toContain('o open card');
    const line = text.split('\n').indexOf(check) + 1;
    expect(readFileSync(join(folder, 'line'), 'utf8')).toBe(`+${line}\n`);
    await answer(screen, 'Does this hold?', 'y');
    await screen.waitForText('1 of 3 ticked');
    const after = `${text.replace(check, check.replace('[ ]', '[x]'))}\nA word.\n`;
    expect(readFileSync(join(folder, CARD), 'utf8')).toBe(after);
  });

  test('that is opened as the window gets another size leaves a screen of that size behind', async () => {
    const { screen } = await openWith('echo editing; read line');
    screen.resize(60, 20);
    screen.type('o');
    await screen.waitForText('editing');
    screen.type('\r');
    await screen.waitForScreen('all of the screen in sixty columns and twenty rows', (shown) => {
      const rows = shown.split('\n');
      return rows.length === 20 && rows.at(-1)?.endsWith('? help') === true && shown.includes('[1 Tree]');
    });
  });

  test('that changes nothing is said to have changed nothing', async () => {
    const { screen } = await openWith('touch "$2"');
    screen.type('o');
    await screen.waitForText('Nothing changed.');
  });

  test('with a window of its own by the configuration opens beside the screen', async () => {
    const config = 'screen:\n  windowed-editors: [my-editor]\n';
    const folder = makeRepository({ ...SAMPLE_CARDS, '.mikado.yaml': config });
    const editor = join(makeFolder(), 'my-editor');
    writeFileSync(editor, '#!/bin/sh\ncat\necho opened > ran\n');
    chmodSync(editor, 0o755);
    const env = { XDG_STATE_HOME: makeFolder(), EDITOR: editor, CI: 'true' };
    const screen = startMikado([], { ...SIZE, cwd: folder, env });
    await screen.waitForText('Verification  0/');
    screen.type('o');
    await screen.waitForText('what it saves shows here.');
    expect(screen.isAlternate).toBe(true);
    await waitFor(() => (existsSync(join(folder, 'ran')) ? true : undefined), {
      complain: () => 'it never ran',
    });
  });

  test('that is not there is said in one sentence', async () => {
    const folder = makeRepository(SAMPLE_CARDS);
    const env = { XDG_STATE_HOME: makeFolder(), EDITOR: 'no-such-editor', CI: 'true' };
    const screen = startMikado([], { ...SIZE, cwd: folder, env });
    await screen.waitForText('Verification  0/');
    screen.type('o');
    await screen.waitForText('The editor no-such-editor could not be started: there is no such program. Set');
    await screen.waitForText('EDITOR.');
  });

  test('gets Ctrl-C alone, and the screen stays', async () => {
    const { screen } = await openWith(
      'trap "echo interrupted; exit 3" INT; echo editing; while :; do sleep 0.1; done',
    );
    screen.type('o');
    await screen.waitForText('editing');
    screen.type('\x03');
    await screen.waitForText('The editor ended with 3.');
    screen.type('q');
    expect((await screen.waitForExit()).code).toBe(0);
  });

  test('that leaves the terminal raw and full of modes does not spoil it', async () => {
    const { screen } = await openWith("stty raw -echo; printf '\\033[?1000h\\033[?1003h\\033[?25l'");
    screen.type('o');
    await screen.waitForText('Nothing changed.');
    screen.type('q');
    expect((await screen.waitForExit()).code).toBe(0);
    expect(modesLeftSet(screen.received)).toEqual([]);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)(
    'ends with the screen by %s, and the shell gets its terminal back as it was',
    async (signal, status) => {
      const folder = makeRepository(SAMPLE_CARDS);
      const editor =
        "stty raw; printf '\\033[?1049h\\033[?1000h'; trap '' HUP; echo $$ > editor-pid; sleep 60 #";
      const env = { PS1: 'sh> ', XDG_STATE_HOME: makeFolder(), CI: 'true', EDITOR: editor };
      const shell = startInPty('bash', ['--norc', '-i'], { ...SIZE, cwd: folder, env });
      await shell.waitForText('sh>');
      const start = `sh -c 'echo $$ > .git/pid; exec ${NODE} ${MIKADO}'`;
      shell.type(`stty -g > .git/before; ${start}; echo "ended $?"; stty -g > .git/after\r`);
      await shell.waitForText(/^> .*READY/m);
      shell.type('o');
      const pid = await waitFor(() => readMaybe(join(folder, 'editor-pid')), {
        complain: () => shell.text(),
      });
      process.kill(Number(readFileSync(join(folder, '.git/pid'), 'utf8')), signal);
      await shell.waitForText(`ended ${status}`);
      const after = await waitFor(() => readMaybe(join(folder, '.git/after')), {
        complain: () => shell.text(),
      });
      expect(after).toBe(readFileSync(join(folder, '.git/before'), 'utf8'));
      expect(modesLeftSet(shell.received).filter((mode) => mode !== '2004')).toEqual([]);
      expect(existsSync(`/proc/${pid.trim()}`)).toBe(false);
    },
  );

  test('opens at the line of the selected problem', async () => {
    const { screen, folder } = await openWith('printf "%s\\n" "$@" > arguments', {
      'docs/broken.md': '---\nstatus: active\nrequires: [no-such-card]\n---\n',
    });
    screen.type('d');
    await screen.waitForText('docs/broken.md:3');
    screen.type('o');
    await waitFor(() => readMaybe(join(folder, 'arguments')), { complain: () => screen.text() });
    await screen.waitForText('Nothing changed.');
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(
      `--flag\n${join(folder, 'docs/broken.md')}\n`,
    );
  });
});

function readMaybe(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8') || undefined;
  } catch {
    return undefined;
  }
}

describe('a check', () => {
  const ASKS =
    '---\nstatus: active\nrequires: []\n---\n\n## Verification\n\n- [ ] `echo word?; read -r word && test "$word" = sesame` <!-- check: run --> <!-- check: terminal -->\n';

  test('that t hands the terminal is approved first, reads the keyboard and is judged by its exit status', async () => {
    const { screen, folder } = await openWith('', { [CARD]: ASKS });
    screen.type('t');
    await answer(screen, 'Run these commands?', 'y');
    await screen.waitForText(/^word\?/m);
    screen.type('sesame\r');
    await screen.waitForText('1 of 1 ticked');
    expect(screen.isAlternate).toBe(true);
    expect(readFileSync(join(folder, CARD), 'utf8')).toBe(ASKS.replace('[ ]', '[x]'));
  });

  test('that nobody handed the terminal waits in the run, and t then runs it', async () => {
    const { screen } = await openWith('', { [CARD]: ASKS });
    screen.type('r');
    await answer(screen, 'Run these commands?', 'y');
    await screen.waitForText('a check needs you');
    screen.type('t');
    await screen.waitForText(/^word\?/m);
    screen.type('wrong\r');
    await screen.waitForText('exit 1');
  });

  test('that decides nothing by a command cannot get the terminal, and it is said why', async () => {
    const { screen } = await openWith('', { [CARD]: ASKS.replace(/`.*$/m, 'Somebody looked') });
    screen.type('4t');
    await screen.waitForText('There is nothing to run: a person decides this check.');
  });
});
