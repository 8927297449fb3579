import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** The Node that the toolchain brings, which is not always the one running npm. */
export const NODE = join(TOP, 'node_modules', '.bin', 'node');

/** The built command, as a user has it after installing. */
export const MIKADO = join(TOP, 'dist', 'mikado.cjs');

/** How to run a program besides its name and arguments. */
export interface RunOptions {
  /** The folder it runs in; the system's temporary folder unless told, never this repository. */
  readonly cwd?: string;
  /** Everything it reads on stdin; stdin is empty and closed unless told. */
  readonly input?: string;
  /** Set on top of a small environment without colour, terminal or CI; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What a program left behind. */
export interface Finished {
  /** Its exit status, or null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

let stateFolder: string | undefined;

/** A folder for the state of all programs that this process starts; it is gone when the process ends. */
function stateHome(): string {
  if (stateFolder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'mikado-state-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    stateFolder = made;
  }
  return stateFolder;
}

/**
 * The environment for programs under test: the same on every machine, whatever the user's shell or CI sets.
 *
 * @param changes variables to set, or with undefined to take out
 */
export function testEnvironment(changes: RunOptions['env'] = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'SystemRoot'];
  const base = Object.fromEntries(kept.map((name) => [name, process.env[name]]));
  const fixed = { LANG: 'C.UTF-8', TZ: 'UTC', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  // What programs remember of their user is no test's to write, and none's to find, unless it names a home of its own.
  const state = 'HOME' in changes ? {} : { XDG_STATE_HOME: stateHome() };
  const all = { ...base, ...fixed, ...state, ...changes };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Runs a program to its end as a real process. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const child = spawn(program, args, {
    cwd: options.cwd ?? tmpdir(),
    env: testEnvironment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that ends without reading its input is no failure of the test.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const ended = new Promise<Pick<Finished, 'code' | 'signal'>>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ...end, stdout, stderr };
}

/** Runs the built `mikado` to its end as a real process. */
export function mikado(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(NODE, [MIKADO, ...args], options);
}

/** Makes a folder that is gone when the test is over. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mikado-test-'));
  // A program that is just ending may still write into it.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** Writes files below a folder, making the folders between. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/**
 * Runs git in a folder, with an author of its own and none of the user's configuration.
 *
 * @returns what it printed on stdout, without the last line end
 * @throws Error with git's own words when it fails
 */
export function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], {
    cwd: folder,
    env: testEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd();
}

/**
 * Makes a git repository with these files in one commit on `main`; it is gone when the test is over.
 *
 * @param files contents by path relative to the repository
 * @returns the repository's folder
 */
export function makeRepository(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder();
  writeFiles(folder, files);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=First');
  return folder;
}
