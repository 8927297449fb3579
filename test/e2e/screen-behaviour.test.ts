import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, NODE } from '../rig/cli.ts';
import { type PtyScreen, startInPty, startMikado } from '../rig/pty.ts';
import { waitAtLeast, waitFor } from '../rig/wait-for.ts';
import { SAMPLE_CARDS } from '../ui/sample-cards.ts';

const HERE = 'e2e/screen-behaviour.test.ts';

/** How long a question takes no answer after it opened, in milliseconds, and some more for the screen to show it. */
const GUARD_MS = 250;

/** What happens to the screen, what it then does, and the test that holds it. */
type Row = readonly [when: string, does: string, file: string, title: string];

const ROWS: readonly Row[] = [
  [
    'resize',
    'ends as a fresh start',
    'ui/terminal/resize-storm.test.ts',
    'leave what a fresh start at the last size shows',
  ],
  ['resize', 'an open question survives', HERE, 'leaves an open question open, and its keys in sight'],
  ['resume', 'everything is drawn anew', 'ui/terminal/restore.test.ts', 'fg draws everything again'],
  ['card changes', 'shows, selection kept', 'ui/session/disk-changes.test.ts', 'and the selection stays'],
  [
    'card changes',
    'a broken card is marked',
    'ui/terminal/terminal.test.ts',
    'cannot be read for a while is marked',
  ],
  [
    'card changes',
    'looked at every two seconds',
    HERE,
    'shows a change where the system watches no more folders',
  ],
  [
    'card changes',
    'what was in sight stays there',
    'ui/panes/panes.test.ts',
    'a log that was scrolled up stays where it is',
  ],
  [
    'card changes',
    'a close is asked again',
    'ui/reduce/reduce.test.ts',
    'asked again when the card changed meanwhile',
  ],
  [
    'card changes',
    'its receipt is stale',
    'verify/freshness.test.ts',
    'is stale when the card was edited after it',
  ],
  [
    'git moves',
    'HEAD alone is noticed',
    'read/watch-cards.test.ts',
    'a branch that moves under HEAD is noticed',
  ],
  ['git moves', 'the branch is read again', HERE, 'shows the branch that was checked out meanwhile'],
  ['Ctrl-C', 'the check is stopped', 'ui/terminal/terminal.test.ts', 'Ctrl-C stops the check alone'],
  ['card changes', 'a verdict is called stale', 'ui/panes/screens.test.ts', 'and what says nothing any more'],
  [
    'git moves',
    'a fix is not written',
    'ui/session/fix-problem.test.ts',
    'writes nothing where the card was changed',
  ],
  ['Ctrl-C', 'INT, TERM, KILL', 'verify/run-command.test.ts', 'one that is deaf to both is killed'],
  ['signals', 'the terminal is given back', 'ui/terminal/restore.test.ts', 'after %s to its group'],
  [
    'signals',
    'nothing survives',
    'ui/terminal/restore.test.ts',
    'a stubborn check, and all it started, ends with the screen',
  ],
  ['crash', 'one line and a trace', 'ui/terminal/terminal.test.ts', 'which names the file with the trace'],
  ['kill -9', 'put right at the next start', 'ui/next-start/next-start.test.ts', 'puts it right and says so'],
  [
    'kill -9',
    'its check ends with it',
    'verify/watchdog.test.ts',
    'ends with a mikado that is killed with kill -9',
  ],
  ['Ctrl-Z', 'checks go on', HERE, 'lets a check go on, and catches up after fg'],
  ['Ctrl-Z', 'back to the shell, and fg', 'ui/terminal/terminal.test.ts', 'goes back to the shell'],
  [
    'Ctrl-Z',
    'refused without a shell',
    'ui/terminal/terminal.test.ts',
    'is refused where no shell could bring',
  ],
  [
    'editor',
    'says what it changed',
    'ui/terminal/lend-terminal.test.ts',
    'what it changed is said in one line',
  ],
  ['editor', 'a signal ends both', 'ui/terminal/lend-terminal.test.ts', 'ends with the screen by %s'],
  [
    'editor',
    'a window by the configuration',
    'ui/terminal/lend-terminal.test.ts',
    'with a window of its own by the configuration',
  ],
  [
    'editor',
    'a window of its own is known',
    'workbench/run-editor.test.ts',
    'an editor with a window of its own',
  ],
  [
    'r on new commands',
    'listed in full',
    'ui/panes/screens.test.ts',
    'listed in full with their hidden characters',
  ],
  ['wants a TTY', 'offered t', 'ui/reduce/reduce.test.ts', 'is offered the terminal once'],
  [
    'wants a TTY',
    'judged by exit status',
    'ui/terminal/lend-terminal.test.ts',
    'is judged by its exit status',
  ],
  ['wants a TTY', 'its input is at its end', 'verify/run-command.test.ts', 'its input is at its end at once'],
  [
    'huge output',
    'all of it on disk',
    'ui/terminal/lend-terminal.test.ts',
    'is read in the pager, from its first line on',
  ],
  ['huge output', 'every byte of it', 'verify/output-log.test.ts', 'has every byte that a command prints'],
  ['huge output', 'few frames of it', HERE, 'is drawn at most twenty times a second'],
  ['huge output', 'a ring of lines', 'ui/model/run-log.test.ts', 'keeps the last five thousand lines'],
  [
    'binary output',
    'no control sequence',
    'ui/model/run-log.test.ts',
    'draws no control sequence of a command',
  ],
  ['paste', 'is no keys', 'ui/terminal/terminal.test.ts', 'in a paste are no keys'],
  ['typed ahead', 'does not count', 'ui/reduce/reduce.test.ts', 'does not count keys of its first moment'],
  ['quit', 'names the folder of logs', 'ui/session/session.test.ts', 'is marked, named at the end'],
  ['quit', 'asks while a check runs', 'ui/terminal/terminal.test.ts', 'with a check running is asked about'],
  [
    'over 200 ms',
    'a count of documents',
    'ui/reading/reading.test.ts',
    'the count is shown, and the cards take its place',
  ],
  ['over 200 ms', 'keys keep working', 'ui/reading/reading.test.ts', 'a key that needs cards says so'],
  ['quit', 'one line is left', 'ui/terminal/terminal.test.ts', 'leaves one line on the main screen'],
  ['action fails', 'one line until the next key', HERE, 'is said in one line until the next key'],
  [
    'next start',
    'same card and folds',
    'ui/next-start/next-start.test.ts',
    'selects the same card in the same chain',
  ],
  ['next start', 'interrupted check', 'ui/next-start/next-start.test.ts', 'is called interrupted, once'],
];

test.each(ROWS)('%s: %s is held by a test of %s', (_when, _does, file, title) => {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const tests = readFileSync(path, 'utf8').replace(/^const ROWS[\s\S]*?^\];/m, '');
  expect(tests).toContain(title);
});

async function open(
  columns = 120,
  rows = 30,
): Promise<{ readonly screen: PtyScreen; readonly folder: string }> {
  const folder = makeRepository(SAMPLE_CARDS);
  const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
  const screen = startMikado([], { columns, rows, cwd: folder, env });
  await screen.waitForText('checks 0/5');
  return { screen, folder };
}

describe('a new size of the window', () => {
  test('leaves an open question open, and its keys in sight', async () => {
    const { screen } = await open();
    screen.type('r');
    await screen.waitForText('Run these commands?');
    screen.resize(60, 20);
    const shown = await screen.waitForScreen(
      'the question at the new size',
      (text) => text.includes('Run these commands?') && text.split('\n').every((line) => line.length <= 60),
    );
    expect(shown).toContain('y run');
  });
});

describe('a system that watches no more folders', () => {
  // Only the kernel can refuse a watch as it does at its limit, and only in a user namespace can a test lower that.
  const lowered = [
    '--user',
    '--map-root-user',
    'sh',
    '-c',
    'echo 1 > /proc/sys/user/max_inotify_watches; exec "$@"',
    'sh',
  ];
  const canLower = spawnSync('unshare', [...lowered, 'true']).status === 0;

  test.skipIf(!canLower)('shows a change where the system watches no more folders', async () => {
    const folder = makeRepository(SAMPLE_CARDS);
    const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
    const screen = startInPty('unshare', [...lowered, NODE, MIKADO], {
      columns: 100,
      rows: 30,
      cwd: folder,
      env,
    });
    await screen.waitForText('Verification  0/3');
    const closed = '---\ntitle: Remember\n---\n';
    writeFileSync(join(folder, 'docs/store-user-preference.md'), closed);
    await screen.waitForText('2 of 5 done');
  });
});

describe('a check that runs', () => {
  const CARD = 'docs/store-user-preference.md';
  const checking = (command: string) => ({
    ...SAMPLE_CARDS,
    [CARD]: `---\nstatus: active\n---\n\n## Verification\n\n- [ ] \`${command}\` <!-- check: run -->\n`,
  });

  async function approve(screen: PtyScreen): Promise<void> {
    await screen.waitForText('Verification  0/1');
    screen.type('r');
    await screen.waitForText('Run these commands?');
    await waitAtLeast(GUARD_MS);
    screen.type('y');
  }

  test('lets a check go on, and catches up after fg', async () => {
    const folder = makeRepository(
      checking('echo began; while test ! -e go; do sleep 0.05; done; touch went-on'),
    );
    const env = { XDG_STATE_HOME: makeFolder(), CI: 'true', PS1: 'shell> ' };
    const screen = startInPty('bash', ['--norc', '--noprofile', '-i'], {
      columns: 100,
      rows: 30,
      cwd: folder,
      env,
    });
    await screen.waitForText('shell>');
    screen.type(`'${NODE}' '${MIKADO}'\r`);
    await approve(screen);
    await screen.waitForText(/^.*│ began$/m);
    screen.type('\x1a');
    await screen.waitForText('Stopped');
    writeFileSync(join(folder, 'go'), '');
    await waitFor(() => (existsSync(join(folder, 'went-on')) ? true : undefined), {
      complain: () => 'the check stands still while the screen is away',
    });
    screen.type('fg\r');
    await screen.waitForText('1 of 1 ticked');
  });

  test('is drawn at most twenty times a second', async () => {
    const folder = makeRepository(
      checking('i=0; while test $i -lt 2000; do echo line $i; i=$((i+1)); sleep 0.001; done'),
    );
    const env = { XDG_STATE_HOME: makeFolder(), CI: 'true' };
    const screen = startMikado([], { columns: 80, rows: 24, cwd: folder, env });
    await approve(screen);
    await screen.waitForText('line 1');
    const [begun, from] = [performance.now(), screen.received.length];
    await screen.waitForText('1 of 1 ticked');
    const frames = screen.received.slice(from).split('\x1b[?2026h').length - 1;
    // The clock beside the check and its end are drawn too.
    const seconds = (performance.now() - begun) / 1_000;
    expect(frames).toBeLessThan(22 * seconds + 10);
  });
});

describe('git', () => {
  test('shows the branch that was checked out meanwhile', async () => {
    const { screen, folder } = await open();
    await screen.waitForText('git main @');
    git(folder, 'switch', '--quiet', '--create', 'mikado/ship-dark-mode');
    const shown = await screen.waitForText('mikado/ship-dark-mode @');
    expect(shown).toMatch(/^> .*store-user-preference/m);
  });
});

describe('an action that cannot be done', () => {
  test('is said in one line until the next key', async () => {
    const { screen } = await open();
    screen.type('u');
    await screen.waitForText('There is nothing to undo: no tick, close or fix of this session is left.');
    screen.type('j');
    await screen.waitForScreen('no word of it', (shown) => !shown.includes('nothing to undo'));
  });
});
