import { execFile } from 'node:child_process';

/**
 * Options that keep a repository's own configuration from running programs: no file-system monitor, no hooks, no
 * pager, and no bare repository that somebody hid among the documents.
 */
const HARDENED = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.pager=cat',
  '-c',
  'safe.bareRepository=explicit',
  '--no-optional-locks',
];

/** What is left of git's own environment would lead it into another repository. */
const LEFT_OUT =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|EXTERNAL_DIFF|PAGER|SSH.*|CONFIG.*)$/;

/** Runs git at the top of a work tree and answers its output, or undefined when it failed or is not installed. */
export function runGit(top: string, args: readonly string[]): Promise<string | undefined> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name)));
  return new Promise((resolve) => {
    execFile(
      'git',
      [...HARDENED, ...args],
      { cwd: top, env: { ...env, LC_ALL: 'C' }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => resolve(error === null ? stdout : undefined),
    );
  });
}
