import { runGit } from './git.ts';

/** Names that can be typed in any shell as they are. */
export const PLAIN_NAME = /^[\w][\w./-]*$/;

/** The names of the remotes that can be typed as they are, `origin` first; one process. */
export async function remotesOf(top: string): Promise<readonly string[]> {
  const names = ((await runGit(top, ['remote'])) ?? '').split('\n').filter((name) => PLAIN_NAME.test(name));
  return names.sort((a, b) => Number(b === 'origin') - Number(a === 'origin'));
}
