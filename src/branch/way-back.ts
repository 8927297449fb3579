import { shellWord } from '../shell-word.ts';
import type { BranchHistory } from './branch-commit.ts';
import type { BranchStep, ResetPoint } from './judge-branch.ts';
import { type Fault, goalCard, kindByContent } from './judge-commit.ts';
import { readSubject, subjectFor } from './subject.ts';

/** How a branch is mended, as commands to be typed. Nothing of it is ever run. */
export interface WayBack {
  /** The commit to go back to: a full id. */
  readonly resetTo: string;
  /** The commits to be replayed afterwards as they are, oldest first: full ids. */
  readonly replay: readonly string[];
  /** In their order; what follows `#` says what to do in between. */
  readonly commands: readonly string[];
}

/** What a way back is worked out from. */
interface About extends Pick<BranchHistory, 'goal' | 'base' | 'head'> {
  readonly steps: readonly BranchStep[];
  readonly resetPoint: ResetPoint;
}

const SHORT = 10;

/** What these rules ask for is done where the plan ends. */
const PLANNED: readonly Fault['rule'][] = ['goal-not-planned', 'late-card', 'late-plan'];

/** Works out how what is wrong with one commit is mended, without losing the commits that come after it. */
export function wayBack(step: BranchStep, fault: Fault, about: About): WayBack {
  const { commit } = step.commit;
  // What is about to be made is mended by making it otherwise.
  if (commit === null) return { resetTo: about.head, replay: [], commands: [] };
  const isForPlan = PLANNED.some((rule) => rule === fault.rule);
  const resetTo = isForPlan ? about.resetPoint.commit : parentOf(startOf(step, fault, about), about);
  const goalStep = fault.rule === 'goal-not-planned' ? planOfGoal(about) : undefined;
  const index = about.steps.findIndex((each) => each.commit.commit === resetTo);
  const replay = about.steps
    .slice(index + 1)
    .filter((each) => each !== step && each !== goalStep && each.kind !== 'merge' && !isEnded(each, fault))
    .flatMap((each) => each.commit.commit ?? []);
  const merges = about.steps.slice(index + 1).some((each) => each !== step && each.kind === 'merge');
  const isHead = commit === about.head;
  const own = redo(step, fault, about);
  const [only] = own;
  if (isHead && own.length === 1 && only?.startsWith('git commit --amend'))
    return { resetTo, replay, commands: own };
  return {
    resetTo,
    replay,
    commands: [
      `git branch backup-${short(about.head)}`,
      `git reset --keep ${short(resetTo)}`,
      ...own.map((line) => line.replace(/^git commit --amend/, `git cherry-pick ${short(commit)} && $&`)),
      ...pick(replay),
      ...(fault.rule === 'after-finalize' ? [`mikado finalize ${about.goal}`] : []),
      ...(merges ? [`git merge ${about.base.ref}`] : []),
    ],
  };
}

function pick(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`git cherry-pick ${ids.map(short).join(' ')}`];
}

/** What becomes of the commit itself. */
function redo(step: BranchStep, { rule, path }: Fault, about: About): readonly string[] {
  const id = short(step.commit.commit ?? '');
  const part = `git cherry-pick --no-commit ${id}`;
  const { goal } = about;
  const text = readSubject(step.commit.subject)?.text ?? step.commit.subject;
  const commitAs = (kind: 'plan' | 'impl' | 'close' | 'finalize') =>
    `git commit -m ${shellWord(subjectFor(goal, kind, text))}`;
  const without = `git restore --staged --worktree ${shellWord(path ?? '.')}`;
  switch (rule) {
    case 'subject-form':
      return [`git commit --amend -m ${shellWord(subjectFor(goal, kindByContent(step.commit), text))}`];
    case 'subject-goal':
      return [
        `git commit --amend -m ${shellWord(subjectFor(goal, readSubject(step.commit.subject)?.kind ?? 'impl', text))}`,
      ];
    case 'goal-not-planned':
      return [goalPlan(about), `git cherry-pick ${id}`];
    case 'late-plan':
      return [`git cherry-pick ${id}`];
    case 'late-card':
      if (step.kind === 'plan' && step.faults.every((each) => each.rule === 'late-card'))
        return [`git cherry-pick ${id}`];
      return [part, '# keep the cards staged, unstage the rest', commitAs('plan'), '# then the rest as impl'];
    case 'plan-with-code':
      return [part, without.replace(' --worktree', ''), commitAs('plan'), '# the rest is for an impl commit'];
    case 'plan-closes-card':
    case 'impl-edits-card':
    case 'close-with-more':
      return [part, without, commitAs(step.kind === 'merge' || step.kind === undefined ? 'impl' : step.kind)];
    case 'close-nothing':
      return step.commit.changes.length === 0 ? [] : [part, commitAs(kindByContent(step.commit))];
    case 'close-not-ready':
      return ['# close what is open below first: mikado ready'];
    case 'finalize-open':
    case 'finalize-nothing':
    case 'finalize-leaves-fields':
      return [`mikado finalize ${goal}`];
    case 'finalize-with-code':
      return [part, without, commitAs('finalize')];
    case 'after-finalize':
      return [`git cherry-pick ${id}`];
    case 'merge-not-base':
      return [`git cherry-pick ${step.commit.merges.map((each) => `HEAD..${short(each)}`).join(' ')}`];
    case 'merge-edits-card':
      return [`git merge ${about.base.ref}`];
  }
}

/** The commit that brought the card of the goal too late. */
function planOfGoal({ steps, goal }: About): BranchStep | undefined {
  return steps.find(
    ({ kind, commit: { before, after } }) =>
      kind === 'plan' && goalCard(before, goal) === undefined && goalCard(after, goal) !== undefined,
  );
}

function goalPlan(about: About): string {
  const late = planOfGoal(about)?.commit.commit;
  return late == null ? `mikado new ${about.goal} --commit` : `git cherry-pick ${short(late)}`;
}

/** What comes after finalize belongs before it, so that one is made anew. */
function startOf(step: BranchStep, { rule }: Fault, { steps }: About): BranchStep {
  const finalize = steps.find(({ kind }) => kind === 'finalize');
  return rule === 'after-finalize' && finalize !== undefined ? finalize : step;
}

function isEnded({ kind }: BranchStep, { rule }: Fault): boolean {
  return rule === 'after-finalize' && kind === 'finalize';
}

function parentOf(step: BranchStep, { steps, base }: About): string {
  return steps[steps.indexOf(step) - 1]?.commit.commit ?? base.commit;
}

function short(id: string): string {
  return id.slice(0, SHORT);
}
