import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, isSystemError } from '../system-error.ts';

/** Logs of one card that are kept, the new one counted. */
const KEPT_OF_CARD = 5;
/** Logs of other cards are kept for so long, in milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** What goes into one log at most, in bytes: a command that prints without end must not fill the disk. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Between the stem and the time in a log's name. */
const MARK = '~';

/**
 * Everything that the commands of one verification print, in a file: each command behind a `$`, then its output byte for
 * byte, control sequences among it. It is there for people; no result hangs on it, so that a disk that is full ends the
 * log and nothing else.
 */
export class OutputLog {
  /** An absolute path. */
  readonly path: string;
  readonly #most: number;
  #fd: number | undefined;
  #bytes = 0;
  #left = 0;

  private constructor(path: string, fd: number, most: number) {
    this.path = path;
    this.#fd = fd;
    this.#most = most;
  }

  /**
   * Begins the log of a card, and removes logs that nobody will read any more: of this card all but the last ones, of
   * other cards those that are older than a month.
   *
   * @param folder where logs lie; it need not be there yet
   * @returns undefined where no file can be made
   */
  static begin(
    folder: string,
    stem: string,
    how: { readonly mostBytes?: number } = {},
  ): OutputLog | undefined {
    const when = new Date().toISOString().replaceAll(/[-:.]/g, '');
    const path = join(folder, `${stem}${MARK}${when}.log`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const log = new OutputLog(path, openSync(path, 'wx', 0o600), how.mostBytes ?? MOST_BYTES);
      prune(folder, stem);
      return log;
    } catch (error) {
      if (isSystemError(error)) return undefined;
      throw error;
    }
  }

  /** Says which command prints from here on. */
  command(command: string): void {
    this.#write(Buffer.from(`$ ${command.replaceAll('\n', '\n> ')}\n`));
  }

  /** Adds output. */
  readonly add = (chunk: Buffer): void => {
    const room = Math.max(0, this.#most - this.#bytes);
    this.#left += Math.max(0, chunk.length - room);
    if (room > 0) this.#write(chunk.length > room ? chunk.subarray(0, room) : chunk);
  };

  /** Ends it, saying how much was too much. */
  end(): void {
    if (this.#left > 0) this.#write(Buffer.from(`\n… ${this.#left} bytes more are not kept …\n`));
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #write(bytes: Buffer): void {
    if (this.#fd === undefined) return;
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
      this.#bytes += bytes.length;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      closeSync(this.#fd);
      this.#fd = undefined;
    }
  }
}

function prune(folder: string, stem: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  const ofCard = names.filter((name) => name.slice(0, name.lastIndexOf(MARK)) === stem).sort();
  const tooMany = ofCard.slice(0, -KEPT_OF_CARD);
  const tooOld = names.filter((name) => !ofCard.includes(name) && isOld(join(folder, name)));
  for (const name of [...tooMany, ...tooOld]) rmSync(join(folder, name), { force: true });
}

function isOld(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > KEPT_MS;
  } catch (error) {
    // Another screen has removed it.
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
