import { isRefusal, type Refusal } from '../edit/refusal.ts';
import { readRegularFile } from '../edit/regular-file.ts';
import { changeFile, type WriteOutcome, type WritePlace } from '../edit/write-file.ts';
import { isSystemError } from '../system-error.ts';

/** Texts that a card may have while it counts as untouched; undefined where it could not be read. */
type Untouched = Set<string | undefined>;

/** The whole text of a file before and after an edit. */
interface TextChange {
  readonly from: string;
  readonly to: string;
}

/**
 * A card's file while its checklist is verified: edited under its lock, and able to tell our edits from those of
 * anyone else. All who verify one card in this process share one of these.
 */
export class CardFile {
  readonly #path: string;
  readonly #place: WritePlace;
  readonly #onWritten: (change: TextChange) => void;
  readonly #watches = new Set<Untouched>();

  /** @param onWritten gets the whole text before and after each edit that was made */
  constructor(path: string, place: WritePlace, onWritten: (change: TextChange) => void = () => {}) {
    this.#path = path;
    this.#place = place;
    this.#onWritten = onWritten;
  }

  /** Changes the file as `changeFile` does, which nobody who watches it takes for a stranger's edit. */
  async edit(change: (text: string) => string | Refusal): Promise<WriteOutcome> {
    const made: TextChange[] = [];
    const outcome = await changeFile(this.#path, {
      ...this.#place,
      change: (from) => {
        const to = change(from);
        if (isRefusal(to) || to === from) return to;
        made.push({ from, to });
        for (const untouched of this.#watches) if (untouched.has(from)) untouched.add(to);
        return to;
      },
    });
    if (outcome.kind === 'written')
      for (const { from } of made) for (const untouched of this.#watches) untouched.delete(from);
    const last = made.at(-1);
    if (outcome.kind === 'written' && last !== undefined) this.#onWritten(last);
    return outcome;
  }

  /** Does some work and tells whether anyone but ourselves changed the file, or removed it, meanwhile. */
  async watch<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly isUntouched: boolean }> {
    const untouched: Untouched = new Set([this.#read()]);
    this.#watches.add(untouched);
    try {
      const value = await work();
      return { value, isUntouched: untouched.has(this.#read()) };
    } finally {
      this.#watches.delete(untouched);
    }
  }

  #read(): string | undefined {
    try {
      const file = readRegularFile(this.#path);
      return isRefusal(file) ? undefined : file.bytes.toString('utf8');
    } catch (error) {
      if (isSystemError(error)) return undefined;
      throw error;
    }
  }
}
