import type { GitRun } from './git.ts';

/** Git failed where it should not; its own words are the message. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** The output of a git process that has to succeed. Throws a `GitFailure` with its words otherwise. */
export async function outputOf(running: Promise<GitRun>): Promise<Buffer> {
  const run = await running;
  if (run.kind === 'no-git') throw new GitFailure('git is not installed');
  if (run.code !== 0)
    throw new GitFailure(run.stderr.trim().replace(/^fatal: /, '') || `git ended with ${run.code}`);
  return run.stdout;
}
