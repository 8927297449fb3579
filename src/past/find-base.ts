import type { BranchRefs } from '../git/branch-refs.ts';
import { findCommit } from '../git/find-commit.ts';
import type { Plan } from '../plan.ts';
import { UsageError } from '../usage-error.ts';

/** Where forges name the branch that a pull request is to be merged into. */
const BASE_VARIABLES = [
  'GITHUB_BASE_REF',
  'FORGEJO_BASE_REF',
  'GITEA_BASE_REF',
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'CI_COMMIT_TARGET_BRANCH',
] as const;

/** What may say what the base is. */
interface Asked {
  readonly plan: Plan;
  readonly base?: string | undefined;
  /** Where a forge says which branch it is about. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A branch that another one started from. */
export interface FoundBase {
  readonly ref: string;
  /** Everything behind these commits is on the base. */
  readonly tips: readonly string[];
}

/**
 * Finds the branch that a branch started from: the one that was asked for, else the one that the configuration, a forge, this
 * repository or its remote names. No branch is its own base, even where a remote has it checked out.
 *
 * @throws UsageError where it cannot be told, with how to name it
 */
export async function baseOf(
  { base, env, plan }: Asked,
  refs: BranchRefs | undefined,
  branch: string | undefined,
): Promise<FoundBase> {
  if (base !== undefined) return { ref: base, tips: [await findCommit(plan.place.top, base)] };
  const forge = BASE_VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '');
  const names = [plan.config.branch?.base, forge, 'main', refs?.remoteHead, 'master'];
  for (const name of names) {
    const found =
      name === undefined || name === branch || refs === undefined ? undefined : tipsOf(name, refs);
    if (found !== undefined) return found;
  }
  if (refs?.isShallow === true)
    throw new UsageError(
      'It cannot be told where this branch started: this clone is shallow, and its base is not here.',
      "Fetch the history and the base: git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*' (in a CI job: fetch-depth: 0)",
    );
  throw new UsageError(
    'It cannot be told where this branch started: there is no branch main here, and origin names no other.',
    'Name the branch it started from: --base REF, or `branch.base` in .mikado.yaml.',
  );
}

/** A branch of this repository and of its remotes: who merged from one of them merged from the base. */
function tipsOf(name: string, { commits, remotes }: BranchRefs): FoundBase | undefined {
  const plain = name.replace(/^refs\/heads\//, '');
  const refs = [plain, ...remotes.map((remote) => `${remote}/${plain}`)];
  const found = refs.flatMap((ref) => {
    const commit = commits.get(`refs/heads/${ref}`) ?? commits.get(`refs/remotes/${ref}`);
    return commit === undefined ? [] : [{ ref, commit }];
  });
  const [first] = found;
  return first && { ref: first.ref, tips: found.map(({ commit }) => commit) };
}
