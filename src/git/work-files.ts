import { runGitBytes } from './git.ts';
import { outputOf } from './git-failure.ts';

/** A file that differs from the last commit. A renamed one is two: the one that is gone and the one that came. */
export interface WorkFile {
  /** Relative to the top, with `/`. */
  readonly path: string;
  /** Whether the index differs from the commit, and the disk from the index. */
  readonly isStaged: boolean;
  readonly isUnstaged: boolean;
  readonly isUntracked: boolean;
}

const CHANGED = /^1 (.)(.) (?:\S+ ){6}/;

/** Reads everything that is not committed, what git ignores left out, with one process. Nothing is refreshed on the disk. */
export async function readWorkFiles(top: string): Promise<readonly WorkFile[]> {
  const args = ['status', '--porcelain=v2', '-z', '--no-renames', '--untracked-files=all'];
  const lines = (await outputOf(runGitBytes(top, args))).toString('utf8').split('\0');
  return lines.flatMap((line): readonly WorkFile[] => {
    if (line.startsWith('? '))
      return [{ path: line.slice(2), isStaged: false, isUnstaged: false, isUntracked: true }];
    const [start = '', staged, unstaged] = CHANGED.exec(line) ?? [];
    if (staged === undefined) return [];
    const path = line.slice(start.length);
    return [{ path, isStaged: staged !== '.', isUnstaged: unstaged !== '.', isUntracked: false }];
  });
}
