import { randomBytes } from 'node:crypto';
import {
  existsSync,
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
import { isSystemError } from '../system-error.ts';
import { type Approval, isApproval, keyOf } from './approval.ts';

const KEY = /^[0-9a-f]{64}$/;
const UNFINISHED = /^\.[0-9a-f]{16}\.tmp$/;
/** Whoever takes longer to write a line was killed; in milliseconds. */
const ABANDONED_MS = 60_000;

/**
 * Opens the folder of a user's approvals, one file each, named by what was approved.
 *
 * @param top the real path of the repository's top folder
 * @returns a refusal when the folder is unknown, is not the user's alone, or lies inside the repository
 */
export function openApprovalStore(top: string, env: NodeJS.ProcessEnv): ApprovalStore | Refusal {
  const state = stateFolder(env);
  if (state === undefined) return refuse('approvals need a home folder; set HOME or XDG_STATE_HOME');
  const folder = join(state, 'mikado', 'trust');
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
  return new ApprovalStore(folder);
}

/** A user's approvals for all repositories; ask `openApprovalStore` for it. */
export class ApprovalStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The approval of that name, or undefined when there is none that is whole. */
  read(key: string): Approval | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(join(this.#folder, key), 'utf8'));
      return isApproval(value) && keyOf(value) === key ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** All approvals that are whole, in no order. */
  list(): readonly Approval[] {
    return this.#keys().flatMap((key) => this.read(key) ?? []);
  }

  /** Keeps approvals; each is there whole or not at all. */
  add(approvals: readonly Approval[]): Refusal | undefined {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      for (const approval of approvals) {
        const line = `${JSON.stringify({ schemaVersion: 2, ...approval })}\n`;
        const unfinished = join(this.#folder, `.${randomBytes(8).toString('hex')}.tmp`);
        createSynced(unfinished, Buffer.from(line), { mode: 0o600 });
        renameSync(unfinished, join(this.#folder, keyOf(approval)));
      }
      return undefined;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(`the approval could not be written: ${error.message}`);
    }
  }

  /** Takes approvals out. */
  remove(approvals: readonly Approval[]): Refusal | undefined {
    try {
      for (const approval of approvals) rmSync(join(this.#folder, keyOf(approval)), { force: true });
      return undefined;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(`the approval could not be removed: ${error.message}`);
    }
  }

  /** Removes what a killed process left half-written, and approvals of an older format, which count for nothing. */
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

/** The user's state folder; the XDG rule is that a relative one does not count. */
function stateFolder(env: NodeJS.ProcessEnv): string | undefined {
  const named = env.XDG_STATE_HOME;
  if (named !== undefined && isAbsolute(named)) return named;
  return env.HOME !== undefined && isAbsolute(env.HOME) ? join(env.HOME, '.local', 'state') : undefined;
}

/** The real path of a folder that may not be there yet. */
function realFolder(folder: string): string {
  if (existsSync(folder) || dirname(folder) === folder) return realpathSync(folder);
  return join(realFolder(dirname(folder)), folder.slice(dirname(folder).length + 1));
}
