import type { Config } from './config/config.ts';

/** How a goal's branch is named unless the configuration says otherwise; `<stem>` stands for the goal's stem. */
export const USUAL_PATTERN = 'mikado/<stem>';

/** How the branches of goals are named in a repository. */
export function branchPattern(config: Pick<Config, 'branch'>): string {
  return config.branch?.pattern ?? USUAL_PATTERN;
}

/** The name that the pattern gives to the branch of a goal. */
export function branchOfGoal(stem: string, pattern: string): string {
  return pattern.replaceAll('<stem>', () => stem);
}

/** The goal that a branch belongs to by its name, or undefined for any other branch. */
export function goalOfBranch(branch: string, pattern: string = USUAL_PATTERN): string | undefined {
  const at = pattern.indexOf('<stem>');
  if (at === -1) return undefined;
  const [front, back] = [pattern.slice(0, at), pattern.slice(at + '<stem>'.length)];
  if (!branch.startsWith(front) || !branch.endsWith(back)) return undefined;
  const stem = branch.slice(front.length, branch.length - back.length);
  return stem === '' ? undefined : stem;
}
