import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning, readProcessStat } from '../../src/process-stat.ts';
import { makeFolder, NODE } from '../rig/cli.ts';
import { type PtyScreen, startInPty } from '../rig/pty.ts';
import { waitFor } from '../rig/wait-for.ts';

const PROGRAM = join(import.meta.dirname, 'at-terminal.ts');

interface Running {
  readonly screen: PtyScreen;
  readonly cwd: string;
}

function start(command: string, ...limits: readonly string[]): Running {
  const cwd = makeFolder();
  return { cwd, screen: startInPty(NODE, [PROGRAM, command, ...limits], { columns: 100, rows: 20, cwd }) };
}

/** What came of the command, once the terminal has been used again by the program that started it. */
async function outcomeOf({ screen }: Running): Promise<unknown> {
  await screen.waitForText(/"same":(true|false)/);
  screen.type('a line\r');
  await screen.waitForText('then typed: a line');
  await screen.waitForExit();
  return JSON.parse(/\{"result".*\}/.exec(screen.received)?.[0] ?? '');
}

function ended(fields: object): object {
  return { head: '', atTerminal: true, same: true, ...fields };
}

describe('a command with the terminal for its own', () => {
  test('reads keys and draws', async () => {
    const running = start('printf "name? "; read name; test "$name" = Ada && test -t 1');
    await running.screen.waitForText('name?');
    running.screen.type('Ada\r');
    expect(await outcomeOf(running)).toEqual(ended({ result: 'passed', exitCode: 0 }));
  });

  test.each([
    ['ends its last line', 'echo above', ['above']],
    ['does not', 'printf above', ['above']],
    ['draws nothing', 'true', []],
  ])('has what follows on a line of its own when it %s', async (_, command, above) => {
    const running = start(command);
    await outcomeOf(running);
    const lines = running.screen.lines();
    const answer = lines.findIndex((line) => line.startsWith('{"result"'));
    expect(lines.slice(0, answer).map((line) => line.trimEnd())).toEqual(above);
  });

  test('is judged by its exit status', async () => {
    expect(await outcomeOf(start('exit 3'))).toEqual(ended({ result: 'failed', exitCode: 3 }));
    expect(await outcomeOf(start('exit 3', '20000', '3'))).toEqual(ended({ result: 'passed', exitCode: 3 }));
    expect(await outcomeOf(start('no-such-program'))).toEqual(ended({ result: 'not-found', exitCode: 127 }));
  });

  test('alone gets Ctrl-C', async () => {
    const running = start('trap "echo caught; exit 7" INT; echo ready; while :; do sleep 0.05; done');
    await running.screen.waitForText('ready');
    running.screen.type('\x03');
    expect(await outcomeOf(running)).toEqual(ended({ result: 'failed', exitCode: 7 }));
    expect(running.screen.received).toContain('caught');
  });

  test('that dies of Ctrl-C has failed', async () => {
    const running = start('echo ready; exec sleep 60');
    await running.screen.waitForText('ready');
    running.screen.type('\x03');
    expect(await outcomeOf(running)).toEqual(ended({ result: 'failed', exitCode: 130 }));
  });

  test('is not stopped by Ctrl-Z, since nobody could bring it back', async () => {
    const running = start('echo ready; read line; test "$line" = on');
    await running.screen.waitForText('ready');
    running.screen.type('\x1aon\r');
    expect(await outcomeOf(running)).toEqual(ended({ result: 'passed', exitCode: 0 }));
  });

  test('that stops itself has not passed, and is ended', async () => {
    const running = start('echo $$ > pid; kill -STOP $$');
    expect(await outcomeOf(running)).toMatchObject({ result: expect.stringMatching(/^(failed|leaked)$/) });
    expect(isAlive(running)).toBe(false);
  });

  test('leaves the terminal as it was, whatever it did to it', async () => {
    const hostile = 'printf "\\033[?1049h\\033[?25l\\033[?2004h\\033[?1003h"; stty raw -echo';
    const running = start(hostile);
    expect(await outcomeOf(running)).toEqual(ended({ result: 'passed', exitCode: 0 }));
    expect(modesLeftOn(running.screen.received)).toEqual([]);
    expect(running.screen.isAlternate).toBe(false);
  });

  test.each([
    ['gives in', 'echo $$ > pid; stty raw -echo; echo ready; exec sleep 60'],
    ['is deaf', 'echo $$ > pid; trap "" TERM INT HUP; stty -echo; echo ready; while :; do sleep 0.05; done'],
  ])('ends at its time limit when it %s', async (_, command) => {
    const running = start(command, '700');
    expect(await outcomeOf(running)).toMatchObject(ended({ result: 'timed-out', exitCode: null }));
    expect(isAlive(running)).toBe(false);
  });

  test('ends when the caller is told to stop', async () => {
    const running = start('echo $$ > pid; stty raw -echo; echo ready; exec sleep 60');
    await running.screen.waitForText('ready');
    running.screen.signal('SIGTERM');
    expect(await outcomeOf(running)).toMatchObject(ended({ result: 'killed', exitCode: null }));
    expect(isAlive(running)).toBe(false);
  });

  test('that leaves a process behind has leaked it', async () => {
    const running = start('sleep 60 & echo $! > pid');
    expect(await outcomeOf(running)).toEqual(ended({ result: 'leaked', exitCode: 0 }));
    expect(isAlive(running)).toBe(false);
  });

  test('gives the terminal back in order when the program that started it is killed', async () => {
    const killer = 'stty raw -echo; kill -KILL "$(ps -o ppid= -p $PPID)"; sleep 0.2';
    const shell =
      'before=$(stty -g); "$@"; until [ -e done ] && [ "$before" = "$(stty -g)" ]; do sleep 0.02; done; read line';
    const cwd = makeFolder();
    const args = ['-c', shell, 'sh', NODE, PROGRAM, `${killer}; : > done`];
    const screen = startInPty('/bin/sh', args, { columns: 100, rows: 20, cwd });
    await waitFor(() => (screen.received.includes('\x1b[?25h') ? true : undefined), {
      complain: () => screen.received,
    });
    screen.type('a line\r');
    expect(await screen.waitForExit()).toEqual({ code: 0, signal: 0 });
  });
});

function isAlive({ cwd }: Running): boolean {
  const path = join(cwd, 'pid');
  return existsSync(path) && isRunning(readProcessStat(Number(readFileSync(path, 'utf8'))));
}

/** The modes that were switched on last, or the cursor when it was hidden last. */
function modesLeftOn(received: string): readonly string[] {
  const modes = new Map<string, string>();
  for (const [, mode = '', set = ''] of received.matchAll(/\x1b\[\?(\d+)([hl])/g))
    modes.set(mode === '1047' ? '1049' : mode, set);
  return [...modes].filter(([mode, set]) => set === (mode === '25' ? 'l' : 'h')).map(([mode]) => mode);
}
