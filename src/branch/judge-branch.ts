import type { BranchHistory } from './branch-commit.ts';
import type { BranchStanding, BranchStep, GoalCard, Phase, ResetPoint } from './branch-standing.ts';
import { isReopened, judgedChanges } from './card-changes.ts';
import { goalCard, isChainDone, judgeCommit } from './judge-commit.ts';
import { COMMIT_KINDS, type CommitKind, readSubject, type Subject } from './subject.ts';
import { wayBack } from './way-back.ts';

/** Judges the commits of a branch. Every surface asks this one function where a branch stands. */
export function judgeBranch(history: BranchHistory): BranchStanding {
  const { branch, goal, base, head, plan } = history;
  const steps = judgeSteps(history);
  const phase = phaseOf(steps);
  const resetPoint = pointAfter(lastIndexOfPlan(steps), steps, history);
  const about = { goal, base, head, steps, resetPoint };
  const violations = steps.flatMap((step) => {
    const way = step.faults.length > 0 ? wayBack(step, about) : undefined;
    return way === undefined ? [] : step.faults.map((fault) => ({ ...fault, step, wayBack: way }));
  });
  return {
    ...{ branch, goal, base, head, plan, steps, phase, resetPoint, violations },
    goalCard: goalCardOf(history),
    place: violations.length > 0 ? 'violation' : phase,
    next: nextKinds(phase, history),
    savePoint: pointAfter(lastIndexOfSave(steps), steps, history),
  };
}

function judgeSteps({ goal, commits }: BranchHistory): readonly BranchStep[] {
  const steps: BranchStep[] = [];
  const position = { isAfterWork: false, isAfterFinalize: false };
  for (const commit of commits) {
    const subject = commit.merges.length > 0 ? undefined : readSubject(commit.subject);
    const settled = subject && targeted(subject, steps);
    const faults = judgeCommit(commit, { subject: settled, goal, position });
    const kind = commit.merges.length > 0 ? 'merge' : settled?.kind;
    const { isAfterWork } = position;
    steps.push({ commit, kind, form: settled?.form ?? 'own', isAfterWork, faults });
    if (settled?.form === 'fixup') continue;
    if (kind === 'impl' || kind === 'close') position.isAfterWork = true;
    if (kind === 'finalize') {
      position.isAfterWork = true;
      position.isAfterFinalize = settled?.form !== 'revert';
    }
  }
  return steps;
}

/** A mend of a commit that is not on the branch is a commit in its own right. */
function targeted(subject: Subject, steps: readonly BranchStep[]): Subject {
  if (subject.form !== 'fixup') return subject;
  const isThere = steps.some(({ commit }) => commit.subject === subject.target);
  return isThere ? subject : { ...subject, form: 'own' };
}

function isWork({ kind, form }: BranchStep): boolean {
  return form !== 'fixup' && (kind === 'impl' || kind === 'close' || kind === 'finalize');
}

function phaseOf(steps: readonly BranchStep[]): Phase {
  const last = steps.findLast(isWork);
  if (last === undefined) return 'planning';
  switch (last.kind) {
    case 'finalize':
      return last.form === 'revert' ? 'between-cycles' : 'finalized';
    case 'close':
      return judgedChanges(last.commit).some(isReopened) ? 'mid-cycle' : 'between-cycles';
    default:
      return 'mid-cycle';
  }
}

/** The index of the last commit before work began; -1 where that is the base. */
function lastIndexOfPlan(steps: readonly BranchStep[]): number {
  const first = steps.findIndex(
    (step) => isWork(step) || (step.kind === undefined && step.faults.length > 0) || isForeign(step),
  );
  return first === -1 ? steps.length - 1 : first - 1;
}

function isForeign({ kind, commit }: BranchStep): boolean {
  return kind === 'merge' && !commit.isFromBase;
}

function lastIndexOfSave(steps: readonly BranchStep[]): number {
  const isSaved = ({ kind, form, faults }: BranchStep) =>
    faults.length === 0 && form === 'own' && (kind === 'plan' || kind === 'close');
  return Math.max(steps.findLastIndex(isSaved), lastIndexOfPlan(steps));
}

function pointAfter(index: number, steps: readonly BranchStep[], { base }: BranchHistory): ResetPoint {
  const commit = steps[index]?.commit;
  const replay = steps
    .slice(index + 1)
    .filter(({ kind, faults }) => faults.length === 0 && (kind === 'impl' || kind === 'close'));
  return { commit: commit?.commit ?? base.commit, subject: commit?.subject, replay };
}

function goalCardOf({ goal, commits, plan }: BranchHistory): GoalCard {
  if (goalCard(plan, goal) !== undefined) return 'there';
  return commits.some(({ before }) => goalCard(before, goal) !== undefined) ? 'gone' : 'not-yet';
}

function nextKinds(phase: Phase, history: BranchHistory): readonly CommitKind[] {
  const { plan, goal } = history;
  const card = goalCard(plan, goal);
  // A goal that had nothing but its status is no card any more once that is closed.
  const isOver = phase === 'between-cycles' && goalCardOf(history) === 'gone';
  if (phase === 'finalized' || isOver) return [];
  if (phase === 'planning' && card === undefined) return ['plan'];
  const chain = card === undefined ? [] : plan.graph.chainOf(card);
  const may: Readonly<Record<CommitKind, boolean>> = {
    plan: phase === 'planning',
    impl: true,
    close: chain.some((each) => plan.stateOf(each).kind === 'ready'),
    finalize: isChainDone(plan, goal),
  };
  return COMMIT_KINDS.filter((kind) => may[kind]);
}
