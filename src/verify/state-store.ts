import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type Refusal, refuse } from '../edit/refusal.ts';
import { createSynced } from '../edit/write-bytes.ts';
import { isInside } from '../is-inside.ts';
import { hasCode, isSystemError } from '../system-error.ts';

const KEY = /^[0-9a-f]{64}$/;
const UNFINISHED = /^\.[0-9a-f]{16}\.tmp$/;
/** Whoever takes longer to write a line was killed; in milliseconds. */
const ABANDONED_MS = 60_000;

/** What is kept in a folder of the user's state: a person's words of one kind. */
interface Kept<T> {
  /** What one of them is called, after "the". */
  readonly name: string;
  readonly schemaVersion: number;
  /** Tells whether a value that was read is one. */
  readonly is: (value: unknown) => value is T;
  /** Its name: 64 hexadecimal digits that change with everything it is about. */
  readonly keyOf: (value: T) => string;
}

/**
 * The folder of a user's state that holds a person's words of a kind, or what the screen leaves to its next start; undefined
 * where the user has no home. It need not be there yet, and nobody has looked yet whether it can be relied on.
 */
export function stateFolder(
  kind: 'trust' | 'deny' | 'screen' | 'terminal' | 'crash',
  env: NodeJS.ProcessEnv,
): string | undefined {
  const state = userState(env);
  return state === undefined ? undefined : join(state, 'mikado', kind);
}

/**
 * Finds a folder as `stateFolder` does, where a yes in it can be relied on.
 *
 * @param top the real path of the repository's top folder
 * @returns a refusal when the folder is unknown, is not the user's alone, or lies inside the repository
 */
export function trustedFolder(kind: 'trust' | 'deny', top: string, env: NodeJS.ProcessEnv): string | Refusal {
  const folder = stateFolder(kind, env);
  if (folder === undefined) return refuse('approvals need a home folder; set HOME or XDG_STATE_HOME');
  if (isInside(realFolder(folder), top)) {
    return refuse(
      `approvals are never kept inside the repository (${folder}); set XDG_STATE_HOME to a folder outside`,
    );
  }
  const owned = statSync(folder, { throwIfNoEntry: false });
  const user = process.getuid?.();
  if (owned !== undefined && ((owned.mode & 0o022) !== 0 || owned.uid !== (user ?? owned.uid))) {
    return refuse(`others can write to ${folder}, so no approval there counts; run chmod 700 on it`);
  }
  return folder;
}

/** A person's words of one kind, for all repositories: one file each, named by what it is about. */
export class StateStore<T extends object> {
  readonly #folder: string;
  readonly #kept: Kept<T>;

  /** @param folder it need not be there yet */
  constructor(folder: string, kept: Kept<T>) {
    this.#folder = folder;
    this.#kept = kept;
  }

  /** The word of that name, or undefined when there is none that is whole. */
  read(key: string): T | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(join(this.#folder, key), 'utf8'));
      const isWhole = this.#kept.is(value) && versionOf(value) === this.#kept.schemaVersion;
      return isWhole && this.#kept.keyOf(value) === key ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Tells whether there is a file of that name, whole or not; trouble with looking counts as yes. */
  has(key: string): boolean {
    try {
      lstatSync(join(this.#folder, key));
      return true;
    } catch (error) {
      return !hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR');
    }
  }

  /** All words that are whole, in no order. */
  list(): readonly T[] {
    return this.#keys().flatMap((key) => this.read(key) ?? []);
  }

  /** Keeps words; each is there whole or not at all. */
  add(words: readonly T[]): Refusal | undefined {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      for (const word of words) {
        const line = `${JSON.stringify({ schemaVersion: this.#kept.schemaVersion, ...word })}\n`;
        const unfinished = join(this.#folder, `.${randomBytes(8).toString('hex')}.tmp`);
        createSynced(unfinished, Buffer.from(line), { mode: 0o600 });
        renameSync(unfinished, join(this.#folder, this.#kept.keyOf(word)));
      }
      return undefined;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(`the ${this.#kept.name} could not be written: ${error.message}`);
    }
  }

  /** Takes words out. */
  remove(words: readonly T[]): Refusal | undefined {
    try {
      for (const word of words) rmSync(join(this.#folder, this.#kept.keyOf(word)), { force: true });
      return undefined;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(`the ${this.#kept.name} could not be removed: ${error.message}`);
    }
  }

  /** Removes what a killed process left half-written, and words of an older format, which count for nothing. */
  sweep(): void {
    for (const key of this.#keys()) {
      if (this.read(key) === undefined) rmSync(join(this.#folder, key), { force: true });
    }
    for (const name of this.#names().filter((each) => UNFINISHED.test(each))) {
      const file = join(this.#folder, name);
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_MS) rmSync(file, { force: true });
    }
  }

  #keys(): readonly string[] {
    return this.#names().filter((name) => KEY.test(name));
  }

  #names(): readonly string[] {
    return existsSync(this.#folder) ? readdirSync(this.#folder) : [];
  }
}

function versionOf(value: object): unknown {
  return Reflect.get(value, 'schemaVersion');
}

/** The user's state folder; the XDG rule is that a relative one does not count. */
function userState(env: NodeJS.ProcessEnv): string | undefined {
  const named = env.XDG_STATE_HOME;
  if (named !== undefined && isAbsolute(named)) return named;
  return env.HOME !== undefined && isAbsolute(env.HOME) ? join(env.HOME, '.local', 'state') : undefined;
}

/** The real path of a folder that may not be there yet. */
function realFolder(folder: string): string {
  if (existsSync(folder) || dirname(folder) === folder) return realpathSync(folder);
  return join(realFolder(dirname(folder)), folder.slice(dirname(folder).length + 1));
}
