import { isRefusal, type Refusal } from '../edit/refusal.ts';
import { readRegularFile } from '../edit/regular-file.ts';
import { changeFile, type WriteOutcome, type WritePlace } from '../edit/write-file.ts';
import { isSystemError } from '../system-error.ts';

/** Texts that a card may have while it counts as untouched; undefined where it could not be read. */
type Untouched = Set<string | undefined>;

/**
 * A card's file while its checklist is verified: edited under its lock, and able to tell our edits from those of
 * anyone else. All who verify one card in this process share one of these.
 */
export class CardFile {
  readonly #path: string;
  readonly #place: WritePlace;
  readonly #watches = new Set<Untouched>();

  constructor(path: string, place: WritePlace) {
    this.#path = path;
    this.#place = place;
  }

  /** Changes the file as `changeFile` does, which nobody who watches it takes for a stranger's edit. */
  async edit(change: (text: string) => string | Refusal): Promise<WriteOutcome> {
    const made: { readonly from: string; readonly to: string }[] = [];
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
