import { shellWord } from '../shell-word.ts';
import { shortId } from '../short-id.ts';
import type { BranchHistory } from './branch-commit.ts';
import type { BranchStep, ResetPoint, WayBack } from './branch-standing.ts';
import { goalCard } from './judge-commit.ts';
import { amendment, has, idOf, planLines, type Remake, restLines, splitOf } from './remake-commit.ts';

/** What a way back is worked out from. */
interface About extends Pick<BranchHistory, 'goal' | 'base' | 'head'> {
  readonly steps: readonly BranchStep[];
  readonly resetPoint: ResetPoint;
}

/** The commands after the reset, and the commits that they replay as they are. */
interface Redo {
  readonly resetTo: string;
  readonly lines: readonly string[];
  readonly replay: readonly BranchStep[];
}

/**
 * Works out how everything is mended that is wrong with one commit, without losing what it holds or the commits after it:
 * what belongs into the plan goes to its end, and the rest stays in its place, as commits of the right kinds.
 */
export function wayBack(step: BranchStep, about: About): WayBack {
  const { commit } = step.commit;
  // What is about to be made is mended by making it otherwise.
  if (commit === null) return { resetTo: about.head, replay: [], commands: [] };
  const remake = { step, split: splitOf(step), goal: about.goal };
  const amended = commit === about.head ? amendment(remake) : undefined;
  if (amended !== undefined) return { resetTo: parentOf(step, about), replay: [], commands: [amended] };
  const { resetTo, lines, replay } = redo(remake, about);
  const at = about.steps.findIndex((each) => each.commit.commit === resetTo);
  const merges = about.steps.slice(at + 1).some((each) => each !== step && each.kind === 'merge');
  return {
    resetTo,
    replay: replay.flatMap((each) => each.commit.commit ?? []),
    commands: [
      `git branch backup-${shortId(about.head)}`,
      `git reset --keep ${shortId(resetTo)}`,
      ...lines,
      ...(merges ? [`git merge --no-edit ${shellWord(about.base.ref)}`] : []),
    ],
  };
}

function redo(remake: Remake, about: About): Redo {
  if (remake.step.kind === 'merge') return redoMerge(remake.step, about);
  if (has(remake.step, 'after-finalize')) return redoFinalize(about);
  return redoParts(remake, about);
}

/** What comes after finalize belongs before it, so that one is made anew. */
function redoFinalize(about: About): Redo {
  const index = about.steps.findIndex(({ kind }) => kind === 'finalize');
  const replay = picked(about.steps.slice(index + 1)).filter(({ kind }) => kind !== 'finalize');
  return {
    resetTo: about.steps[index - 1]?.commit.commit ?? about.base.commit,
    lines: [...pick(replay), `mikado finalize ${shellWord(about.goal)} --commit`],
    replay,
  };
}

function redoMerge(step: BranchStep, about: About): Redo {
  const { commit, merges, changes, isFromBase } = step.commit;
  const replay = picked(about.steps.slice(about.steps.indexOf(step) + 1));
  const paths = changes.map(({ path }) => shellWord(path)).join(' ');
  const lines = isFromBase
    ? [
        `git merge --no-edit ${merges.map(shortId).join(' ')}`,
        `# what it did to cards is for a plan or a close: git diff HEAD ${shortId(commit ?? '')} -- ${paths}`,
      ]
    : [`git cherry-pick ${merges.map((each) => `HEAD..${shortId(each)}`).join(' ')}`];
  return { resetTo: parentOf(step, about), lines: [...lines, ...pick(replay)], replay };
}

function redoParts(remake: Remake, about: About): Redo {
  const { step, split } = remake;
  const [index, planEnd] = [about.steps.indexOf(step), planEndOf(about)];
  const isGoalMissing = has(step, 'goal-not-planned');
  const goalStep = isGoalMissing ? planOfGoal(about) : undefined;
  const isForPlan = split.plan.length > 0 || isGoalMissing || has(step, 'late-plan');
  const isBack = isForPlan && step.isAfterWork && planEnd < index;
  const between = isBack ? picked(about.steps.slice(planEnd, index)) : [];
  const after = picked(about.steps.slice(index + 1)).filter((each) => each !== goalStep);
  const rest = restLines(remake);
  // More of the plan may follow, and comes before the work that is taken out of it.
  const leading = rest.length === 0 || isBack ? 0 : after.findIndex(({ kind }) => kind !== 'plan');
  const plans = leading === -1 ? after : after.slice(0, leading);
  const later = after.slice(plans.length);
  const goal = goalStep === undefined ? `mikado new ${shellWord(about.goal)} --commit` : pick([goalStep]);
  return {
    resetTo: isBack ? about.resetPoint.commit : parentOf(step, about),
    lines: [
      ...(isGoalMissing ? [goal].flat() : []),
      ...planLines(remake),
      ...pick(between),
      ...pick(plans),
      ...rest,
      ...pick(later),
    ],
    replay: [...between, ...plans, ...later],
  };
}

/** How many steps the plan has before work begins. */
function planEndOf({ steps, resetPoint }: About): number {
  return steps.findIndex((each) => each.commit.commit === resetPoint.commit) + 1;
}

/** Commits that are replayed: merges of the base are made anew, and what changes nothing needs no second time. */
function picked(steps: readonly BranchStep[]): readonly BranchStep[] {
  return steps.filter(({ kind, commit }) => kind !== 'merge' && commit.changes.length > 0);
}

function pick(steps: readonly BranchStep[]): readonly string[] {
  return steps.length === 0 ? [] : [`git cherry-pick ${steps.map(idOf).join(' ')}`];
}

/** The commit that brought the card of the goal too late. */
function planOfGoal({ steps, goal }: About): BranchStep | undefined {
  return steps.find(
    ({ kind, commit: { before, after } }) =>
      kind === 'plan' && goalCard(before, goal) === undefined && goalCard(after, goal) !== undefined,
  );
}

function parentOf(step: BranchStep, { steps, base }: About): string {
  return steps[steps.indexOf(step) - 1]?.commit.commit ?? base.commit;
}
