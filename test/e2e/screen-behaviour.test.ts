import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, NODE } from '../rig/cli.ts';
import { type PtyScreen, startInPty, startMikado } from '../rig/pty.ts';
import { waitAtLeast, waitFor } from '../rig/wait-for.ts';
import { SAMPLE_CARDS } from '../ui/sample-cards.ts';

/** How long a question takes no answer after it opened, in milliseconds, and some more for the screen to show it. */
const GUARD_MS = 250;

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
