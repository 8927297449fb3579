import type { BranchStanding } from '../branch/branch-standing.ts';
import { judgeBranch } from '../branch/judge-branch.ts';
import type { Plan } from '../plan.ts';
import { UsageError } from '../usage-error.ts';
import { readBranch } from './read-branch.ts';
import type { DocsRoot } from './read-plan-at.ts';

/**
 * Where the branch that is checked out stands, as `mikado branch check` says it; undefined on a branch for no goal, and
 * where that cannot be told, such as in a shallow clone.
 */
export async function readStanding(plan: Plan, root: DocsRoot): Promise<BranchStanding | undefined> {
  if (plan.place.gitDir === undefined) return undefined;
  try {
    const reading = await readBranch({ plan, root, env: {} });
    return reading.kind === 'branch' ? judgeBranch(reading.history) : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
