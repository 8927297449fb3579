import type { BranchCommit, BranchHistory } from '../branch/branch-commit.ts';
import { type LoggedChange, type LoggedCommit, readBranchLog, readMergeEdits } from '../git/branch-log.ts';
import { currentBranch, readBranchRefs } from '../git/branch-refs.ts';
import { findCommit } from '../git/find-commit.ts';
import { branchPattern, goalOfBranch } from '../goal-branch.ts';
import { separateDocs } from '../read/place.ts';
import { shellWord } from '../shell-word.ts';
import { UsageError } from '../usage-error.ts';
import { branchAt, branchName, goalBySubjects, isBranch } from './branch-name.ts';
import { BranchPlans } from './branch-plans.ts';
import { baseOf, type FoundBase } from './find-base.ts';
import type { Compared } from './read-plan-at.ts';

/** Which branch is to be read, and against what. */
export interface BranchRequest extends Compared {
  /** The base that was asked for; found out unless given. */
  readonly base?: string | undefined;
  /** The commit or branch that was asked for; HEAD unless given. */
  readonly head?: string | undefined;
  /** Where a forge says which branch it is about. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The commit that the branch ends with, a full id, where that is not what its name stands for. */
  readonly on?: string;
  /** A commit that is about to be made on top. */
  readonly coming?: ComingCommit | undefined;
}

/** A commit that is about to be made. */
interface ComingCommit {
  readonly subject: string;
  /** The commits that it merges, besides the one that it comes on top of. */
  readonly merges: readonly string[];
  readonly changes: readonly LoggedChange[];
}

/** What was read: the commits of a branch for a goal, or the name of what is no such branch. */
export type BranchReading =
  | { readonly kind: 'branch'; readonly history: BranchHistory }
  | { readonly kind: 'other'; readonly branch: string | undefined };

/**
 * Reads the commits of a Mikado branch from where it left its base, with the cards at each of them: one git process for
 * the history and a few for the files, however many commits there are. Nothing is checked out or fetched.
 *
 * @throws UsageError where it cannot be told: no repository, no base, a history that is not here, no name for the goal
 */
export async function readBranch(request: BranchRequest): Promise<BranchReading> {
  const { top, gitDir } = request.plan.place;
  if (gitDir === undefined)
    throw new UsageError(`There is no git repository around ${top}.`, 'Go to a clone of the repository.');
  const separate = separateDocs(request.plan.place);
  if (separate !== undefined)
    throw new UsageError(
      `The cards are in ${separate}, a repository of its own, so the commits here do not hold them.`,
      `Go there: cd ${shellWord(separate)}`,
    );
  const named = branchName(request, currentBranch(gitDir));
  const pattern = branchPattern(request.plan.config);
  const isOther = named !== undefined && goalOfBranch(named, pattern) === undefined;
  if (isOther && request.head === undefined) return { kind: 'other', branch: named };
  const refs = await readBranchRefs(top);
  if (refs === undefined) await findCommit(top, 'HEAD');
  const asked = request.on ?? (await findCommit(top, request.head ?? 'HEAD'));
  if (isOther && isBranch(named, refs)) return { kind: 'other', branch: named };
  const base = await baseOf(request, refs, named);
  const log = await readBranchLog(top, asked, base.tips);
  const own = ownCommits(log, asked);
  // What is named may be a tag.
  const branch = isOther ? branchAt(own.head, refs, pattern) : (named ?? branchAt(own.head, refs, pattern));
  const goal = branch === undefined ? goalBySubjects(own.commits) : goalOfBranch(branch, pattern);
  if (goal === undefined && (own.commits.length === 0 || branch !== undefined))
    return { kind: 'other', branch };
  if (goal === undefined)
    throw new UsageError(
      'HEAD is detached, and no branch, variable or subject says which goal these commits are for.',
      `Name the branch: mikado branch check --head ${pattern}`,
    );
  const fork = forkOf(own, { base, asked, shallow: refs?.isShallow === true });
  return { kind: 'branch', history: await historyOf(request, { branch, goal, base, own, fork }) };
}

/** The commits on the way from the base to a head. */
interface OwnCommits {
  readonly head: string;
  /** Oldest first. */
  readonly commits: readonly LoggedCommit[];
  /** Every commit that is not on the base, others that were merged included. */
  readonly known: ReadonlySet<string>;
}

function ownCommits(log: readonly LoggedCommit[], asked: string): OwnCommits {
  const byId = new Map(log.map((each) => [each.commit, each]));
  const isKnown = (id: string | undefined) => id !== undefined && byId.has(id);
  // A forge checks out what a pull request would become: the branch, merged into its base.
  const tip = byId.get(asked);
  const [first, second] = tip?.parents ?? [];
  const head = second !== undefined && !isKnown(first) && isKnown(second) ? second : asked;
  const commits: LoggedCommit[] = [];
  for (let at = byId.get(head); at !== undefined; at = byId.get(at.parents[0] ?? '')) commits.push(at);
  return { head, commits: commits.reverse(), known: new Set(byId.keys()) };
}

/** The commit at which a branch left its base. */
function forkOf(
  { head, commits, known }: OwnCommits,
  { base, asked, shallow }: { readonly base: FoundBase; readonly asked: string; readonly shallow: boolean },
): string {
  const [oldest] = commits;
  const fork = oldest === undefined ? (head === asked ? head : asked) : oldest.parents[0];
  const isForeign = commits.some(({ parents }) => parents.slice(1).some((each) => known.has(each)));
  if (fork !== undefined && !(shallow && isForeign)) return fork;
  throw shallow
    ? new UsageError(
        `It cannot be told where this branch left ${base.ref}: this clone is shallow.`,
        'Fetch the history: git fetch --unshallow (in a CI job: fetch-depth: 0)',
      )
    : new UsageError(
        `${base.ref} and this branch have no commit in common.`,
        'Name the branch that this one started from: --base REF',
      );
}

async function historyOf(
  request: BranchRequest,
  found: {
    readonly branch: string | undefined;
    readonly goal: string;
    readonly base: FoundBase;
    readonly own: OwnCommits;
    readonly fork: string;
  },
): Promise<BranchHistory> {
  const { own, fork } = found;
  const { top } = request.plan.place;
  const merges = own.commits.filter(({ parents }) => parents.length > 1).map(({ commit }) => commit);
  const edits = await readMergeEdits(top, merges);
  const { coming } = request;
  const all = [...own.commits.flatMap(({ changes }) => changes), ...[...edits.values()].flat()];
  const plans = await BranchPlans.open(request, fork, [...all, ...(coming?.changes ?? [])]);
  const commits: BranchCommit[] = [];
  for (const logged of own.commits) {
    const { commit, parents, author, authored, subject } = logged;
    const before = plans.plan;
    const after = await plans.advance(logged.changes);
    const others = parents.slice(1);
    const changes = others.length > 0 ? (edits.get(commit) ?? []) : logged.changes;
    commits.push({
      ...{ commit, author, authored, subject, before, after, merges: others },
      isFromBase: !others.some((each) => own.known.has(each)),
      changes: changes.map((each) => plans.withTexts(each)),
    });
  }
  if (coming !== undefined) commits.push(await comingCommit(coming, plans, own.known));
  const { branch, goal, base } = found;
  return {
    ...{ branch, goal, commits, head: own.head, plan: plans.plan },
    base: { ref: base.ref, commit: fork },
  };
}

async function comingCommit(
  { subject, merges, changes }: ComingCommit,
  plans: BranchPlans,
  known: ReadonlySet<string>,
): Promise<BranchCommit> {
  const before = plans.plan;
  const after = await plans.advance(changes);
  return {
    ...{ commit: null, author: '', authored: Date.now(), subject, merges, before, after },
    isFromBase: !merges.some((each) => known.has(each)),
    // What a merge itself changed is known once it is made.
    changes: merges.length > 0 ? [] : changes.map((each) => plans.withTexts(each)),
  };
}
