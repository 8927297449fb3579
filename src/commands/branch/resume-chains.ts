import type { BranchStanding } from '../../branch/branch-standing.ts';
import { judgeBranch } from '../../branch/judge-branch.ts';
import { type BranchRefs, readBranchRefs, readMergedRefs } from '../../git/branch-refs.ts';
import { branchOfGoal, branchPattern, goalOfBranch } from '../../goal-branch.ts';
import { readBranch } from '../../past/read-branch.ts';
import type { Compared } from '../../past/read-plan-at.ts';
import type { Plan } from '../../plan.ts';
import { UsageError } from '../../usage-error.ts';

/** A chain that can be taken up, and where its branch is. */
export interface OpenChain {
  /** The stem of its goal, which may have its card on that branch alone. */
  readonly goal: string;
  /** As they are on its branch, where it has one. */
  readonly done: number;
  readonly total: number;
  readonly branch: string;
  readonly isAt: 'here' | 'local' | 'remote' | 'nowhere';
  /** Where its branch stands; undefined without one, or where that cannot be told. */
  readonly place: BranchStanding['place'] | undefined;
}

/** A branch by its plain name: the one of this repository, else that of a remote. */
interface Found {
  readonly ref: string;
  readonly isAt: 'local' | 'remote';
}

/** What is open, begun chains first. */
const ORDER: readonly OpenChain['isAt'][] = ['here', 'local', 'remote', 'nowhere'];

/**
 * Lists the chains that are not finished: those with cards here, and those whose cards are on a branch of their own that
 * is not merged yet, local or of a remote.
 *
 * @param standing where the branch that is checked out stands, if it is one of a goal
 */
export async function openChains(
  compared: Compared,
  {
    current,
    standing,
  }: { readonly current: string | undefined; readonly standing: BranchStanding | undefined },
): Promise<readonly OpenChain[]> {
  const { plan } = compared;
  const { top, gitDir } = plan.place;
  const refs = gitDir === undefined ? undefined : await readBranchRefs(top);
  const merged = refs === undefined ? new Set<string>() : await readMergedRefs(top);
  const pattern = branchPattern(plan.config);
  const branches = refs === undefined ? new Map<string, Found>() : branchesOf(refs, pattern);
  const chains: OpenChain[] = [];
  for (const { goal, done, total, finished } of plan.chains) {
    const branch = goal.branch?.value ?? branchOfGoal(goal.stem, pattern);
    const found = branches.get(branch);
    branches.delete(branch);
    const isAt = branch === current ? 'here' : (found?.isAt ?? 'nowhere');
    const here = { goal: goal.stem, done, total, branch, isAt } as const;
    if (isAt === 'here') {
      if (!finished) chains.push({ ...here, place: standing?.place });
    } else if (found !== undefined && !merged.has(found.ref))
      chains.push(...(await onBranch(compared, here, found)));
    else if (!finished) chains.push({ ...here, place: undefined });
  }
  for (const [branch, found] of branches) {
    const goal = goalOfBranch(branch, pattern);
    if (goal === undefined || branch === current || merged.has(found.ref)) continue;
    const nothing = { goal, done: 0, total: 0, branch, isAt: found.isAt };
    chains.push(...(await onBranch(compared, nothing, found)));
  }
  return chains.sort((a, b) => ORDER.indexOf(a.isAt) - ORDER.indexOf(b.isAt) || (a.goal < b.goal ? -1 : 1));
}

/** Branches of goals by their plain names. */
function branchesOf({ commits, remotes }: BranchRefs, pattern: string): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const ref of commits.keys()) {
    if (ref.startsWith('refs/heads/')) found.set(ref.slice('refs/heads/'.length), { ref, isAt: 'local' });
  }
  for (const remote of remotes) {
    const front = `refs/remotes/${remote}/`;
    for (const ref of commits.keys()) {
      const name = ref.slice(front.length);
      if (ref.startsWith(front) && !found.has(name)) found.set(name, { ref, isAt: 'remote' });
    }
  }
  return new Map([...found].filter(([name]) => goalOfBranch(name, pattern) !== undefined));
}

/** The chain as its branch has it; none where that branch is at its end and was merged in another form. */
async function onBranch(
  compared: Compared,
  here: Omit<OpenChain, 'place'>,
  { ref }: Found,
): Promise<readonly OpenChain[]> {
  const standing = await standingAt(compared, ref);
  if (standing === undefined) return [{ ...here, place: undefined }];
  const { place, phase, goal } = standing;
  if (phase === 'finalized' && isSettled(compared.plan, goal)) return [];
  // After finalize no card is left to count.
  const plan =
    phase === 'finalized'
      ? standing.steps.findLast(({ kind }) => kind === 'finalize')?.commit.before
      : standing.plan;
  const chain = plan?.chains.find((each) => each.goal.stem === goal);
  const { done, total } = chain ?? here;
  return [{ ...here, done, total, place }];
}

/** Whether a goal is here as a mere document, as finalizing leaves it. */
function isSettled({ documents, cards }: Plan, goal: string): boolean {
  return documents.some(({ stem }) => stem === goal) && !cards.some(({ stem }) => stem === goal);
}

async function standingAt(compared: Compared, head: string): Promise<BranchStanding | undefined> {
  try {
    const reading = await readBranch({ ...compared, env: {}, head });
    return reading.kind === 'branch' ? judgeBranch(reading.history) : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
