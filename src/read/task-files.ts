import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TaskFile } from '../checklist/programs.ts';
import { linesInJustfile, linesInMakefile, linesInTaskfile, linesInToml } from './task-lines.ts';

/** Larger files define more than tasks; in bytes. */
const MAX_BYTES = 256 * 1024;
/** A task of more lines is a program, which nobody judges line by line. */
const MAX_LINES = 40;

/** Where each kind of file may lie, in the order in which its runner looks. */
const NAMES: Readonly<Record<TaskFile, readonly string[]>> = {
  package: ['package.json'],
  composer: ['composer.json'],
  deno: ['deno.json', 'deno.jsonc'],
  mise: ['mise.toml', '.mise.toml', 'mise/config.toml', '.config/mise.toml', '.config/mise/config.toml'],
  just: ['justfile', 'Justfile', '.justfile'],
  make: ['GNUmakefile', 'makefile', 'Makefile'],
  task: ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml'],
};

/** The files of a repository that define tasks, each read once, and only when a task of it is asked about. */
export class TaskFiles {
  readonly #top: string;
  readonly #texts = new Map<TaskFile, string | undefined>();

  constructor(top: string) {
    this.#top = top;
  }

  /**
   * Gives the command lines of a task, those of its prerequisites as calls of the runner in front; undefined when the
   * task is not defined where it is looked for, or what it does is not a list of commands.
   */
  linesOf(file: TaskFile, task: string): readonly string[] | undefined {
    const text = this.#textOf(file);
    const lines = text === undefined ? undefined : linesIn(file, text, task);
    return lines === undefined || lines.length === 0 || lines.length > MAX_LINES ? undefined : lines;
  }

  #textOf(file: TaskFile): string | undefined {
    if (!this.#texts.has(file)) {
      this.#texts.set(
        file,
        NAMES[file].map((name) => readSmall(path.join(this.#top, name))).find((text) => text !== undefined),
      );
    }
    return this.#texts.get(file);
  }
}

function readSmall(file: string): string | undefined {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() === true && found.size <= MAX_BYTES ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function linesIn(file: TaskFile, text: string, task: string): readonly string[] | undefined {
  switch (file) {
    case 'package':
      return linesOfScript(text, task);
    case 'composer':
      return linesInJson(text, { key: 'scripts', task })?.map((line) =>
        line.replace(/^@php /, 'php ').replace(/^@/, 'composer '),
      );
    case 'deno':
      return linesInJson(text, { key: 'tasks', task });
    case 'mise':
      return linesInToml(text, task);
    case 'just':
      return linesInJustfile(text, task);
    case 'make':
      return linesInMakefile(text, task);
    case 'task':
      return linesInTaskfile(text, task);
  }
}

/** What npm runs for a script: the one before it, itself, and the one after it. */
function linesOfScript(text: string, task: string): readonly string[] | undefined {
  const linesOf = (name: string) => linesInJson(text, { key: 'scripts', task: name });
  const lines = linesOf(task);
  return lines && [...(linesOf(`pre${task}`) ?? []), ...lines, ...(linesOf(`post${task}`) ?? [])];
}

function linesInJson(
  text: string,
  { key, task }: { readonly key: string; readonly task: string },
): readonly string[] | undefined {
  const written = memberOf(memberOf(parsed(text), key), task);
  if (typeof written === 'string') return [written];
  return Array.isArray(written) && written.every((line) => typeof line === 'string') ? written : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
