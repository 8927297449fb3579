import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, resolve } from 'node:path';

const ASSIGNMENTS = /^(?:\s*[A-Za-z_]\w*=(?:[^\s"'`$\\;&|<>()]|"[^"`$\\]*"|'[^']*')*(?=\s))*\s*/;
const WORD = /^(?:([\w./+@:%,=-]+)|"([^"`$\\\n]+)"|'([^'\n]+)')(?=[\s;&|<>()]|$)/;

/**
 * The word of a shell command that names its program, after assignments, or undefined when it is not a simple word
 * (an expansion, an escape, a bracket) so that only a shell could tell.
 */
export function firstWord(command: string): string | undefined {
  const rest = command.slice(ASSIGNMENTS.exec(command)?.[0].length ?? 0);
  const [, plain, inDouble, inSingle] = WORD.exec(rest) ?? [];
  return plain ?? inDouble ?? inSingle;
}

/**
 * The file that a shell would start for a program's name, or undefined when there is none: a name with a slash counts
 * from `cwd`, any other is looked up along `path`.
 *
 * @param place `path` is the value of `PATH`; its empty and relative entries count from `cwd`, as in a shell.
 */
export function findProgram(
  word: string,
  place: { readonly cwd: string; readonly path: string },
): string | undefined {
  if (word.includes('/')) {
    const file = isAbsolute(word) ? word : resolve(place.cwd, word);
    return statSync(file, { throwIfNoEntry: false }) === undefined ? undefined : file;
  }
  return place.path
    .split(delimiter)
    .map((folder) => resolve(place.cwd, folder, word))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
