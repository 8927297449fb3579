import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, NODE, run, writeFiles } from './cli.ts';
import { startInPty } from './pty.ts';
import { lackOfTmux, startInTmux } from './tmux.ts';
import { waitFor } from './wait-for.ts';

describe('a program run to its end', () => {
  it('is told apart by status, stdout and stderr', async () => {
    const finished = await run('sh', ['-c', 'echo out; echo err >&2; exit 3']);
    expect(finished).toEqual({ code: 3, signal: null, stdout: 'out\n', stderr: 'err\n' });
  });

  it('reads the input of the test and then its end', async () => {
    expect((await run('cat', [], { input: 'a card\n' })).stdout).toBe('a card\n');
    expect((await run('cat', [])).stdout).toBe('');
  });

  it('sees a clean environment and what the test sets', async () => {
    const { stdout } = await run('env', [], { env: { MIKADO_TEST: 'yes', HOME: undefined } });
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/=.*/, ''));
    expect(names).toContain('MIKADO_TEST');
    expect(names).not.toContain('HOME');
    expect(names).not.toContain('VITEST');
  });

  it('ends by the signal it got', async () => {
    expect(await run('sh', ['-c', 'kill -TERM $$'])).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

describe('a repository for a test', () => {
  it('holds its files in one commit on main', () => {
    const folder = makeRepository({ 'docs/how-to/a.md': '# A\n' });
    expect(git(folder, 'branch', '--show-current')).toBe('main');
    expect(git(folder, 'show', 'HEAD:docs/how-to/a.md')).toBe('# A');
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  it('can be written to further', () => {
    const folder = makeFolder();
    writeFiles(folder, { 'a/b.md': 'b' });
    expect(existsSync(join(folder, 'a', 'b.md'))).toBe(true);
  });
});

describe('a program in an emulated terminal', () => {
  const size = { columns: 40, rows: 6 };

  it('shows what it prints and answers the keys typed', async () => {
    const screen = startInPty('sh', ['-c', 'printf "name? "; read n; echo "hello $n"; exit 4'], size);
    await screen.waitForText('name?');
    screen.type('Ada\r');
    await screen.waitForText('hello Ada');
    expect(screen.text()).toBe('name? Ada\nhello Ada');
    expect(await screen.waitForExit()).toEqual({ code: 4, signal: 0 });
  });

  it('shows how each cell is drawn', async () => {
    const screen = startInPty('printf', ['\\033[1;32mgo\\033[0m \\033[7mx'], size);
    await screen.waitForText('go x');
    expect(screen.cell(0, 0)).toEqual({
      text: 'g',
      bold: true,
      dim: false,
      inverse: false,
      underline: false,
      foreground: 2,
      background: undefined,
    });
    expect(screen.cell(0, 3).inverse).toBe(true);
  });

  it('hears of a new window size', async () => {
    const program = 'process.stdout.on("resize", () => console.log("now", process.stdout.columns));';
    const stay = 'process.stdin.resume(); console.log("up");';
    const screen = startInPty(NODE, ['-e', program + stay], size);
    await screen.waitForText('up');
    screen.resize(33, 5);
    await screen.waitForText('now 33');
    screen.signal('SIGTERM');
    expect((await screen.waitForExit()).signal).toBe(15);
  });

  it('tells the alternate screen from the main one', async () => {
    const screen = startInPty(
      'sh',
      ['-c', 'printf "\\033[?1049hinside"; read x; printf "\\033[?1049l"; echo outside; read x'],
      size,
    );
    await screen.waitForText('inside');
    expect(screen.isAlternate).toBe(true);
    screen.type('\r');
    await screen.waitForText('outside');
    expect(screen.isAlternate).toBe(false);
    expect(screen.received).toContain('\u001b[?1049l');
  });
});

describe('waiting', () => {
  it('fails with what stood there instead', async () => {
    const never = waitFor(() => undefined, { patience: 20, complain: () => 'no card in sight' });
    await expect(never).rejects.toThrow('after 20 ms: no card in sight');
  });
});

it.runIf(process.env.CI)('tmux is there on CI', () => {
  expect(lackOfTmux).toBe('');
});

describe.skipIf(lackOfTmux !== '')(`a program in tmux${lackOfTmux}`, () => {
  it('shows its screen, answers keys, and follows the window', async () => {
    const window = startInTmux('printf "name? "; read n; echo "hello $n"; read n', { columns: 40, rows: 6 });
    await window.waitForText('name?');
    window.sendKeys('Ada', 'Enter');
    expect(await window.waitForText('hello Ada')).toContain('name? Ada\nhello Ada');
    window.resize(30, 5);
    expect(window.ask('#{window_width}x#{window_height} #{alternate_on}')).toBe('30x5 0');
  });

  it('is told from keys by what is typed, and from what is typed by what is pasted', async () => {
    const window = startInTmux('printf "\\033[?2004hready "; cat -v; exit 3', { columns: 60, rows: 6 });
    await window.waitForText('ready');
    window.type('Enter');
    window.paste('two words');
    await window.waitForText('Enter^[[200~two words^[[201~');
    window.sendKeys('Enter');
    await window.waitForText(/two words.*\nEnter.*two words/);
    window.sendKeys('C-d');
    expect(await window.waitForEnd()).toBe(3);
  });

  it('is looked at with its colours, and recorded byte by byte', async () => {
    const window = startInTmux('read n; printf "\\033[31mred\\033[m"; read n', { columns: 60, rows: 6 });
    const record = join(makeFolder(), 'record');
    window.record(record);
    window.sendKeys('Enter');
    await window.waitForText('red');
    expect(window.captureStyled()).toContain('\u001b[31mred');
    const written = (): string => (existsSync(record) ? readFileSync(record, 'utf8') : '');
    const isWhole = (): true | undefined => written().includes('\u001b[31mred\u001b[m') || undefined;
    await waitFor(isWhole, { complain: written });
  });
});
