import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TEMP_SUFFIX } from '../edit/lock-file.ts';
import { newMark } from '../edit/owner-mark.ts';
import { type CommitPlace, findCommitPlace } from '../git/commit-place.ts';
import { isLeftOut, writeObject } from '../git/file-object.ts';
import { runGitBytes, runUsersGit } from '../git/git.ts';
import { GitFailure, outputOf } from '../git/git-failure.ts';
import {
  type Entry,
  entriesAt,
  entriesInIndex,
  isSameVersion,
  pathsBetween,
  putEntries,
  removeScratchIndex,
  writeScratchIndex,
} from '../git/index-file.ts';
import { type Place, workFolder } from '../read/place.ts';
import { shellWord } from '../shell-word.ts';
import type { EditedVersions } from './edited-versions.ts';

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

/** A commit that was worked out, and what it is made on. */
export interface WorkedOut {
  readonly place: Place;
  readonly at: CommitPlace;
  readonly versions: EditedVersions;
  /** Files that belong to the edits and are committed as they lie on the disk now, where git does not ignore them. */
  readonly whole: readonly string[];
  /** The first line of its message. */
  readonly subject: string;
}

/**
 * Makes a commit that was worked out, with the user's hooks, and leaves in the index what he staged besides. The edits are
 * on the disk by now, and stay there when git or a hook refuses.
 */
export async function carryOutCommit(commit: WorkedOut): Promise<CommitOutcome> {
  const { place, at, versions } = commit;
  const folder = workFolder(place);
  mkdirSync(folder, { recursive: true });
  const scratch = path.join(folder, newMark() + TEMP_SUFFIX);
  try {
    const wanted = new Map([...versions.head, ...(await wholeFiles(commit))]);
    const before = await entriesInIndex(place.top, [...wanted.keys()]);
    const inHead = await entriesAt(place.top, at.head, [...wanted.keys()]);
    await writeScratchIndex(place.top, scratch, {
      gitDir: at.gitDir,
      commit: at.head,
      entries: wanted,
    });
    // The index first: whoever is killed between has an edit staged, and no commit that the index takes back.
    await putEntries(place.top, indexEntries(wanted, { before, inHead, index: versions.index }));
    const run = await runCommit(commit, scratch);
    if (run.kind === 'committed') await followHooks(place.top, [at.head, run.commit], wanted);
    else await putEntries(place.top, new Map([...wanted.keys()].map((name) => [name, before.get(name)])));
    return run;
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return notCommitted(commit, `git says: ${error.message}`);
  } finally {
    removeScratchIndex(scratch);
  }
}

function notCommitted(
  { place, versions, whole, subject }: WorkedOut,
  why: string,
  said: readonly string[] = [],
): CommitOutcome {
  const names = [...versions.head.keys(), ...whole.filter((name) => existsSync(path.join(place.top, name)))];
  const files = names.map(shellWord).join(' ');
  const help = `The edit stays. Once that is mended: git add ${files} && git commit -m ${shellWord(subject)} -- ${files}`;
  return { kind: 'not-committed', why, said, help };
}

/** The files that go along whole, as the disk has them now. */
async function wholeFiles({ place, whole }: WorkedOut): Promise<ReadonlyMap<string, Entry>> {
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

async function runCommit(commit: WorkedOut, scratch: string): Promise<CommitOutcome> {
  const { place, at, subject } = commit;
  const now = await findCommitPlace(place.top, place.gitDir);
  if ('reason' in now) return notCommitted(commit, now.reason);
  if (now.head !== at.head || now.branch !== at.branch)
    return notCommitted(commit, 'somebody else committed or switched the branch meanwhile');
  const run = await runUsersGit(place.top, ['commit', '--quiet', '-m', subject], {
    env: { GIT_INDEX_FILE: scratch, GIT_EDITOR: ':' },
  });
  if (run.kind === 'no-git') return notCommitted(commit, 'git is not installed');
  const lines = [run.stdout.toString('utf8'), run.stderr].flatMap((text) => text.split('\n'));
  const said = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  if (run.code !== 0) return notCommitted(commit, 'git or one of its hooks refused the commit', said);
  const shown = await outputOf(runGitBytes(place.top, ['log', '-1', '--encoding=UTF-8', '--format=%H%n%s']));
  const [id = '', made = ''] = shown.toString('utf8').split('\n');
  return { kind: 'committed', commit: id, subject: made, said };
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
    (name) =>
      isSameVersion(staged.get(name), old.get(name)) || isSameVersion(staged.get(name), wanted.get(name)),
  );
  await putEntries(top, new Map(behind.map((name) => [name, made.get(name)])));
}
