import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isOfDeadProcess, newMark } from '../edit/owner-mark.ts';
import { createFile } from '../edit/write-file.ts';
import { type RepositoryPlace, workFolder } from '../read/place.ts';
import type { WhyNot } from '../why-not.ts';

/** What is being done to a branch and its work tree; it stays where whoever did it was interrupted. */
export interface Journal {
  readonly branch: string;
  /** The number of the backup that it belongs to. */
  readonly backup: number;
  /** Where the branch stood before the discovery: a full id. */
  readonly before: string;
  /** Where the discovery puts it. */
  readonly after: string;
}

/** A journal that was found. */
export interface FoundJournal extends Journal {
  /** Whether the process that wrote it is still at work. */
  readonly isAlive: boolean;
}

const NAME = 'mikado-discovery';
const FORM = /^(\S+)\n(\d+) ([0-9a-f]{40,64}) ([0-9a-f]{40,64})\n(.+)\n$/;

/**
 * The journal of a work tree, where something is under way or was interrupted.
 *
 * @param gitDir the work tree's own git folder
 */
export function readJournal(gitDir: string): FoundJournal | undefined {
  const file = path.join(gitDir, NAME);
  if (!existsSync(file)) return undefined;
  const [, mark = '', backup = '', before = '', after = '', branch = ''] =
    FORM.exec(readFileSync(file, 'utf8')) ?? [];
  const ageMs = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return { branch, backup: Number(backup), before, after, isAlive: !isOfDeadProcess(mark, ageMs) };
}

/**
 * Writes the journal, whole or not at all, so that only one process is at work on a work tree.
 *
 * @returns why it was not written: one is there, or the disk is full
 */
export async function openJournal(
  place: RepositoryPlace,
  { branch, backup, before, after }: Journal,
): Promise<WhyNot | undefined> {
  const text = `${newMark()}\n${backup} ${before} ${after}\n${branch}\n`;
  const file = path.join(place.gitDir, NAME);
  const where = { root: place.gitDir, workFolder: workFolder(place) };
  const outcome = await createFile(file, text, where);
  if (outcome.kind === 'written') return undefined;
  if (existsSync(file))
    return { reason: 'another discovery is under way here', help: 'Run it again when that has ended.' };
  const why = 'reason' in outcome ? outcome.reason : 'its folder is gone';
  return { reason: `${file} could not be written: ${why}`, help: 'Nothing was changed.' };
}

/** Takes the journal away: everything is done, or nothing was. */
export function closeJournal(gitDir: string): void {
  rmSync(path.join(gitDir, NAME), { force: true });
}
