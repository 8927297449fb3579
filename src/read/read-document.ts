import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { hasCode, whyUnreadable } from '../system-error.ts';
import type { DocumentFile } from './find-documents.ts';

/** A card larger than this is refused by its size, unread. */
export const MAX_CARD_BYTES = 1024 * 1024;

/** How loading a file went: `too-large` tells that only its beginning was read. */
export type Loaded =
  | { readonly kind: 'whole' }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

const WHOLE: Loaded = { kind: 'whole' };
const SMALL_BYTES = 64 * 1024;

/** Loads documents one after another, from the disk or from a commit. */
export interface DocumentLoader {
  /** Loads one file. */
  load(file: DocumentFile): Loaded;
  /** The bytes of the loaded file, which the next load may overwrite. */
  readonly bytes: Buffer;
  /** The loaded file's byte at an offset, or undefined behind its end. */
  byte(offset: number): number | undefined;
  /** The beginning of the loaded file, a character a byte: for searching, never for showing. */
  look(bytes: number): string;
}

/**
 * Loads documents from the disk one after another into one buffer, so that reading 10,000 of them needs the memory of
 * one, and so that a document that is no card costs a look at its first bytes.
 */
export class DocumentReader implements DocumentLoader {
  #buffer = Buffer.allocUnsafeSlow(SMALL_BYTES);
  #length = 0;
  readonly #top: string;

  /** @param top the folder that the documents' paths are relative to */
  constructor(top: string) {
    this.#top = top;
  }

  /** Loads one file. Never waits: a pipe or a device in a file's place is refused. */
  load(file: DocumentFile): Loaded {
    this.#length = 0;
    if (file.refused !== undefined) return { kind: 'unreadable', reason: file.refused };
    let descriptor: number | undefined;
    try {
      descriptor = openSync(`${this.#top}/${file.path}`, constants.O_RDONLY | constants.O_NONBLOCK);
      this.#fill(descriptor);
      if (this.#length <= MAX_CARD_BYTES) return WHOLE;
      return { kind: 'too-large', size: fstatSync(descriptor).size };
    } catch (error) {
      const reason = file.path.includes('\ufffd') ? 'its name is not valid UTF-8' : sayError(error);
      return { kind: 'unreadable', reason };
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  byte(offset: number): number | undefined {
    return offset < this.#length ? this.#buffer[offset] : undefined;
  }

  look(bytes: number): string {
    return this.#buffer.toString('latin1', 0, Math.min(bytes, this.#length));
  }

  #fill(descriptor: number): void {
    for (;;) {
      const read = readSync(descriptor, this.#buffer, this.#length, this.#buffer.length - this.#length, null);
      this.#length += read;
      // A read that does not fill the buffer has met the file's end: a second one to learn that would cost as much.
      if (read === 0 || this.#length < SMALL_BYTES || this.#length > MAX_CARD_BYTES) return;
      if (this.#length === this.#buffer.length) this.#grow();
    }
  }

  #grow(): void {
    const larger = Buffer.allocUnsafeSlow(MAX_CARD_BYTES + 1);
    this.#buffer.copy(larger);
    this.#buffer = larger;
  }
}

/** How bytes that should be a card's text are not UTF-8, in words; undefined when they are. */
export function encodingTrouble(bytes: Buffer): string | undefined {
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isMarked) return 'it is written in UTF-16';
  if (bytes.indexOf(0) !== -1) {
    return bytes[1] === 0 || bytes[0] === 0
      ? 'it is written in UTF-16'
      : `line ${lineAt(bytes, bytes.indexOf(0))} holds a NUL byte`;
  }
  return isUtf8(bytes) ? undefined : `line ${firstBadLine(bytes)} is not valid UTF-8`;
}

function firstBadLine(bytes: Buffer): number {
  let from = 0;
  // A line end is no part of another character, so that lines can be looked at one by one.
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) line += 1;
  return line;
}

/** Decodes for looking at only: text of the wrong encoding too, so that a card can still be recognised. */
export function decodeLeniently(bytes: Buffer): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1);
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1);
  }
  return bytes.toString('latin1').replaceAll('\u0000', '');
}

function sayError(error: unknown): string {
  return hasCode(error, 'ENOENT') ? 'it vanished while being read' : whyUnreadable(error);
}
