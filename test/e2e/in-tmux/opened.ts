import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isRunning, readProcessStat } from '../../../src/process-stat.ts';
import { MIKADO, makeFolder, makeRepository, NODE } from '../../rig/cli.ts';
import { startInTmux, type TmuxWindow } from '../../rig/tmux.ts';
import { waitAtLeast, waitFor } from '../../rig/wait-for.ts';
import { SAMPLE_CARDS } from '../../ui/sample-cards.ts';

/** The card that the screen selects when it opens on the sample cards: the one that is ready, with the checklist of each walk. */
export const CARD = 'docs/store-user-preference.md';

/** How long a question takes no answer after it opened, in milliseconds, and some more for the screen to show it. */
const GUARD_MS = 250;

/** Of what tmux knows of a window: the alternate buffer is shown, the cursor is, the mouse is reported. */
export const MODES = '#{alternate_on} #{cursor_flag} #{mouse_any_flag}';
/** What `MODES` says while the screen is drawn, and while a shell has the window. */
export const DRAWN = '1 0 0';
export const GIVEN_BACK = '0 1 0';

/** What a walk begins with. */
export interface How {
  /** Files of the repository, on top of the sample cards. */
  readonly files?: Readonly<Record<string, string>>;
  /** A repository and a state folder of an earlier start. */
  readonly in?: Pick<Opened, 'folder' | 'state'>;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** The command line that opens the screen; the built `mikado` unless told. */
  readonly program?: string;
  /** What stands on the screen once it can be walked on; the first ready card unless told. */
  readonly ready?: string | RegExp;
}

/** A screen that is open in tmux. */
export interface Opened {
  readonly window: TmuxWindow;
  readonly folder: string;
  /** What programs remember of their user. */
  readonly state: string;
}

/** The command line that opens the screen of the built `mikado`. */
export const PROGRAM = `'${NODE}' '${MIKADO}'`;

/** Where git stands, which card is selected, and that all there is to know of it was read. */
const READY =
  /^git .* @ .*(?:its branch|not started)[\s\S]*^> .*READY[\s\S]*(?:Verification {2}\d|no checklist|\d checks?, \d)/m;

/** A card that is ready and has these items to check. */
export function checking(...items: readonly string[]): Readonly<Record<string, string>> {
  const list = items.map((item) => `- [ ] ${item}\n`).join('');
  return { [CARD]: `---\nstatus: active\n---\n\n## Verification\n\n${list}` };
}

/** A card that is ready, and a command whose exit status decides about it. */
export function running(command: string): Readonly<Record<string, string>> {
  return checking(`\`${command}\` <!-- check: run -->`);
}

function placeOf(how: How): Pick<Opened, 'folder' | 'state'> & { readonly env: Record<string, string> } {
  const { folder, state } = how.in ?? {
    folder: makeRepository({ ...SAMPLE_CARDS, ...how.files }),
    state: makeFolder(),
  };
  return { folder, state, env: { XDG_STATE_HOME: state, CI: 'true', ...how.env } };
}

/** Opens the screen as the first program of a tmux window, with no shell below it. */
export async function openAlone(how: How = {}): Promise<Opened> {
  const { folder, state, env } = placeOf(how);
  const { columns = 120, rows = 36, program = PROGRAM } = how;
  const window = startInTmux(`exec ${program}`, { columns, rows, cwd: folder, env });
  await window.waitForText(how.ready ?? READY);
  return { window, folder, state };
}

/** Opens a shell in tmux, and starts the screen from it. */
export async function openFromShell(how: How = {}): Promise<Opened> {
  const { folder, state, env } = placeOf(how);
  const { columns = 120, rows = 36 } = how;
  const window = startInTmux("exec env PS1='sh> ' bash --norc --noprofile -i", {
    columns,
    rows,
    cwd: folder,
    env,
  });
  await window.waitForText('sh>');
  start({ window }, how.program);
  await window.waitForText(how.ready ?? READY);
  return { window, folder, state };
}

/** Types the command that starts the screen at the shell; its end is told with its exit status. */
export function start({ window }: Pick<Opened, 'window'>, program = PROGRAM): void {
  const told = `sh -c 'echo $$ > .git/screen; stty -g > .git/before; exec "$@"' sh ${program}`;
  window.type(`clear; ${told}; echo "ended $?"; stty -g > .git/after`);
  window.sendKeys('Enter');
}

/** The process of the screen that was started from a shell. */
export function screenPid({ folder }: Pick<Opened, 'folder'>): number {
  return Number(readFileSync(join(folder, '.git/screen'), 'utf8'));
}

/** Sees the screen end with a status, and the shell have its terminal back as it was: main buffer, cursor, echo. */
export async function expectGivenBack({ window, folder }: Opened, status: number): Promise<string> {
  const shown = await window.waitForText(new RegExp(`^ended ${status}\\n+sh>$`, 'm'));
  expect(window.ask(MODES)).toBe(GIVEN_BACK);
  expect(await fileOf(folder, '.git/after')).toBe(await fileOf(folder, '.git/before'));
  return shown;
}

/** What a file says, once it says something. */
export function fileOf(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  return waitFor(() => (existsSync(path) ? readFileSync(path, 'utf8') || undefined : undefined), {
    complain: () => `there is nothing in ${path}`,
  });
}

/** Waits until a process has ended. */
export async function expectEnded(pid: number): Promise<void> {
  await waitFor(() => (isRunning(readProcessStat(pid)) ? undefined : true), {
    complain: () => `${pid} still runs`,
  });
}

/** Answers a question once its first moment is over, in which keys do not count, and sees it go. */
export async function answer({ window }: Pick<Opened, 'window'>, title: string, key: string): Promise<void> {
  await window.waitForText(title);
  await waitAtLeast(GUARD_MS);
  window.sendKeys(key);
  await window.waitForScreen('the end of the question', (shown) => !shown.includes(title));
}

/** Verifies the selected card, with a yes to its commands. */
export async function verify(opened: Pick<Opened, 'window'>): Promise<void> {
  opened.window.sendKeys('r');
  await answer(opened, 'Run these commands?', 'y');
}
