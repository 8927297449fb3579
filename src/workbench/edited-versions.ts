import { isRefusal, type Refusal } from '../edit/refusal.ts';
import { filteredPaths, isLeftOut, writeObject } from '../git/file-object.ts';
import { type Entry, entriesAt, entriesInIndex, isSameVersion } from '../git/index-file.ts';
import { shellWord } from '../shell-word.ts';
import type { WhyNot } from '../why-not.ts';
import { editObject } from './edit-object.ts';

/** An edit of one file as it goes into a commit: made on what git has of the file, not copied from the disk. */
export type CommitEdit =
  | { readonly kind: 'new'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'change';
      readonly path: string;
      readonly change: (text: string) => string | Refusal;
    };

/** What git is to have of the edited files. */
export interface EditedVersions {
  /** In the commit. */
  readonly head: ReadonlyMap<string, Entry>;
  /** In the index, where the user staged more of a file than the edit; undefined takes nothing in and nothing out. */
  readonly index: ReadonlyMap<string, Entry>;
  /** In the last commit. */
  readonly before: ReadonlyMap<string, Entry>;
}

/**
 * Makes the edits on what git has of the files, in the last commit and in the index, and writes the outcome as objects.
 *
 * @param known files that have to be in the last commit
 * @returns why they cannot be committed by themselves, or that there is nothing to commit
 */
export async function editVersions(
  top: string,
  head: string,
  { edits, known }: { readonly edits: readonly CommitEdit[]; readonly known: readonly string[] },
): Promise<EditedVersions | WhyNot> {
  const isThere = await entriesAt(top, head, known);
  const unknown = known.find((name) => !isThere.has(name));
  if (unknown !== undefined) return notCommitted(unknown);
  const paths = edits.map((edit) => edit.path);
  const inHead = await entriesAt(top, head, paths);
  const inIndex = await entriesInIndex(top, paths);
  const filtered = await filteredPaths(top, paths);
  const versions = { head: new Map<string, Entry>(), index: new Map<string, Entry>(), before: inHead };
  for (const edit of edits) {
    const [committed, staged] = [inHead.get(edit.path), inIndex.get(edit.path)];
    if (edit.kind === 'new') {
      const refused = committed ?? staged ?? ((await isLeftOut(top, edit.path)) ? 'left-out' : undefined);
      if (refused !== undefined) return notNew(edit.path, refused);
      const oid = await writeObject(top, Buffer.from(edit.text), edit.path);
      versions.head.set(edit.path, { mode: '100644', oid });
      continue;
    }
    if (committed === undefined) return notCommitted(edit.path);
    if (!committed.mode.startsWith('100')) return notRegular(edit.path);
    const how = { top, filteredAs: filtered.has(edit.path) ? edit.path : undefined };
    const edited = await editObject(committed, edit.change, how);
    if (isRefusal(edited)) return cannotEdit(edit.path, edited, 'as it was last committed');
    versions.head.set(edit.path, edited);
    if (staged === undefined || isSameVersion(staged, committed)) continue;
    const both = await editObject(staged, edit.change, how);
    if (isRefusal(both)) return cannotEdit(edit.path, both, 'as it is staged');
    versions.index.set(edit.path, both);
  }
  const isNothing = edits.every((edit) => isSameVersion(versions.head.get(edit.path), inHead.get(edit.path)));
  return isNothing
    ? { reason: 'the last commit holds this edit already', help: 'Leave --commit out.' }
    : versions;
}

function notNew(name: string, found: Entry | 'left-out'): WhyNot {
  return found === 'left-out'
    ? { reason: `git leaves ${name} out`, help: `git check-ignore --verbose ${shellWord(name)}` }
    : {
        reason: `git knows ${name} already, and it is not on the disk`,
        help: `git status ${shellWord(name)}`,
      };
}

function notCommitted(name: string): WhyNot {
  const file = shellWord(name);
  return {
    reason: `${name} is not in the last commit, and an edit alone is committed`,
    help: `Commit the file first: git add ${file} && git commit -- ${file}`,
  };
}

function notRegular(name: string): WhyNot {
  return {
    reason: `${name} is a symbolic link, and cards are not written through links`,
    help: `git ls-files --stage ${shellWord(name)}`,
  };
}

function cannotEdit(name: string, { refused }: Refusal, version: string): WhyNot {
  return {
    reason: `${name} ${version} cannot be edited: ${refused}`,
    help: 'Leave --commit out, and commit by hand.',
  };
}
