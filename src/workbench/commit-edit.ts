import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TEMP_SUFFIX } from '../edit/lock-file.ts';
import { newMark } from '../edit/owner-mark.ts';
import { isRefusal, type Refusal } from '../edit/refusal.ts';
import type { LoggedChange } from '../git/branch-log.ts';
import { type CommitPlace, findCommitPlace, type NoCommit } from '../git/commit-place.ts';
import { filteredPaths, isLeftOut, writeObject } from '../git/file-object.ts';
import { runGitBytes, runUsersGit } from '../git/git.ts';
import {
  type Entry,
  ended,
  entriesAt,
  entriesInIndex,
  GitFailure,
  pathsBetween,
  putEntries,
  removeScratchIndex,
  writeScratchIndex,
} from '../git/index-file.ts';
import { type Place, separateDocs, workFolder } from '../read/place.ts';
import { shellWord } from '../shell-word.ts';
import { editObject } from './edit-object.ts';

/** An edit of one file as it goes into a commit: made on what git has of the file, not copied from the disk. */
export type CommitEdit =
  | { readonly kind: 'new'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'change';
      readonly path: string;
      readonly change: (text: string) => string | Refusal;
    };

/** What is to be committed. */
export interface CommitRequest {
  readonly place: Place;
  /** The first line of its message. */
  readonly subject: (branch: string) => string;
  readonly edits: readonly CommitEdit[];
  /** Files that belong to the edits and are committed as they lie on the disk then, where git does not ignore them. */
  readonly whole: readonly string[];
  /** Files that the edits speak of, and that have to be in the last commit. */
  readonly known?: readonly string[];
}

/**
 * How a commit came out. `said` is what hooks and git printed, line by line, as it came; `subject` is what the commit
 * has, which a hook may have changed.
 */
export type CommitOutcome =
  | {
      readonly kind: 'committed';
      readonly commit: string;
      readonly subject: string;
      readonly said: readonly string[];
    }
  | {
      readonly kind: 'not-committed';
      readonly why: string;
      readonly said: readonly string[];
      readonly help: string;
    };

/** A commit that can be made once the edit is on the disk. */
export interface PreparedCommit {
  readonly branch: string;
  readonly subject: string;
  /** What it does to each file that it edits. */
  readonly changes: readonly LoggedChange[];
  /** Makes it; the edits stay on the disk when git or a hook refuses. */
  commit(): Promise<CommitOutcome>;
}

/** What git is to have of the edited files. */
interface Versions {
  /** In the commit. */
  readonly head: ReadonlyMap<string, Entry>;
  /** In the index, where the user staged more of a file than the edit; undefined takes nothing in and nothing out. */
  readonly index: ReadonlyMap<string, Entry>;
  /** In the last commit. */
  readonly before: ReadonlyMap<string, Entry>;
}

/**
 * Works out a commit that holds nothing but these edits, and writes nothing yet but objects: whatever else is changed or
 * staged, in the same files too, stays as it is.
 *
 * @returns why no such commit can be made, found before anything is edited
 */
export async function prepareCommit(request: CommitRequest): Promise<PreparedCommit | NoCommit> {
  const { top, gitDir } = request.place;
  const at = await findCommitPlace(top, gitDir);
  if ('reason' in at || gitDir === undefined) return 'reason' in at ? at : noRepository();
  const separate = separateDocs(request.place);
  if (separate !== undefined)
    return {
      reason: `${separate} is a repository of its own, and this one does not hold its files`,
      help: `Go there: cd ${shellWord(separate)}`,
    };
  try {
    const versions = await editVersions(request, at.head);
    if ('reason' in versions) return versions;
    const subject = request.subject(at.branch);
    const commit = () => commitPrepared(request, { gitDir, at, versions, subject });
    return { branch: at.branch, subject, changes: changesOf(versions), commit };
  } catch (error) {
    if (error instanceof GitFailure)
      return { reason: `git says: ${error.message}`, help: 'Nothing was changed.' };
    throw error;
  }
}

function changesOf({ head, before }: Versions): readonly LoggedChange[] {
  return [...head].map(([name, { oid }]) => ({
    path: name,
    from: undefined,
    before: before.get(name)?.oid,
    after: oid,
    sides: [],
  }));
}

function noRepository(): NoCommit {
  return { reason: 'there is no git repository here', help: 'git init makes one; or leave --commit out.' };
}

async function editVersions(
  { place, edits, known = [] }: CommitRequest,
  head: string,
): Promise<Versions | NoCommit> {
  const { top } = place;
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
    if (staged === undefined || isSame(staged, committed)) continue;
    const both = await editObject(staged, edit.change, how);
    if (isRefusal(both)) return cannotEdit(edit.path, both, 'as it is staged');
    versions.index.set(edit.path, both);
  }
  const isNothing = edits.every((edit) => isSame(versions.head.get(edit.path), inHead.get(edit.path)));
  return isNothing
    ? { reason: 'the last commit holds this edit already', help: 'Leave --commit out.' }
    : versions;
}

function notNew(name: string, found: Entry | 'left-out'): NoCommit {
  return found === 'left-out'
    ? { reason: `git leaves ${name} out`, help: `git check-ignore --verbose ${shellWord(name)}` }
    : {
        reason: `git knows ${name} already, and it is not on the disk`,
        help: `git status ${shellWord(name)}`,
      };
}

function notCommitted(name: string): NoCommit {
  const file = shellWord(name);
  return {
    reason: `${name} is not in the last commit, and an edit alone is committed`,
    help: `Commit the file first: git add ${file} && git commit -- ${file}`,
  };
}

function notRegular(name: string): NoCommit {
  return {
    reason: `${name} is a symbolic link, and cards are not written through links`,
    help: `git ls-files --stage ${shellWord(name)}`,
  };
}

function cannotEdit(name: string, { refused }: Refusal, version: string): NoCommit {
  return {
    reason: `${name} ${version} cannot be edited: ${refused}`,
    help: 'Leave --commit out, and commit by hand.',
  };
}

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

/** Everything that a prepared commit is made of. */
interface Prepared {
  readonly gitDir: string;
  readonly at: CommitPlace;
  readonly versions: Versions;
  readonly subject: string;
}

async function commitPrepared(request: CommitRequest, prepared: Prepared): Promise<CommitOutcome> {
  const { place } = request;
  const { subject } = prepared;
  const folder = workFolder(place);
  mkdirSync(folder, { recursive: true });
  const scratch = path.join(folder, newMark() + TEMP_SUFFIX);
  try {
    const { gitDir, at } = prepared;
    const wanted = new Map([...prepared.versions.head, ...(await wholeFiles(request))]);
    const before = await entriesInIndex(place.top, [...wanted.keys()]);
    const inHead = await entriesAt(place.top, at.head, [...wanted.keys()]);
    await writeScratchIndex(place.top, scratch, { gitDir, commit: at.head, entries: wanted });
    // The index first: whoever is killed between has an edit staged, and no commit that the index takes back.
    await putEntries(place.top, indexEntries(wanted, { before, inHead, index: prepared.versions.index }));
    const said = await runCommit(request, scratch, prepared);
    if (said.made === undefined) {
      await putEntries(place.top, new Map([...wanted.keys()].map((name) => [name, before.get(name)])));
      return notCommittedOutcome(request, said);
    }
    await followHooks(place.top, [at.head, said.made.commit], wanted);
    return { kind: 'committed', ...said.made, said: said.lines };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return notCommittedOutcome(request, { why: `git says: ${error.message}`, lines: [] });
  } finally {
    removeScratchIndex(scratch);
  }

  function notCommittedOutcome(
    { edits, whole }: CommitRequest,
    { why, lines }: { readonly why: string; readonly lines: readonly string[] },
  ): CommitOutcome {
    const names = [
      ...edits.map((edit) => edit.path),
      ...whole.filter((name) => existsSync(path.join(place.top, name))),
    ];
    const files = names.map(shellWord).join(' ');
    const help = `The edit stays. Once that is mended: git add ${files} && git commit -m ${shellWord(subject)} -- ${files}`;
    return { kind: 'not-committed', why, said: lines, help };
  }
}

/** The files that go along whole, as the disk has them now. */
async function wholeFiles({ place, whole }: CommitRequest): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  const known = await entriesInIndex(place.top, whole);
  for (const name of whole) {
    const file = path.join(place.top, name);
    if (!existsSync(file) || (!known.has(name) && (await isLeftOut(place.top, name)))) continue;
    entries.set(name, { mode: '100644', oid: await writeObject(place.top, readFileSync(file), name) });
  }
  return entries;
}

/** What the index gets: the same as the commit, or with what the user staged of the file besides. */
function indexEntries(
  wanted: ReadonlyMap<string, Entry>,
  { before, inHead, index }: Record<'before' | 'inHead' | 'index', ReadonlyMap<string, Entry>>,
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [name, entry] of wanted) {
    const staged = index.get(name);
    // A file that the user took out of the index stays out of it.
    const isOut = !before.has(name) && inHead.has(name);
    if (!isOut) entries.set(name, staged ?? entry);
  }
  return entries;
}

async function runCommit(
  { place }: CommitRequest,
  scratch: string,
  { at: { branch, head }, subject }: Prepared,
): Promise<{
  readonly made?: { readonly commit: string; readonly subject: string };
  readonly why: string;
  readonly lines: readonly string[];
}> {
  const now = await findCommitPlace(place.top, place.gitDir);
  if ('reason' in now) return { why: now.reason, lines: [] };
  if (now.head !== head || now.branch !== branch)
    return { why: 'somebody else committed or switched the branch meanwhile', lines: [] };
  const run = await runUsersGit(place.top, ['commit', '--quiet', '-m', subject], {
    env: { GIT_INDEX_FILE: scratch, GIT_EDITOR: ':' },
  });
  if (run.kind === 'no-git') return { why: 'git is not installed', lines: [] };
  const lines = [run.stdout.toString('utf8'), run.stderr].flatMap((text) => text.split('\n'));
  const said = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  if (run.code !== 0) return { why: 'git or one of its hooks refused the commit', lines: said };
  const shown = await ended(runGitBytes(place.top, ['log', '-1', '--encoding=UTF-8', '--format=%H%n%s']));
  const [commit = '', made = ''] = shown.toString('utf8').split('\n');
  return { made: { commit, subject: made }, why: '', lines: said };
}

/** What hooks put into the commit beyond what was asked for is in the index, too, unless the user staged something else. */
async function followHooks(
  top: string,
  [before, after]: readonly [string, string],
  wanted: ReadonlyMap<string, Entry>,
): Promise<void> {
  const paths = await pathsBetween(top, [before, after]);
  const [old, made, staged] = [
    await entriesAt(top, before, paths),
    await entriesAt(top, after, paths),
    await entriesInIndex(top, paths),
  ];
  const behind = paths.filter(
    (name) => isSame(staged.get(name), old.get(name)) || isSame(staged.get(name), wanted.get(name)),
  );
  await putEntries(top, new Map(behind.map((name) => [name, made.get(name)])));
}
