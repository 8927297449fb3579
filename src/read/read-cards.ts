import { firstHeading } from '../cards/first-heading.ts';
import type { readFrontMatter } from '../cards/frontmatter.ts';
import {
  headerDiagnostic,
  isCardHeader,
  type ParsedCard,
  parseCard,
  plainCard,
  unreadableCard,
} from '../cards/parse-card.ts';
import { type HeaderReading, mayHoldCardField, readHeader } from '../cards/read-header.ts';
import type { Vocabulary } from '../cards/status.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type DocumentFile, refusedDiagnostic } from './find-documents.ts';
import { type DocumentLoader, decodeLeniently, encodingTrouble } from './read-document.ts';

/** Whoever reads cards out of documents, as `CardReader` does. */
export type CardSource = Pick<CardReader, 'read' | 'readRequired' | 'loadYaml'>;

/** How far into a file without front matter on its first line a late one is looked for, in bytes. */
const LATE_BYTES = 4096;
/** How much of a file is looked at first, in bytes. */
const FIRST_LOOK_BYTES = 512;
/** More than the longest front matter that is read, in bytes. */
const HEAD_BYTES = 256 * 1024;

/**
 * Reads cards out of documents.
 *
 * Most documents of a large tree are no cards. The bytes decide that: only a front matter that holds the word of a card
 * field is decoded and parsed, and the YAML library is loaded only when a front matter is not a plain one.
 */
export class CardReader {
  readonly #documents: DocumentLoader;
  readonly #vocabulary: Vocabulary;
  #library: typeof readFrontMatter | undefined;

  constructor(documents: DocumentLoader, vocabulary: Vocabulary) {
    this.#documents = documents;
    this.#vocabulary = vocabulary;
  }

  /** Loads the YAML library; `read` and `readRequired` answer `needs-yaml` where it is needed and not loaded. */
  async loadYaml(): Promise<void> {
    this.#library = (await import('../cards/frontmatter.ts')).readFrontMatter;
  }

  /** Reads a document that is a card by its own front matter, or says that it is none. */
  read(file: DocumentFile): ParsedCard | 'no-card' | 'needs-yaml' {
    return this.#read(file, 'if-it-says-so');
  }

  /** Reads a document that some card requires: a card whatever its front matter says. */
  readRequired(file: DocumentFile): ParsedCard | 'needs-yaml' {
    const read = this.#read(file, 'required');
    return read === 'no-card' ? { card: plainCard(file, undefined), diagnostics: [] } : read;
  }

  #read(file: DocumentFile, want: 'if-it-says-so' | 'required'): ParsedCard | 'no-card' | 'needs-yaml' {
    const loaded = this.#documents.load(file);
    if (loaded.kind === 'unreadable') {
      // What is no file cannot hold a card field; a file that is kept from us may, so it counts as a card.
      if (want === 'if-it-says-so' && file.refused !== undefined) return 'no-card';
      return { card: unreadableCard(file), diagnostics: [refusedDiagnostic(file, loaded.reason, 'error')] };
    }
    const head = headBytes(this.#documents);
    if (want === 'if-it-says-so' && head === undefined) return 'no-card';

    const { bytes } = this.#documents;
    const trouble = loaded.kind === 'too-large' ? undefined : encodingTrouble(bytes);
    const text = trouble === undefined ? bytes.toString('utf8', 0, head) : decodeLeniently(bytes);
    const reading = readHeader(text, this.#library);
    if (reading.kind === 'needs-yaml') return reading.kind;
    if (want === 'if-it-says-so' && !this.#isCard(reading)) return 'no-card';
    if (loaded.kind === 'too-large') return refuse(file, tooLarge(file, loaded.size));
    if (trouble !== undefined) return refuse(file, badEncoding(file, trouble));
    return this.#cardOf(file, () => bytes.toString('utf8'), reading);
  }

  #isCard(reading: HeaderReading): boolean {
    switch (reading.kind) {
      case 'invalid':
        return true;
      case 'read':
        return isCardHeader(reading.header, this.#vocabulary);
      case 'none':
      case 'needs-yaml':
        return false;
    }
  }

  #cardOf(
    file: DocumentFile,
    text: () => string,
    reading: Exclude<HeaderReading, { kind: 'needs-yaml' }>,
  ): ParsedCard {
    const mark = this.#documents.byte(0) === 0xef ? [byteOrderMark(file)] : [];
    switch (reading.kind) {
      case 'none':
        return { card: plainCard(file, firstHeading(text(), 0)), diagnostics: mark };
      case 'invalid': {
        const card = unreadableCard(file, firstHeading(text(), 0));
        return { card, diagnostics: [headerDiagnostic(file.path, reading.problem), ...mark] };
      }
      case 'read': {
        const { bodyOffset } = reading.header;
        const heading = () => firstHeading(text(), bodyOffset);
        const parsed = parseCard(file, reading.header, { vocabulary: this.#vocabulary, heading });
        return { card: parsed.card, diagnostics: [...parsed.diagnostics, ...mark] };
      }
    }
  }
}

/**
 * Tells from a file's first bytes how many of them could hold a card's front matter; undefined when it is no card by
 * itself. Nearly every front matter ends within a few hundred bytes, so that is what most documents cost.
 */
function headBytes(document: DocumentLoader): number | undefined {
  if (document.byte(0) === 0x2d && document.byte(1) === 0x2d && document.byte(2) === 0x2d) {
    const start = document.look(FIRST_LOOK_BYTES);
    const end = endOfHeader(start);
    if (end !== undefined) return mayHoldCardField(start.slice(0, end)) ? end : undefined;
    return mayHoldCardField(document.look(HEAD_BYTES)) ? HEAD_BYTES : undefined;
  }
  const first = document.byte(0);
  const isMarked =
    first === 0xef || first === 0xff || first === 0xfe || first === 0 || document.byte(1) === 0;
  if (isMarked)
    return mayHoldCardField(decodeLeniently(document.bytes.subarray(0, HEAD_BYTES))) ? HEAD_BYTES : undefined;
  if (!document.look(LATE_BYTES).includes('\n---')) return undefined;
  return mayHoldCardField(document.look(HEAD_BYTES)) ? HEAD_BYTES : undefined;
}

/** Where the front matter ends in the beginning of a file, the blank line after it included. */
function endOfHeader(start: string): number | undefined {
  const close = start.indexOf('\n---', 3);
  const next = close === -1 ? -1 : start.indexOf('\n', close + 4);
  if (next === -1 || start.slice(close + 4, next).trim() !== '') return undefined;
  // Text right after it may be what a `---` inside a value cut off.
  const after = start.charCodeAt(next + 1);
  return after === 0x0a || after === 0x0d ? next + 2 : undefined;
}

function refuse(file: DocumentFile, diagnostic: Diagnostic): ParsedCard {
  return { card: unreadableCard(file), diagnostics: [diagnostic] };
}

function tooLarge(file: DocumentFile, size: number): Diagnostic {
  return {
    ...atStart(file),
    code: 'too-large',
    severity: 'error',
    message: `The file has ${size.toLocaleString('en')} bytes, and a card is read up to 1 MiB (1,048,576 bytes).`,
    help: 'Move what is not the card into a file of its own.',
  };
}

function badEncoding(file: DocumentFile, trouble: string): Diagnostic {
  return {
    ...atStart(file),
    code: 'encoding',
    severity: 'error',
    message: `The card cannot be read: ${trouble}.`,
    help: 'Save it as UTF-8.',
  };
}

function byteOrderMark(file: DocumentFile): Diagnostic {
  return {
    ...atStart(file),
    code: 'encoding',
    severity: 'warning',
    message: 'The card starts with a byte order mark, which hides its front matter from other tools.',
    help: 'Save it as UTF-8 without the mark.',
  };
}

function atStart(file: DocumentFile) {
  return { path: file.path, line: 1, column: 1, endColumn: 2, related: [] };
}
