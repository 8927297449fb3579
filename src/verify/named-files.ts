import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, relative, resolve, sep } from 'node:path';
import { isInside } from '../is-inside.ts';

/** A file of the repository that a command names as what is to be run. */
export interface NamedFile {
  /** Its real path, relative to the top, with `/`. */
  readonly path: string;
  /** In hexadecimal, or `unreadable`. */
  readonly sha256: string;
  /** Whether the command reaches it through a symbolic link. */
  readonly isLinked: boolean;
}

/** Where a command would run. All paths are real. */
export interface CommandPlace {
  /** The top folder of the repository. */
  readonly top: string;
  readonly cwd: string;
  /** The value of `PATH`. */
  readonly path: string;
}

/** Programs that run the file they are given; a version may follow the name, as in `python3.12`. */
const INTERPRETER =
  /^(?:.*\/)?(?:\.|source|sh|bash|dash|zsh|ksh|fish|busybox|python|pypy|node|nodejs|deno|bun|tsx|ts-node|ruby|perl|php|lua|Rscript|pwsh|osascript|awk|gawk|expect|tclsh|julia|elixir|groovy)[\d.]*$/;

/** These take the name of a module or a pattern of tests next, and no script. */
const NO_SCRIPT = /^(?:-m|--test)$/;

/** A word in its quotes and with its backslashes, or a run of what ends a simple command. */
const TOKEN = /[;&|()\n`]+|(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|[^\s;&|()<>"'\\`])+/gs;
const ENDS_COMMAND = /^[;&|()\n`]/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const KEYWORD = /^(?:!|\{|if|then|else|elif|while|until|do|time|exec|command|env|sudo|nice|nohup)$/;
/** A quoted command inside a quoted command is looked into no deeper than this. */
const DEEPEST = 4;

/** What the next word of a command may be. */
type Role = 'program' | 'folder' | 'script' | 'argument';

/**
 * Finds the files of the repository that a shell command would run: its programs, any other file that it names and that
 * may be executed, and the scripts it hands to an interpreter; by path and without doubles.
 *
 * This is no shell: it reads words and quotes, and follows `cd` to a plain folder, but knows no variables. A file too
 * many only means that a person is asked again when it changes.
 */
export function namedFiles(command: string, place: CommandPlace): readonly NamedFile[] {
  const files = new Map<string, NamedFile>();
  const folders = [place.cwd];
  eachWord(command, 0, (word, role) => {
    for (const file of filesFor(word, role, { folders, path: place.path })) {
      const named = nameFile(file, place.top);
      if (named !== undefined) files.set(named.path, named);
    }
    if (role === 'folder') folders.push(resolve(folders.at(-1) ?? place.cwd, word));
  });
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function eachWord(command: string, depth: number, tell: (word: string, role: Role) => void): void {
  let role: Role = 'program';
  let before = '';
  for (const [token] of command.matchAll(TOKEN)) {
    if (ENDS_COMMAND.test(token)) {
      role = 'program';
      continue;
    }
    const word = unquoted(token);
    if (word !== token && /\s/.test(word) && depth < DEEPEST) eachWord(word, depth + 1, tell);
    if (role === 'program' && (ASSIGNMENT.test(word) || KEYWORD.test(word))) continue;
    tell(word, role);
    const value = /^--?[\w-]+=(.+)$/.exec(word)?.[1];
    if (value !== undefined) tell(value, role);
    role = roleAfter(word, { role, before });
    before = word;
  }
}

function roleAfter(word: string, now: { readonly role: Role; readonly before: string }): Role {
  if (word === 'cd' || word === 'pushd') return 'folder';
  if (INTERPRETER.test(word)) return 'script';
  if (now.role !== 'script' || NO_SCRIPT.test(word)) return 'argument';
  // A word behind an option may be its value, so that the script is still to come.
  return word.startsWith('-') || now.before.startsWith('-') ? 'script' : 'argument';
}

function unquoted(token: string): string {
  return token.replace(
    /\\\n|\\(.)|"((?:\\.|[^"\\])*)"|'([^']*)'/gs,
    (_, escaped?: string, double?: string, single?: string) =>
      escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? '',
  );
}

function filesFor(
  word: string,
  role: Role,
  where: { readonly folders: readonly string[]; readonly path: string },
): readonly string[] {
  const beside = where.folders.map((folder) => resolve(folder, word));
  switch (role) {
    case 'program':
      return word.includes('/') ? beside.filter(isFile) : foundAlong(word, where);
    case 'script':
      return [...beside.filter(isFile), ...(word.includes('/') ? [] : foundAlong(word, where))];
    case 'folder':
    case 'argument':
      return beside.filter(isProgram);
  }
}

function foundAlong(
  word: string,
  { folders, path }: { readonly folders: readonly string[]; readonly path: string },
): readonly string[] {
  const candidates = path.split(delimiter).map((folder) => resolve(folders[0] ?? '', folder, word));
  const found = candidates.find(isProgram);
  return found === undefined ? [] : [found];
}

function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // A name that no file can have, or a folder that is kept from us.
    return false;
  }
}

function isProgram(file: string): boolean {
  // Most folders of a path do not have it, and an error for each would be dear.
  if (!isFile(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Describes a file, unless it lies outside the repository and so is not the repository's to change. */
function nameFile(file: string, top: string): NamedFile | undefined {
  const real = realpathSync(file);
  if (!isInside(real, top)) return undefined;
  const path = relative(top, real).split(sep).join('/');
  const isLinked = real !== file;
  try {
    return { path, sha256: createHash('sha256').update(readFileSync(real)).digest('hex'), isLinked };
  } catch {
    return { path, sha256: 'unreadable', isLinked };
  }
}
