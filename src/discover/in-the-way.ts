import { lstatSync } from 'node:fs';
import path from 'node:path';
import { entriesAt } from '../git/index-file.ts';
import type { WorkFile } from '../git/work-files.ts';

/** A file that stands in the way, and why: the rest of a sentence that begins with its path. */
export interface InTheWay {
  readonly path: string;
  readonly why: string;
}

/**
 * Finds the uncommitted work that going from one commit to another would write over: files that differ between the two
 * and are not as they were committed, and files that git does not know, ignored or not, where it would put one.
 *
 * @param moved the paths that differ between the two commits and are not edited apart
 */
export async function workInTheWay(
  top: string,
  from: string,
  { moved, work }: { readonly moved: readonly string[]; readonly work: readonly WorkFile[] },
): Promise<readonly InTheWay[]> {
  const tracked = await entriesAt(top, from, [...new Set(moved.flatMap(partsOf))]);
  const changed = new Set(work.map((each) => each.path));
  return moved.flatMap((name): readonly InTheWay[] => {
    if (changed.has(name)) return [{ path: name, why: 'has work that is not committed' }];
    const stranger = tracked.has(name) ? undefined : fileAt(top, name);
    if (stranger === undefined || tracked.has(stranger)) return [];
    return [{ path: stranger, why: 'is a file that git does not know' }];
  });
}

/** What stands at a path, or at a folder of it, and is no folder: git looks through folders itself. */
function fileAt(top: string, name: string): string | undefined {
  return partsOf(name).find(
    (part) => lstatSync(path.join(top, part), { throwIfNoEntry: false })?.isDirectory() === false,
  );
}

/** A path behind the folders on the way to it. */
function partsOf(name: string): readonly string[] {
  const words = name.split('/');
  return words.map((_, index) => words.slice(0, index + 1).join('/'));
}
