import { describe, expect, test } from 'vitest';
import { makeFolder, makeRepository } from '../../rig/cli.ts';
import { type PtyScreen, startMikado } from '../../rig/pty.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';
import { walkViews } from './walk-views.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 50, rows: 20 },
] as const;
/** A colour of the text or behind it, among the parameters of one style. */
const COLOUR = /\x1b\[(?:\d*;)*(?:3[0-8]|4[0-8]|9\d|10\d)(?:;\d+)*m/;

async function open(
  size: { readonly columns: number; readonly rows: number },
  how: { readonly env?: Readonly<Record<string, string>>; readonly args?: readonly string[] } = {},
): Promise<PtyScreen> {
  const env = { XDG_STATE_HOME: makeFolder(), ...how.env };
  const screen = startMikado(how.args ?? [], { ...size, cwd: makeRepository(SAMPLE_CARDS), env });
  await screen.waitForText(/^> .*READY/m);
  return screen;
}

describe.each(['xterm', 'screen', 'tmux-256color', 'linux', 'vt100'])('a terminal called %s', (TERM) => {
  test.each(SIZES)('shows every view, with its keys, at $columns by $rows', async (size) => {
    const screen = await open(size, { env: { TERM } });
    const seen: string[] = [];
    await walkViews(screen, (name) => {
      seen.push(name);
      // In the last row, or at the end of the box of a question.
      expect(`${name}:\n${screen.text()}`).toMatch(/\? help$|\bEsc\b|\[n cancel\]|q quit$/);
    });
    expect(seen).toHaveLength(17);
    screen.type('q');
    expect((await screen.waitForExit()).code).toBe(0);
    expect(screen.isAlternate).toBe(false);
  });
});

test.each(SIZES)('with NO_COLOR no view writes a colour, at $columns by $rows', async (size) => {
  const coloured = await open(size);
  expect(coloured.received).toMatch(COLOUR);
  const screen = await open(size, { env: { NO_COLOR: '1' } });
  await walkViews(screen, () => undefined);
  expect(screen.received).not.toMatch(COLOUR);
});

test.each(SIZES)('with --ascii no view writes anything else, at $columns by $rows', async (size) => {
  const screen = await open(size, { args: ['--ascii'] });
  await walkViews(screen, () => undefined);
  expect(screen.received).toMatch(/^[\x00-\x7f]*$/);
});

test('over a slow line, keys that are typed ahead lead to the frame that they lead to at once', async () => {
  const cwd = makeRepository(SAMPLE_CARDS);
  const after = async (delay: number): Promise<string> => {
    const env = { XDG_STATE_HOME: makeFolder() };
    const screen = startMikado([], { columns: 80, rows: 24, cwd, env, delay });
    await screen.waitForText('checks 0/5');
    await screen.waitForText('git main @');
    for (const key of ['g', 'j', '\x1b[B', '\x1b[B', '6', '?', '?', '\t', '\x1b[A']) screen.type(key);
    screen.type('/state');
    return screen.waitForText(/\/ ?state/);
  };
  expect(await after(150)).toBe(await after(0));
});
