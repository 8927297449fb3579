import { shellWord } from '../shell-word.ts';
import { shortId } from '../short-id.ts';
import type { BranchStep } from './branch-standing.ts';
import { type Split, splitCommit } from './split-commit.ts';
import { type CommitKind, readSubject, subjectFor, textOfOdd } from './subject.ts';

/** What makes a commit again: its split, and the goal that its branch is for. */
export interface Remake {
  readonly step: BranchStep;
  readonly split: Split;
  readonly goal: string;
}

/** The commands for what of a commit belongs into the plan; none where nothing does. */
export function planLines({ step, split, goal }: Remake): readonly string[] {
  if (split.plan.length === 0) return [];
  const others = [...split.impl, ...split.close, ...split.finalize, ...split.ticked];
  if (others.length === 0) return [whole({ step, split, goal }, 'plan')];
  return [picking(step), leavingOut(others), commitAs({ step, split, goal }, 'plan')];
}

/** The commands for what of a commit stays in its place; none where nothing does. */
export function restLines(remake: Remake): readonly string[] {
  const { step, split } = remake;
  const ending = finalizeLines(remake);
  const isEnded = ending.length > 0;
  const kinds = (['impl', 'close', 'finalize'] as const).filter(
    (kind) => split[kind].length > 0 && !(isEnded && kind === 'finalize'),
  );
  const hints = [
    ...(has(step, 'close-not-ready') ? ['# close what is open below first: mikado ready'] : []),
    ...split.rewritten.map((path) => `# put back what is more than a close in ${path}; it is for the plan`),
  ];
  const ticks = split.ticked.map((path) => `# the boxes of ${path} are for its close`);
  const [first, ...more] = kinds;
  if (first === undefined) return [...ticks, ...ending];
  const left = [...split.ticked, ...(isEnded ? split.finalize : [])];
  if ([...more, ...left, ...split.plan, ...split.rewritten].length === 0)
    return [...hints, whole(remake, first), ...ending];
  const commits = kinds.map((kind, at) => {
    const paths = at === kinds.length - 1 ? '' : ` -- ${split[kind].map(shellWord).join(' ')}`;
    return `${commitAs(remake, kind)}${paths}`;
  });
  return [
    picking(step),
    ...(left.length === 0 ? [] : [leavingOut(left)]),
    ...ticks,
    ...hints,
    ...commits,
    ...ending,
  ];
}

/** The one command that mends the last commit where only its subject is wrong; undefined where there is more to do. */
export function amendment(remake: Remake): string | undefined {
  const subject = rightSubject(remake);
  if (subject === undefined) return undefined;
  const isEmpty = remake.step.commit.changes.length === 0;
  return `git commit --amend${isEmpty ? ' --allow-empty' : ''} -m ${shellWord(subject)}`;
}

/** The subject under which a commit may stay where it is, as it is; undefined where no other subject helps. */
export function rightSubject({ step, split, goal }: Remake): string | undefined {
  if (step.kind === 'merge' || step.kind === 'finalize' || has(step, 'goal-not-planned')) return undefined;
  const kinds = (['plan', 'impl', 'close'] as const).filter((kind) => split[kind].length > 0);
  const kind = kinds[0] ?? step.kind ?? 'impl';
  const isMixed = kinds.length > 1 || [...split.ticked, ...split.rewritten, ...split.finalize].length > 0;
  if (isMixed || (kind === 'plan' && step.isAfterWork)) return undefined;
  const subject = subjectAs({ step, split, goal }, kind);
  return subject === step.commit.subject ? undefined : subject;
}

/** How the end of a chain is made anew, where that is what went wrong. */
function finalizeLines({ step, goal }: Remake): readonly string[] {
  if (has(step, 'finalize-open')) return ['# finalize once all is closed: mikado resume'];
  return has(step, 'finalize-leaves-fields') ? [`mikado finalize ${shellWord(goal)} --commit`] : [];
}

function picking(step: BranchStep): string {
  return `git cherry-pick --no-commit ${idOf(step)}`;
}

function leavingOut(paths: readonly string[]): string {
  return `git restore --staged --worktree -- ${paths.map(shellWord).join(' ')}`;
}

/** A commit made again as it is, under the right subject. */
function whole(remake: Remake, kind: CommitKind): string {
  const again = `git cherry-pick ${idOf(remake.step)}`;
  const subject = subjectAs(remake, kind);
  const isSame = subject === remake.step.commit.subject;
  return isSame ? again : `${again} && git commit --amend -m ${shellWord(subject)}`;
}

function commitAs(remake: Remake, kind: CommitKind): string {
  const subject = subjectAs(remake, kind);
  const isSame = subject === remake.step.commit.subject;
  return isSame ? `git commit --reuse-message=${idOf(remake.step)}` : `git commit -m ${shellWord(subject)}`;
}

/** The subject of a commit, or the one that its part of a kind should have. */
function subjectAs({ step: { commit }, split, goal }: Remake, kind: CommitKind): string {
  const said = readSubject(commit.subject);
  if (said?.kind === kind && said.goal === goal) return commit.subject;
  const closed = kind === 'close' && said?.kind !== kind ? split.closed.join(', ') : undefined;
  return subjectFor(goal, kind, closed ?? said?.text ?? textOfOdd(commit.subject));
}

/** The split of a step, by what it says that it is. */
export function splitOf({ commit, kind }: BranchStep): Split {
  return splitCommit(commit, kind === 'merge' ? undefined : kind);
}

/** Whether a commit breaks a rule. */
export function has({ faults }: BranchStep, rule: BranchStep['faults'][number]['rule']): boolean {
  return faults.some((each) => each.rule === rule);
}

/** A commit's id as it is typed. */
export function idOf({ commit }: BranchStep): string {
  return shortId(commit.commit ?? '');
}
