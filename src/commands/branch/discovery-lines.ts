import { type Backup, readBackups } from '../../discover/backups.ts';
import { readJournal } from '../../discover/journal.ts';
import type { Place } from '../../read/place.ts';
import { shellWord } from '../../shell-word.ts';
import { visible } from '../../visible.ts';

/** The discoveries on a branch that can still be taken back. */
export interface Discoveries {
  /** Oldest first. */
  readonly backups: readonly Backup[];
  /** Whether one was stopped halfway in this work tree. */
  readonly isInterrupted: boolean;
}

/** Reads the discoveries on a branch, with one process; none on a branch that cannot be told. */
export async function readDiscoveries(
  { top, gitDir }: Place,
  branch: string | undefined,
): Promise<Discoveries> {
  if (gitDir === undefined) return { backups: [], isInterrupted: false };
  return {
    backups: branch === undefined ? [] : await readBackups(top, branch),
    isInterrupted: readJournal(gitDir)?.isAlive === false,
  };
}

/** What was discovered, and how that is taken back or forgotten. */
export function discoveryLines({ backups, isInterrupted }: Discoveries): readonly string[] {
  const last = backups.at(-1);
  return [
    ...(isInterrupted ? ['one was interrupted; mikado discover --undo puts everything back'] : []),
    ...backups.flatMap(({ stem, neededBy, ref, commands }) => [
      `${visible(stem)}, for ${visible(neededBy)}: before it ${visible(ref)}`,
      ...commands.map((command) => `  left out then: ${visible(command)}`),
    ]),
    ...(last === undefined
      ? []
      : [
          `take ${backups.length === 1 ? 'it' : 'the last one'} back: mikado discover --undo`,
          `forget ${backups.length === 1 ? 'it' : 'one'}: git update-ref -d ${visible(shellWord(last.ref))}`,
        ]),
  ];
}
