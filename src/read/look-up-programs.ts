import { statSync } from 'node:fs';
import path from 'node:path';
import type { Programs } from '../checklist/programs.ts';
import { isInside } from '../is-inside.ts';
import { TaskFiles } from './task-files.ts';

/** Words that are asked about for one reading; a list of thousands of names is no checklist. */
const MAX_LOOK_UPS = 500;

/**
 * Looks up programs and tasks for the commands of a repository, when somebody asks and never before. Nothing is started:
 * a program is looked for along `PATH` without the system's own folders, in `node_modules/.bin` and in the repository, a
 * task in the files that define tasks.
 *
 * @param top the top of the repository, where commands run
 * @param env the environment whose `PATH` counts
 */
export function lookUpPrograms(top: string, env: { readonly PATH?: string | undefined }): Programs {
  const found = new Map<string, boolean>();
  const files = new TaskFiles(top);
  return {
    isProgram(word) {
      const known = found.get(word) ?? (found.size < MAX_LOOK_UPS && isProgram(word, { top, env }));
      found.set(word, known);
      return known;
    },
    linesOfTask: (file, task) => files.linesOf(file, task),
  };
}

/**
 * Programs of the system itself take files, so that `check` behind one of them is no order: `unlink check`. Those that do
 * take orders are known by name.
 */
const SYSTEM_FOLDERS = new Set(['/bin', '/sbin', '/usr/bin', '/usr/sbin']);

function isProgram(
  word: string,
  { top, env }: { readonly top: string; readonly env: { readonly PATH?: string | undefined } },
): boolean {
  if (!/^[\w.+/-]{1,200}$/.test(word)) return false;
  if (word.includes('/')) {
    const file = path.resolve(top, word);
    return isInside(file, top) && isExecutable(file);
  }
  const folders = (env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && !SYSTEM_FOLDERS.has(path.resolve(folder)));
  return [path.join(top, 'node_modules', '.bin'), ...folders].some((folder) =>
    isExecutable(path.join(folder, word)),
  );
}

function isExecutable(file: string): boolean {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() === true && (found.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}
