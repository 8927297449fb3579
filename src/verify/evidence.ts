import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Header } from '../cards/header-field.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { type Refusal, refuse } from '../edit/refusal.ts';
import { readRegularFile } from '../edit/regular-file.ts';
import { syncFolder } from '../edit/write-bytes.ts';
import { hasCode, isSystemError } from '../system-error.ts';
import { fingerprintOf } from './card-fingerprint.ts';
import { type Freshness, freshness } from './freshness.ts';
import { type ForcedClose, isReceipt, type Receipt } from './receipt.ts';

const FOLDERS = ['.mikado', 'evidence'] as const;
/** Lines torn by a process that died spoil the first attempt; a third one that is spoilt is something else. */
const MOST_ATTEMPTS = 3;
const NEVER_FOLLOW = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What the evidence of a card holds. */
export interface Receipts {
  /** Oldest first. */
  readonly receipts: readonly Receipt[];
  /** Lines that are no receipt, such as the torn end of a run that was killed. */
  readonly unreadable: number;
}

/** The evidence for a card as it stands. */
export interface CardEvidence {
  /** What there is for each item of the checklist, in its order. */
  readonly items: readonly Freshness[];
  /** How many items have what; waived ones need none and do not count. */
  readonly counts: Readonly<Record<Freshness['state'], number>>;
  /** The newest close of the card against what spoke against it. */
  readonly forcedClose: ForcedClose | undefined;
  /** Lines that are no receipt. */
  readonly unreadable: number;
}

/** Where the evidence of a card is, relative to the top. */
export function evidencePath(stem: string): string {
  return [...FOLDERS, `${stem}.jsonl`].join('/');
}

/**
 * Adds receipts to `.mikado/evidence/<stem>.jsonl`, one line each, in one write that is on the disk when it returns, and
 * once more where a torn line stood before them. Symbolic links on the way are refused.
 *
 * @param top the top folder of the plan.
 * @returns a refusal when not all of them were recorded.
 */
export function recordReceipt(
  top: string,
  stem: string,
  ...receipts: readonly Receipt[]
): Refusal | undefined {
  const why = whyNoFileName(stem);
  if (why !== undefined) return why;
  try {
    const folder = evidenceFolder(top);
    if (typeof folder !== 'string') return folder;
    const lines = receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join('');
    return append(join(folder, `${stem}.jsonl`), lines);
  } catch (error) {
    if (hasCode(error, 'ELOOP')) return refuse(`the evidence of ${stem} is a symbolic link`);
    if (isSystemError(error)) return refuse(`the evidence could not be written: ${error.message}`);
    throw error;
  }
}

/** Reads the receipts of a card; whatever cannot be read is counted, and a file that is not there holds none. */
export function readReceipts(top: string, stem: string): Receipts {
  const lines = evidenceLines(top, stem);
  if (lines === undefined) return { receipts: [], unreadable: 1 };
  const parsed = lines.map(parseReceipt);
  const receipts = parsed.filter((receipt) => receipt !== undefined);
  // A merge puts the lines of two branches one behind the other, whenever they were written.
  receipts.sort((a, b) => Date.parse(a.when) - Date.parse(b.when));
  return { receipts, unreadable: parsed.length - receipts.length };
}

/** Reads the receipts of a card and compares them with the card as it was just read. */
export function readEvidence(
  top: string,
  stem: string,
  read: { readonly text: string; readonly header: Header | undefined; readonly checklist: Checklist },
): CardEvidence {
  const { checklist } = read;
  const { receipts, unreadable } = readReceipts(top, stem);
  const card = fingerprintOf(read.text, read.header);
  const items = checklist.map((item) => freshness(item, { checklist, receipts, card }));
  const counts = { fresh: 0, stale: 0, missing: 0 };
  for (const [at, item] of checklist.entries()) {
    const state = items[at]?.state;
    if (state !== undefined && item.kind !== 'waived') counts[state] += 1;
  }
  const forcedClose = receipts.findLast((receipt) => receipt.kind === 'forced-close');
  return { items, counts, forcedClose, unreadable };
}

function whyNoFileName(stem: string): Refusal | undefined {
  if (stem !== '' && stem !== '.' && stem !== '..' && !/[/\\\0]/.test(stem)) return undefined;
  return refuse('the evidence of a card is kept under its stem, and this stem is no file name');
}

function evidenceFolder(top: string): string | Refusal {
  let folder = top;
  for (const name of FOLDERS) {
    folder = join(folder, name);
    mkdirIfMissing(folder);
    if (!lstatSync(folder).isDirectory()) return refuse(`${FOLDERS.join('/')} is not a folder of its own`);
  }
  return folder;
}

function mkdirIfMissing(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

function append(path: string, lines: string): Refusal | undefined {
  const fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NEVER_FOLLOW, 0o666);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return refuse('the evidence is not a regular file');
    const bytes = Buffer.from(lines);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const start = fstatSync(fd).size;
      // Another write could land in the middle of a line: what was not taken at once is left torn, and said.
      if (writeSync(fd, bytes) !== bytes.length) break;
      fsyncSync(fd);
      if (stat.size === 0) syncFolder(dirname(path));
      if (standAlone(fd, start, lines)) return undefined;
    }
    return refuse('the evidence could not be written whole; is the disk full?');
  } finally {
    closeSync(fd);
  }
}

/**
 * Tells whether lines that were added behind `start` are lines of their own: what stands before them may be the torn
 * line of a process that died, at any time up to our write.
 */
function standAlone(fd: number, start: number, lines: string): boolean {
  const added = readFrom(fd, Math.max(0, start - 1), fstatSync(fd).size).toString('utf8');
  return added.includes(`\n${lines}`) || (start === 0 && added.startsWith(lines));
}

function readFrom(fd: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(fd, bytes, done, bytes.length - done, start + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

/** The lines of a card's evidence, or undefined when it is not to be read. */
function evidenceLines(top: string, stem: string): readonly string[] | undefined {
  if (whyNoFileName(stem) !== undefined) return undefined;
  try {
    let folder = top;
    for (const name of FOLDERS) {
      folder = join(folder, name);
      if (!lstatSync(folder).isDirectory()) return undefined;
    }
    const file = readRegularFile(join(folder, `${stem}.jsonl`));
    if ('refused' in file) return undefined;
    return file.bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    return hasCode(error, 'ENOENT') ? [] : undefined;
  }
}

function parseReceipt(line: string): Receipt | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isReceipt(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
