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
import { join } from 'node:path';
import type { ChecklistItem } from '../checklist/checklist.ts';
import { type Refusal, refuse } from '../edit/refusal.ts';
import { readRegularFile } from '../edit/regular-file.ts';
import { hasCode, isSystemError } from '../system-error.ts';
import { type ForcedClose, type ItemReceipt, isReceipt, type Receipt } from './receipt.ts';

const FOLDERS = ['.mikado', 'evidence'] as const;
const NEVER_FOLLOW = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What the evidence of a card holds. */
export interface Receipts {
  /** Oldest first. */
  readonly receipts: readonly Receipt[];
  /** Lines that are no receipt, such as the torn end of a run that was killed. */
  readonly unreadable: number;
}

/**
 * Adds receipts to `.mikado/evidence/<stem>.jsonl`, one line each, in one write that is on the disk when it returns. A
 * torn last line is closed first. Symbolic links on the way are refused.
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
  return { receipts, unreadable: parsed.length - receipts.length };
}

/** The newest receipt of an item: of the same text or, when there is none, of the same commands. */
export function receiptOf(item: ChecklistItem, receipts: readonly Receipt[]): ItemReceipt | undefined {
  const ofItems = receipts.filter((receipt) => receipt.kind !== 'forced-close');
  return (
    ofItems.findLast((receipt) => receipt.text === item.text) ??
    ofItems.findLast((receipt) => receipt.commands.length > 0 && sameCommands(receipt, item))
  );
}

/**
 * Tells whether an item's newest receipt is about the item as it stands: `stale` when its text or its commands
 * changed since, `missing` when there is none. Says nothing about the result, which the receipt holds.
 */
export function freshness(item: ChecklistItem, receipts: readonly Receipt[]): 'fresh' | 'stale' | 'missing' {
  const receipt = receiptOf(item, receipts);
  if (receipt === undefined) return 'missing';
  return receipt.text === item.text && sameCommands(receipt, item) ? 'fresh' : 'stale';
}

/** The newest forced close of a card, or undefined. */
export function forcedCloseOf(receipts: readonly Receipt[]): ForcedClose | undefined {
  return receipts.findLast((receipt) => receipt.kind === 'forced-close');
}

function sameCommands(receipt: ItemReceipt, item: ChecklistItem): boolean {
  return JSON.stringify(receipt.commands) === JSON.stringify(item.commands);
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

function append(path: string, line: string): Refusal | undefined {
  const fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NEVER_FOLLOW, 0o666);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return refuse('the evidence is not a regular file');
    const bytes = Buffer.from(endsWithNewline(fd, stat.size) ? line : `\n${line}`);
    // Another write could land in the middle of the line: what was not taken at once is left torn, and said.
    if (writeSync(fd, bytes) !== bytes.length)
      return refuse('the evidence could not be written whole; is the disk full?');
    fsyncSync(fd);
    return undefined;
  } finally {
    closeSync(fd);
  }
}

function endsWithNewline(fd: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 0x0a;
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
