import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../../verify/state-store.ts';

/**
 * A small file in the user's state folder that one start of the screen leaves to the next. It is there whole or not at
 * all, the last writer wins, and nothing ever fails for its sake: where it cannot be kept, it is not kept.
 */
export class StateFile {
  /** Undefined where the user has no folder for state. */
  readonly path: string | undefined;

  /** @param about what the file is for, such as the path of a repository; its hash is the file's name */
  constructor(kind: 'screen' | 'terminal' | 'crash', about: string, env: NodeJS.ProcessEnv) {
    const folder = stateFolder(kind, env);
    this.path = folder && join(folder, createHash('sha256').update(about).digest('hex'));
  }

  /** The text of the file, or undefined when there is none that can be read. */
  read(): string | undefined {
    try {
      return this.path && readFileSync(this.path, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Writes the file anew, and tells whether it is there now. */
  write(text: string): boolean {
    if (this.path === undefined) return false;
    const unfinished = `${this.path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      mkdirSync(join(this.path, '..'), { recursive: true, mode: 0o700 });
      writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
      renameSync(unfinished, this.path);
      return true;
    } catch {
      removeMaybe(unfinished);
      return false;
    }
  }

  /** Removes the file if it is there. */
  remove(): void {
    if (this.path !== undefined) removeMaybe(this.path);
  }
}

function removeMaybe(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays: whoever reads it checks what it says anyway.
  }
}
