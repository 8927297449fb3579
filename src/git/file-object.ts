import { runGitBytes, runUsersGit } from './git.ts';
import { outputOf } from './git-failure.ts';

/**
 * Which files git keeps in another form than they have on the disk, by a filter or an encoding, so that their objects
 * cannot be read as text. Line ends alone do not count: those are kept as the object has them.
 */
export async function filteredPaths(top: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const args = ['check-attr', '-z', '--stdin', 'filter', 'working-tree-encoding'];
  const words = (await outputOf(runGitBytes(top, args, paths.map((name) => `${name}\0`).join(''))))
    .toString('utf8')
    .split('\0');
  const filtered = new Set<string>();
  for (let at = 0; at + 2 < words.length; at += 3) {
    const value = words[at + 2] ?? '';
    if (value !== 'unspecified' && value !== 'unset') filtered.add(words[at] ?? '');
  }
  return filtered;
}

/** The bytes of a file's object, through the file's filters where it has some. */
export function readObject(top: string, oid: string, filteredAs: string | undefined): Promise<Buffer> {
  if (filteredAs === undefined) return outputOf(runGitBytes(top, ['cat-file', 'blob', oid]));
  return outputOf(runUsersGit(top, ['cat-file', '--filters', `--path=${filteredAs}`, oid]));
}

/**
 * Writes bytes as an object.
 *
 * @param filteredAs the path whose filters and line ends they go through, as `git add` does; none unless given
 * @returns the object's id
 */
export async function writeObject(
  top: string,
  bytes: Uint8Array,
  filteredAs: string | undefined,
): Promise<string> {
  const how = filteredAs === undefined ? ['--no-filters'] : [`--path=${filteredAs}`];
  const written = await outputOf(
    runUsersGit(top, ['hash-object', '-w', '--stdin', ...how], { input: bytes }),
  );
  return written.toString('latin1').trim();
}

/** Whether git would refuse to add a file: it is ignored, or lies in a submodule or behind a link. */
export async function isLeftOut(top: string, name: string): Promise<boolean> {
  const run = await runGitBytes(top, ['check-ignore', '--quiet', '--', name]);
  return run.kind === 'no-git' || run.code !== 1;
}
