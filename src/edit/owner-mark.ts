import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning, readProcessStat } from '../process-stat.ts';
import { hasCode } from '../system-error.ts';

/**
 * How long, in milliseconds, a mark from another machine, container or boot is believed. Its process cannot be looked
 * up from here, and an edit takes milliseconds.
 */
const FOREIGN_MARK_MS = 60_000;

const MARK = /^([0-9a-f]{12})\.(\d+)\.(\d+)\.[0-9a-f]{16}$/;

const ownPlace = createHash('sha256')
  .update(
    [hostname(), readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')), pidSpace()].join(
      '\0',
    ),
  )
  .digest('hex')
  .slice(0, 12);
const ownStart = readProcessStat('self')?.startTime ?? '0';

/**
 * Makes a mark that names this process to others and that no one else ever makes: where its process id means
 * anything (machine, boot, process id space), the id, when it started, and a random part. It is a safe file name.
 */
export function newMark(): string {
  return `${ownPlace}.${process.pid}.${ownStart}.${randomBytes(8).toString('hex')}`;
}

/** Tells whether text is a mark of any process. */
export function isMark(text: string): boolean {
  return MARK.test(text);
}

/**
 * Tells whether the process that made a mark is gone, so that what it left behind belongs to no one.
 *
 * @param ageMs how old the thing with the mark is, in milliseconds, for marks that cannot be looked up.
 */
export function isOfDeadProcess(mark: string, ageMs: number): boolean {
  const [, place, pid, start] = MARK.exec(mark) ?? [];
  if (place !== ownPlace || pid === undefined) return ageMs > FOREIGN_MARK_MS;
  if (ownStart === '0') return !answers(Number(pid));
  const stat = readProcessStat(Number(pid));
  return !isRunning(stat) || stat.startTime !== start;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function pidSpace(): string {
  return readOr(() => readlinkSync('/proc/self/ns/pid'));
}

function readOr(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
