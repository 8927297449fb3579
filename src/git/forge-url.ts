import { runGit } from './git.ts';

/** A remote as `https://host/path`, `ssh://git@host:22/path` or `git@host:path`. */
const REMOTE =
  /^(?:(?:https?|ssh|git):\/\/(?:[^/@]*@)?([a-z0-9.-]+)(?::\d+)?\/|(?:[\w.-]+@)?([a-z0-9.-]+):(?!\/))([\w.~/-]+?)(?:\.git)?\/?$/i;

/**
 * What a commit id is put behind to make the address of its page, or undefined where `origin` is on no forge known by
 * its host's name. Neither a name nor a password of the remote's address is in it.
 */
export async function readCommitUrl(top: string): Promise<string | undefined> {
  const remote = (await runGit(top, ['config', '--get', 'remote.origin.url']))?.trim();
  return remote === undefined ? undefined : commitUrlOf(remote);
}

/** The same for the address of a remote. */
export function commitUrlOf(remote: string): string | undefined {
  const [, ofUrl, ofShort, path = ''] = REMOTE.exec(remote) ?? [];
  const host = (ofUrl ?? ofShort)?.toLowerCase();
  if (host === undefined || path.split('/').length < 2) return undefined;
  const folder = folderOn(host);
  return folder === undefined ? undefined : `https://${host}/${path}${folder}`;
}

/** GitHub, GitLab, and Forgejo with Gitea, as their hosts are usually named. */
function folderOn(host: string): string | undefined {
  const words = host.split('.');
  if (words.some((word) => word === 'gitlab')) return '/-/commit/';
  const plain = ['github', 'codeberg', 'forgejo', 'gitea', 'forge'];
  return words.some((word) => plain.includes(word)) ? '/commit/' : undefined;
}
