import { readFileSync } from 'node:fs';
import path from 'node:path';
import { currentBranch } from '../../git/branch-refs.ts';
import { goalOfBranch } from '../../goal-branch.ts';
import { CONFIG_FILE, findPlace } from '../../read/place.ts';
import { whyUnreadable } from '../../system-error.ts';
import { UsageError } from '../../usage-error.ts';
import { visible } from '../../visible.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';

/** Judges the commit that git is about to make; off the branches of goals it does nothing, and at once. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const { top, gitDir } = findPlace(host.cwd, {});
  const branch = gitDir === undefined ? undefined : currentBranch(gitDir);
  if (gitDir === undefined || branch === undefined) return 0;
  if (goalOfBranch(branch) === undefined && !mayNameBranches(top)) return 0;
  const file = path.resolve(host.cwd, input.operands[0] ?? '');
  const { judgeComing } = await import('./judge-coming.ts');
  return judgeComing({ message: readMessage(file), gitDir, input, host });
}

/** Whether the configuration may give branches another name than the usual one. */
function mayNameBranches(top: string): boolean {
  try {
    return /\bpattern\b/.test(readFileSync(path.join(top, CONFIG_FILE), 'utf8'));
  } catch {
    return false;
  }
}

function readMessage(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = visible(whyUnreadable(error));
    throw new UsageError(`The message cannot be read: ${why}.`, 'Git names the file to its hooks.');
  }
}
