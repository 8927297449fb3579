import type { BranchStanding, BranchStep, ResetPoint } from '../../branch/branch-standing.ts';
import { stripText } from '../../branch/strip.ts';
import type { Answer } from '../../report/schemas.ts';

/** Where a branch stands, and what is wrong with it. */
export function branchJson(standing: BranchStanding): Answer<'branch'> {
  const { branch, goal, goalCard, base, head, place, phase, next } = standing;
  const { steps, resetPoint, savePoint, violations } = standing;
  return {
    schemaVersion: 1,
    branch: branch ?? null,
    goal,
    goalCard,
    base: { ...base },
    head,
    place,
    phase,
    next: [...next],
    strip: stripText(steps),
    commits: steps.map(stepJson),
    resetPoint: pointJson(resetPoint),
    savePoint: pointJson(savePoint),
    violations: violations.map(({ rule, step, path, sentence, wayBack }) => ({
      rule,
      commit: step.commit.commit,
      subject: step.commit.subject,
      path: path ?? null,
      message: sentence,
      resetTo: wayBack.resetTo,
      replay: [...wayBack.replay],
      commands: [...wayBack.commands],
    })),
  };
}

/** The answer about a branch that is for no goal. */
export function otherBranchJson(branch: string | undefined): Answer<'branch'> {
  return {
    ...{ schemaVersion: 1, branch: branch ?? null, goal: null, goalCard: null, base: null, head: null },
    ...{
      place: null,
      phase: null,
      next: [],
      strip: '',
      commits: [],
      resetPoint: null,
      savePoint: null,
      violations: [],
    },
  };
}

function stepJson({ commit, kind, form, faults }: BranchStep) {
  return {
    commit: commit.commit,
    subject: commit.subject,
    author: commit.author,
    authored: new Date(commit.authored).toISOString(),
    kind: kind ?? null,
    form,
    rules: faults.map(({ rule }) => rule),
  };
}

/** A commit to go back to, and what is replayed after it. */
export function pointJson({ commit, subject, replay }: ResetPoint) {
  return {
    commit,
    subject: subject ?? null,
    replay: replay.flatMap((step) => step.commit.commit ?? []),
  };
}
