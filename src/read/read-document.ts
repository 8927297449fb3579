import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { DocumentFile } from './find-documents.ts';

/** A card larger than this is refused by its size, unread. */
export const MAX_CARD_BYTES = 1024 * 1024;

/** A file's bytes; a view into a buffer that the next read overwrites. */
export type DocumentBytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** Longer than a card may be; `bytes` is its beginning. */
  | { readonly kind: 'too-large'; readonly bytes: Buffer; readonly size: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads documents one after another into one buffer, so that reading 10,000 of them needs the memory of one.
 */
export class DocumentReader {
  readonly #buffer = Buffer.allocUnsafeSlow(MAX_CARD_BYTES + 1);

  /** Reads one file. Never waits: a pipe or a device in a file's place is refused. */
  read(file: DocumentFile): DocumentBytes {
    if (file.refused !== undefined) return { kind: 'unreadable', reason: file.refused };
    let descriptor: number;
    try {
      descriptor = openSync(file.absolute, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch (error) {
      return { kind: 'unreadable', reason: sayError(error) };
    }
    try {
      const length = this.#fill(descriptor);
      const bytes = this.#buffer.subarray(0, length);
      if (length <= MAX_CARD_BYTES) return { kind: 'bytes', bytes };
      return { kind: 'too-large', bytes, size: fstatSync(descriptor).size };
    } catch (error) {
      return { kind: 'unreadable', reason: sayError(error) };
    } finally {
      closeSync(descriptor);
    }
  }

  #fill(descriptor: number): number {
    let length = 0;
    while (length < this.#buffer.length) {
      const read = readSync(descriptor, this.#buffer, length, this.#buffer.length - length, null);
      length += read;
      // A short read of a small file is its end: a second call to learn that would cost as much as the first.
      if (read === 0 || length < 64 * 1024) break;
    }
    return length;
  }
}

/** How bytes that should be a card's text are not UTF-8, in words; undefined when they are. */
export function encodingTrouble(bytes: Buffer): string | undefined {
  if (bytes.length >= 2) {
    const mark = bytes.readUInt16BE(0);
    if (mark === 0xfffe || mark === 0xfeff) return 'it is written in UTF-16';
  }
  if (bytes.includes(0)) {
    return bytes[1] === 0 || bytes[0] === 0 ? 'it is written in UTF-16' : 'it holds a NUL byte';
  }
  return isUtf8(bytes) ? undefined : 'it is not valid UTF-8';
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
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'you are not allowed to read it';
  if (code === 'ENOENT') return 'it vanished while being read';
  if (code === 'ELOOP') return 'its links go round in a circle';
  return error instanceof Error ? error.message : String(error);
}
