import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { shellWord } from '../shell-word.ts';
import { IN_FOREGROUND } from '../verify/run-at-terminal.ts';

/** A line of a file, for an editor to open. */
export interface EditedPlace {
  /** An absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** How an editor came to its end. */
export type EditorEnd =
  | { readonly kind: 'ended' }
  /** It could not be started, or ended with a failure; one sentence. */
  | { readonly kind: 'failed'; readonly message: string };

/** How long an editor that was told to end may take, in milliseconds. */
const GRACE_MS = 1_000;
/** A windowed editor that has not failed by then is taken to be open, in milliseconds. */
const OPENED_MS = 300;
/** What a shell exits with when there is no such program. */
const NOT_FOUND = 127;

const WINDOWED = new Set(
  'code code-insiders codium cursor windsurf zed subl atom gvim mvim gedit kate xed pluma mousepad idea'.split(
    ' ',
  ),
);
const PLUS_LINE = new Set(
  'vi vim nvim view gvim mvim nano pico emacs emacsclient micro joe jed mg kak ne gedit xed pluma mousepad'.split(
    ' ',
  ),
);
const COLON_LINE = new Set(['hx', 'helix', 'subl', 'zed', 'atom']);
const GOTO_LINE = new Set(['code', 'code-insiders', 'codium', 'cursor', 'windsurf']);
const LINE_OPTION = new Set(['kate', 'idea']);

/** The user's editor as he wrote it, arguments included: `VISUAL`, else `EDITOR`, else `vi`. */
export function editorOf(env: NodeJS.ProcessEnv): string {
  return [env.VISUAL, env.EDITOR].find((each) => each !== undefined && each.trim() !== '') ?? 'vi';
}

/**
 * Tells whether an editor opens a window of its own, and so needs no terminal.
 *
 * @param others programs that do, besides those that are known to
 */
export function isWindowed(editor: string, env: NodeJS.ProcessEnv, others: readonly string[] = []): boolean {
  const name = programOf(editor);
  if (WINDOWED.has(name) || others.includes(name)) return true;
  if (name !== 'emacs' && name !== 'emacsclient') return false;
  const hasDisplay = [env.DISPLAY, env.WAYLAND_DISPLAY].some((each) => each !== undefined && each !== '');
  return hasDisplay && !/ (?:-nw|-t|-tty|--tty|--no-window-system)(?: |$)/.test(editor);
}

/** What an editor is given to open a file at a line; one that is not known gets the file alone. */
export function argumentsFor(editor: string, { file, line }: EditedPlace): readonly string[] {
  const name = programOf(editor);
  if (GOTO_LINE.has(name)) return ['-g', `${file}:${line}`];
  if (COLON_LINE.has(name)) return [`${file}:${line}`];
  if (LINE_OPTION.has(name)) return ['--line', String(line), file];
  return PLUS_LINE.has(name) ? [`+${line}`, file] : [file];
}

/** The name of the program that an editor's command starts. */
function programOf(editor: string): string {
  const words = editor.trim().split(/\s+/);
  const program = words.find((word) => !/^\w+=/.test(word)) ?? '';
  return path.basename(program.replaceAll(/["']/g, '')).replace(/\.exe$/, '');
}

/** How an editor is run. */
export interface EditorRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs an editor as the one job in the foreground of the terminal, so that Ctrl-C goes to it alone, and puts the
 * terminal in order behind it. Its command is split by the shell, as git does. Nobody else may use the terminal
 * meanwhile. When the signal aborts, the editor gets TERM and a second later KILL.
 */
export function runEditor(
  editor: string,
  place: EditedPlace,
  run: EditorRun & { readonly signal: AbortSignal },
): Promise<EditorEnd> {
  return runInForeground({ ...EDITOR, command: editor }, argumentsFor(editor, place), run);
}

/**
 * Shows a file in the user's pager (`PAGER`, else `less`), which gets the terminal as an editor does. Of control sequences
 * in the file `less` passes on colours alone.
 */
export function runPager(
  file: string,
  { cwd, env, signal }: EditorRun & { readonly signal: AbortSignal },
): Promise<EditorEnd> {
  const command = env.PAGER?.trim() || 'less';
  return runInForeground({ ...PAGER, command }, [file], { cwd, env: { LESS: 'R', ...env }, signal });
}

/** Runs a command that the user said yes to, with the terminal, and waits for Enter, so that what it says can be read. */
export function runAtHand(
  command: string,
  { cwd, env, signal }: EditorRun & { readonly signal: AbortSignal },
): Promise<EditorEnd> {
  const script = `printf '$ %s\\n' "$1"; ${command}; status=$?; printf '\\nEnter leads back. '; read -r _; exit "$status"`;
  const program = { command: `sh -c ${shellWord(script)} sh`, what: 'command', variable: 'PATH' };
  return runInForeground(program, [command], { cwd, env, signal });
}

/** A program of the user's, what it is called, and the variable that names it. */
interface UsersProgram {
  readonly command: string;
  readonly what: string;
  readonly variable: string;
}

const EDITOR = { what: 'editor', variable: 'EDITOR' } as const;
const PAGER = { what: 'pager', variable: 'PAGER' } as const;

async function runInForeground(
  program: UsersProgram,
  operands: readonly string[],
  { cwd, env, signal }: EditorRun & { readonly signal: AbortSignal },
): Promise<EditorEnd> {
  const { command } = program;
  // The job tells its process id, which is its group's, on a descriptor that the program does not get.
  // Without a trap its shell would not wait for a program that goes on after Ctrl-C.
  const script = `trap : INT QUIT; echo "$$" >&3; exec 3>&-; ${command} "$@"`;
  const args = ['-m', '-c', IN_FOREGROUND, 'mikado', '/bin/sh', '-c', script, command, ...operands];
  const child = spawn('/bin/sh', args, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', 'pipe'] });
  let group = 0;
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    group = Number(chunk.toString('latin1'));
  });
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    signalGroup(group, 'SIGTERM');
    timer = setTimeout(() => signalGroup(group, 'SIGKILL'), GRACE_MS);
  };
  signal.addEventListener('abort', onAbort);
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) =>
        resolve({ kind: 'failed', message: notStarted(program, error.message) }),
      );
      child.once('exit', (code) => resolve(endOf(program, code ?? 0, '')));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Starts an editor that has a window, and resolves once it is open or has failed. It outlives this process. */
export async function openWindowed(
  editor: string,
  place: EditedPlace,
  { cwd, env }: EditorRun,
): Promise<EditorEnd> {
  const program = { ...EDITOR, command: editor };
  const args = ['-c', `${editor} "$@"`, editor, ...argumentsFor(editor, place)];
  const child = spawn('/bin/sh', args, { cwd, env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const complaint = text(child.stderr).catch(() => '');
  const ended = new Promise<EditorEnd>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'failed', message: notStarted(program, error.message) }));
    child.once('exit', (code) => {
      if (code === 0) resolve({ kind: 'ended' });
      else void complaint.then((said) => resolve(endOf(program, code ?? 0, said)));
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const open = new Promise<EditorEnd>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'ended' }), OPENED_MS);
  });
  try {
    return await Promise.race([ended, open]);
  } finally {
    clearTimeout(timer);
    child.unref();
    child.stderr.destroy();
  }
}

function endOf(program: UsersProgram, code: number, said: string): EditorEnd {
  if (code === 0) return { kind: 'ended' };
  if (code === NOT_FOUND) return { kind: 'failed', message: notStarted(program, 'there is no such program') };
  const [line = ''] = said.trim().split('\n');
  const words = line === '' ? '' : `: ${line}`;
  return { kind: 'failed', message: `The ${program.what} ended with ${code}${words}.` };
}

function notStarted({ what, command, variable }: UsersProgram, why: string): string {
  return `The ${what} ${command} could not be started: ${why}. Set ${variable}.`;
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  if (!Number.isInteger(group) || group <= 1) return;
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended.
  }
}
