import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CardThen, Step } from '../history/step.ts';
import { type Place, workFolder } from '../read/place.ts';
import { isSystemError } from '../system-error.ts';
import { version } from '../version.ts';

/** The graph at the commits up to one of them, as an earlier run read it. */
export interface KnownHistory {
  /** The commit that HEAD was then. */
  readonly head: string;
  /** The commits that touched a document or what decides about documents, oldest first. */
  readonly commits: readonly string[];
  /** With the times as authors and their order say, however far in the future. */
  readonly steps: readonly Step[];
}

/**
 * What an earlier run read of the history, in the git folder. It only saves time: whatever is torn, foreign, or of
 * another version counts as absent, and one that cannot be written is left out.
 */
export class HistoryCache {
  readonly #file: string;

  /** @param key everything besides the commits that the steps depend on */
  constructor(place: Place, key: string) {
    const name = digest(`${version}\n${key}`).slice(0, 16);
    this.#file = path.join(workFolder(place), 'history', `${name}.json`);
  }

  /** What an earlier run wrote; undefined where there is nothing that counts. */
  read(): KnownHistory | undefined {
    try {
      if (!existsSync(this.#file)) return undefined;
      const text = readFileSync(this.#file, 'utf8');
      const end = text.indexOf('\n');
      // What has the digest that its first line names was written by this program, whole.
      if (text.slice(0, end) !== digest(text.slice(end + 1))) return undefined;
      const { head, commits, steps }: Written = JSON.parse(text.slice(end + 1));
      return { head, commits, steps: steps.map((step) => ({ ...step, movedFrom: new Map(step.movedFrom) })) };
    } catch (error) {
      if (isSystemError(error) || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** Keeps what this run read for later ones. */
  write({ head, commits, steps }: KnownHistory): void {
    const written: Written = {
      head,
      commits,
      steps: steps.map((step) => ({ ...step, movedFrom: [...step.movedFrom] })),
    };
    const text = JSON.stringify(written);
    // Neither synced nor put in place whole: by its digest what is torn counts as absent.
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, `${digest(text)}\n${text}`);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}

interface Written extends Omit<KnownHistory, 'steps'> {
  readonly steps: readonly (Omit<Step, 'movedFrom' | 'changed'> & {
    readonly changed: readonly CardThen[];
    readonly movedFrom: readonly (readonly [string, string])[];
  })[];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
