import { readObject, writeObject } from '../git/file-object.ts';
import { runUsersGit } from '../git/git.ts';
import { outputOf } from '../git/git-failure.ts';
import type { Entry } from '../git/index-file.ts';
import { makeCommit } from '../git/make-commit.ts';
import { deleteRefs, type NamedCommit, readRefs } from '../git/move-branch.ts';
import type { KeptFile } from './kept-files.ts';

/** A branch as it was before a discovery, and what is needed to go back to it. */
export interface Backup {
  readonly number: number;
  /** The ref that keeps the commits, such as `refs/mikado/backup/mikado/goal/1`. */
  readonly ref: string;
  /** The last commit of the branch before the discovery, and after it: full ids. */
  readonly before: string;
  readonly after: string;
  readonly stem: string;
  readonly neededBy: string;
  /** The commands that bring back what was not replayed, oldest first. */
  readonly commands: readonly string[];
  readonly refs: readonly NamedCommit[];
}

/** What is kept of a discovery besides the two commits. */
interface Kept extends Pick<Backup, 'stem' | 'neededBy' | 'after' | 'commands'> {
  readonly files: readonly KeptRecord[];
}

/** A kept file, its texts as objects. */
interface KeptRecord {
  readonly path: string;
  readonly index: { readonly before: Entry | undefined; readonly after: Entry | undefined };
  readonly disk: { readonly before: string; readonly after: string };
}

/** The refs of a backup. None of them is a branch, so none is pushed or fetched unless somebody says so. */
export function backupRefs(
  branch: string,
  number: number,
): { readonly backup: string; readonly record: string } {
  const { backup, record } = folders(branch);
  return { backup: `${backup}${number}`, record: `${record}${number}` };
}

/** The backups of a branch, oldest first. */
export async function readBackups(top: string, branch: string): Promise<readonly Backup[]> {
  const names = folders(branch);
  const refs = await readRefs(top, [names.backup, names.record]);
  return refs
    .flatMap((backup) => {
      const number = numberIn(backup.ref, names.backup);
      const record = refs.find((each) => numberIn(each.ref, names.record) === number);
      const kept = record && keptIn(record.message);
      if (number === undefined || record === undefined || kept === undefined) return [];
      const { stem, neededBy, after, commands } = kept;
      const own = { number, stem, neededBy, after, commands, before: backup.commit };
      return [{ ...own, ref: backup.ref, refs: [backup, record] }];
    })
    .sort((a, b) => a.number - b.number);
}

/** The number that the next backup of a branch gets. */
export async function nextNumber(top: string, branch: string): Promise<number> {
  await sweepRecords(top, branch);
  const { backup } = folders(branch);
  // One that cannot be read counts as well: it is not written over.
  const numbers = (await readRefs(top, [backup])).flatMap(({ ref }) => numberIn(ref, backup) ?? []);
  return Math.max(0, ...numbers) + 1;
}

/** Deletes records whose backup is gone: somebody forgot it, or was interrupted in deleting both. */
export async function sweepRecords(top: string, branch: string): Promise<void> {
  const { backup, record } = folders(branch);
  const refs = await readRefs(top, [backup, record]);
  const numbers = refs.flatMap(({ ref }) => numberIn(ref, backup) ?? []);
  const isLeft = ({ ref }: NamedCommit) => {
    const number = numberIn(ref, record);
    return number !== undefined && !numbers.includes(number);
  };
  await deleteRefs(top, refs.filter(isLeft));
}

function folders(branch: string): { readonly backup: string; readonly record: string } {
  return { backup: `refs/mikado/backup/${branch}/`, record: `refs/mikado/discovery/${branch}/` };
}

function numberIn(ref: string, folder: string): number | undefined {
  const rest = ref.startsWith(folder) ? ref.slice(folder.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

/** Writes what is kept of a discovery as a commit on top of the new branch, which keeps all of it from being collected. */
export async function writeRecord(
  top: string,
  about: Omit<Kept, 'files'>,
  kept: readonly KeptFile[],
): Promise<string> {
  const rows: string[] = [];
  const keep = async (text: string) => {
    const oid = await writeObject(top, Buffer.from(text), undefined);
    rows.push(`100644 blob ${oid}\t${rows.length}\n`);
    return oid;
  };
  const files: KeptRecord[] = [];
  for (const { path, index, disk } of kept) {
    if (index.before !== undefined) rows.push(`100644 blob ${index.before.oid}\t${rows.length}\n`);
    files.push({
      path,
      index,
      disk: { before: await keep(disk.before), after: await keep(disk.after) },
    });
  }
  const tree = await outputOf(runUsersGit(top, ['mktree'], { input: rows.join('') }));
  const { stem, neededBy, after } = about;
  const message = `Discover ${stem} for ${neededBy}\n\n${JSON.stringify({ ...about, files })}\n`;
  return makeCommit(top, tree.toString('latin1').trim(), { parents: [after], message, how: 'as-is' });
}

/** The kept files of a backup, with their texts. */
export async function readKept(top: string, backup: Backup): Promise<readonly KeptFile[]> {
  const record = backup.refs.at(-1)?.commit ?? '';
  const message = await outputOf(
    runUsersGit(top, ['log', '-1', '--no-show-signature', '--format=%B', record]),
  );
  const textOf = async (oid: string) => (await readObject(top, oid, undefined)).toString('utf8');
  const kept: KeptFile[] = [];
  for (const { path, index, disk } of keptIn(message.toString('utf8'))?.files ?? []) {
    const texts = { before: await textOf(disk.before), after: await textOf(disk.after) };
    kept.push({ path, index: { before: index.before, after: index.after }, disk: texts });
  }
  return kept;
}

/** Forgets a backup. */
export async function dropBackup(top: string, { refs }: Pick<Backup, 'refs'>): Promise<void> {
  await deleteRefs(top, refs);
}

/** What a record says; undefined where somebody else wrote the ref, or another version of this program. */
function keptIn(message: string): Kept | undefined {
  try {
    const text = message.trimEnd();
    const said: unknown = JSON.parse(text.slice(text.lastIndexOf('\n\n')));
    return isKept(said) ? said : undefined;
  } catch {
    return undefined;
  }
}

function isKept(said: unknown): said is Kept {
  if (typeof said !== 'object' || said === null) return false;
  const words = ['stem', 'neededBy', 'after'].map((name): unknown => Reflect.get(said, name));
  const lists = ['commands', 'files'].map((name): unknown => Reflect.get(said, name));
  return words.every((each) => typeof each === 'string') && lists.every((each) => Array.isArray(each));
}
