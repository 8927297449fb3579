import type { BranchStep } from '../branch/branch-standing.ts';
import { isRefusal } from '../edit/refusal.ts';
import { type Entry, entriesAt, treeWith } from '../git/index-file.ts';
import { type CommitParts, makeCommit, readCommitParts } from '../git/make-commit.ts';
import type { PlanEdit } from './plan-edit.ts';

/** A commit to be made: its tree, and all but its first parent, which is the one made before it. */
export interface Graft {
  /** The tree's full id. */
  readonly tree: string;
  readonly parts: CommitParts;
}

/** Commits that can be made again, and the first that cannot. */
interface Replayable {
  readonly grafts: readonly Graft[];
  readonly stopped: string | undefined;
}

/** Where trees are put together. */
export interface Workplace {
  readonly top: string;
  /** An index to write over. */
  readonly scratch: string;
}

/** The plan commit: the commit that is gone back to, with the edit. */
export async function graftPlan(
  { top, scratch }: Workplace,
  reset: string,
  { edit, subject }: { readonly edit: PlanEdit; readonly subject: string },
): Promise<Graft | { readonly why: string }> {
  const entries = await editedEntries(top, reset, edit);
  if ('why' in entries) return entries;
  const tree = await treeWith(top, scratch, { commit: reset, entries });
  return { tree, parts: { parents: [reset], message: `${subject}\n` } };
}

/**
 * Works out the commits on top of the plan commit, in their order. As nothing between is left out, each is its old self
 * with the edit of the plan: the same tree but for these files, the same author, dates and message, and a merge is still one.
 */
export async function graftSteps(
  { top, scratch }: Workplace,
  steps: readonly BranchStep[],
  edit: PlanEdit,
): Promise<Replayable> {
  const ids = steps.map(({ commit }) => commit.commit ?? '');
  const parts = await readCommitParts(top, ids);
  const grafts: Graft[] = [];
  for (const id of ids) {
    const known = parts.get(id);
    const entries = await editedEntries(top, id, edit);
    if ('why' in entries || known === undefined)
      return { grafts, stopped: 'why' in entries ? entries.why : 'It cannot be read.' };
    grafts.push({ tree: await treeWith(top, scratch, { commit: id, entries }), parts: known });
  }
  return { grafts, stopped: undefined };
}

/** Makes the commits, each on top of the one before, and answers their full ids. */
export async function makeGrafts(
  top: string,
  grafts: readonly Graft[],
  how: 'as-is' | 'signed',
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { tree, parts } of grafts) {
    const [first = '', ...others] = parts.parents;
    const parents = [made.at(-1) ?? first, ...others];
    made.push(await makeCommit(top, tree, { ...parts, parents, how }));
  }
  return made;
}

/** What the files of the plan are in a commit once the plan has them, or why they cannot be. */
async function editedEntries(
  top: string,
  commit: string,
  { cardPath, added, requiring }: PlanEdit,
): Promise<ReadonlyMap<string, Entry> | { readonly why: string }> {
  const paths = added === undefined ? [cardPath] : [cardPath, added.path];
  const there = await entriesAt(top, commit, paths);
  const card = there.get(cardPath);
  if (card?.mode.startsWith('100') !== true) return { why: `There is no file ${cardPath} in it any more.` };
  if (added !== undefined && there.has(added.path)) return { why: `It brings ${added.path} itself.` };
  const edited = await requiring(card);
  if (isRefusal(edited)) return { why: `${cardPath} cannot be edited in it: ${edited.refused}.` };
  const entries = new Map([[cardPath, edited]]);
  if (added !== undefined) entries.set(added.path, added.entry);
  return entries;
}
