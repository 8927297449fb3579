import type { GitRun } from './git.ts';

/** Git failed where it should not; its own words are the message. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** Why git failed, in its own words: the line that says what was fatal, without the advice around it, or all it says. */
export function reasonOf(stderr: string): string {
  return /^fatal: (.+)$/m.exec(stderr)?.[1] ?? stderr.trim();
}

/** The output of a git process that has to succeed. Throws a `GitFailure` with its words otherwise. */
export async function outputOf(running: Promise<GitRun>): Promise<Buffer> {
  const run = await running;
  if (run.kind === 'no-git') throw new GitFailure('git is not installed');
  if (run.code !== 0) throw new GitFailure(reasonOf(run.stderr) || `git ended with ${run.code}`);
  return run.stdout;
}
