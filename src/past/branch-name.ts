import { readSubject } from '../branch/subject.ts';
import type { LoggedCommit } from '../git/branch-log.ts';
import type { BranchRefs } from '../git/branch-refs.ts';
import { goalOfBranch } from '../goal-branch.ts';

/** Where forges name the branch that a job is about, the one of a pull request first. */
const HEAD_VARIABLES = [
  'GITHUB_HEAD_REF',
  'FORGEJO_HEAD_REF',
  'GITEA_HEAD_REF',
  'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME',
  'GITHUB_REF',
  'FORGEJO_REF',
  'GITEA_REF',
  'CI_COMMIT_REF_NAME',
  'CI_COMMIT_BRANCH',
] as const;

/** What may say which branch is meant. */
interface Asked {
  /** The commit or branch that was asked for. */
  readonly head?: string | undefined;
  /** Where a forge says which branch it is about. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The branch's name by what was asked for, by what is checked out, or by what a forge says; undefined where none tells it.
 *
 * @param current the branch that is checked out
 */
export function branchName({ head, env }: Asked, current: string | undefined): string | undefined {
  if (head !== undefined && head !== 'HEAD') {
    const plain = head.replace(/^refs\/(?:heads\/|remotes\/[^/]+\/)/, '');
    if (!/^[0-9a-f]{7,64}$|[~^@:]/.test(plain)) return plain.replace(/^origin\//, '');
    return undefined;
  }
  if (current !== undefined) return current;
  for (const name of HEAD_VARIABLES) {
    const value = env[name] ?? '';
    if (value === '' || /^refs\/(?:pull|merge|tags)/.test(value)) continue;
    return value.replace(/^refs\/heads\//, '');
  }
  return undefined;
}

/** Whether a branch of that name is here or at a remote. */
export function isBranch(name: string, refs: BranchRefs | undefined): boolean {
  const full = [
    `refs/heads/${name}`,
    ...(refs?.remotes ?? []).map((remote) => `refs/remotes/${remote}/${name}`),
  ];
  return full.some((each) => refs?.commits.has(each));
}

/** A branch of a goal whose last commit is this one. */
export function branchAt(head: string, refs: BranchRefs | undefined, pattern: string): string | undefined {
  for (const [name, commit] of refs?.commits ?? []) {
    const plain = name.replace(/^refs\/(?:heads\/|remotes\/[^/]+\/)/, '');
    if (commit === head && goalOfBranch(plain, pattern) !== undefined) return plain;
  }
  return undefined;
}

/** The one goal that the subjects of commits name; undefined where they name none, or several. */
export function goalBySubjects(commits: readonly LoggedCommit[]): string | undefined {
  const goals = new Set(commits.flatMap(({ subject }) => readSubject(subject)?.goal ?? []));
  const [goal] = goals;
  return goals.size === 1 ? goal : undefined;
}
