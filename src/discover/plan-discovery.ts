import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BranchStanding, BranchStep } from '../branch/branch-standing.ts';
import { judgeBranch } from '../branch/judge-branch.ts';
import { subjectFor } from '../branch/subject.ts';
import { TEMP_SUFFIX } from '../edit/lock-file.ts';
import { newMark } from '../edit/owner-mark.ts';
import { findCommitPlace } from '../git/commit-place.ts';
import { GitFailure } from '../git/git-failure.ts';
import { pathsBetween, removeScratchIndex } from '../git/index-file.ts';
import { readPushedCommits } from '../git/pushed-commits.ts';
import { readWorkFiles } from '../git/work-files.ts';
import { type BranchRequest, readBranch } from '../past/read-branch.ts';
import { workFolder } from '../read/place.ts';
import { shellWord } from '../shell-word.ts';
import type { WhyNot } from '../why-not.ts';
import type { Discovery, LeftBehind, PlannedDiscovery, Replay } from './discovery.ts';
import { workInTheWay } from './in-the-way.ts';
import { type KeptFile, keptFiles } from './kept-files.ts';
import { type PlanEdit, planEdit, type Wish } from './plan-edit.ts';
import { type Graft, graftPlan, graftSteps, makeGrafts, type Workplace } from './replay.ts';

/** What is to be discovered, on which branch, and what is to be replayed. */
export interface DiscoveryRequest extends Pick<BranchRequest, 'plan' | 'root' | 'base' | 'env'> {
  readonly wish: Wish;
  readonly replay: Replay;
}

/**
 * Works out what planning a prerequisite below work that was begun comes to: the commit to go back to, the plan commit, the
 * commits that hold on top of it, and what becomes of uncommitted work. Writes nothing but objects that no ref names.
 *
 * @throws UsageError where it cannot be told where the branch stands
 */
export async function planDiscovery(request: DiscoveryRequest): Promise<PlannedDiscovery> {
  const scratch = path.join(workFolder(request.plan.place), newMark() + TEMP_SUFFIX);
  try {
    const standing = await standingFor(request);
    if ('reason' in standing) return refused(standing);
    const steps = stepsAfterReset(standing);
    if (steps.length === 0) return { kind: 'nothing-to-replay', standing };
    mkdirSync(path.dirname(scratch), { recursive: true });
    return await planOn(request, { standing, steps, scratch });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return refused({ reason: `git says: ${error.message}`, help: 'Nothing was changed.' });
  } finally {
    removeScratchIndex(scratch);
  }
}

type NamedStanding = BranchStanding & { readonly branch: string };

async function standingFor(request: DiscoveryRequest): Promise<NamedStanding | WhyNot> {
  const { top, gitDir } = request.plan.place;
  const at = await findCommitPlace(top, gitDir);
  if ('reason' in at) return at;
  const reading = await readBranch(request);
  if (reading.kind === 'other')
    return {
      reason: `${at.branch} is the branch of no goal, so no order of its commits has to be kept`,
      help: `mikado new ${request.wish.stem} --for ${shellWord(request.wish.card.stem)}`,
    };
  const standing = judgeBranch(reading.history);
  if (standing.violations.length > 0)
    return {
      reason: 'a commit of the branch breaks its order, so that it cannot be said what would hold',
      help: 'Mend that first: mikado branch check',
    };
  if (standing.phase === 'finalized')
    return {
      reason: `the chain of ${standing.goal} was finalized`,
      help: 'Take that back first: git reset --keep HEAD^',
    };
  return { ...standing, branch: at.branch };
}

/** Everything after the commit that is gone back to: work, mends of the plan, and merges. */
function stepsAfterReset({ steps, resetPoint }: BranchStanding): readonly BranchStep[] {
  return steps.slice(steps.findIndex(({ commit }) => commit.commit === resetPoint.commit) + 1);
}

/** Where and on what a discovery is worked out. */
interface Ground {
  readonly standing: NamedStanding;
  readonly steps: readonly BranchStep[];
  readonly scratch: string;
}

async function planOn(request: DiscoveryRequest, ground: Ground): Promise<PlannedDiscovery> {
  const { plan, wish } = request;
  const { top } = plan.place;
  const { standing } = ground;
  const { head, resetPoint, branch } = standing;
  const edit = await planEdit(plan, wish, { reset: resetPoint.commit, head, base: standing.base.ref });
  if ('reason' in edit) return refused(edit);
  const text = edit.added === undefined ? `${wish.card.stem} requires ${wish.stem}` : `add ${wish.stem}`;
  const subject = subjectFor(standing.goal, 'plan', text);
  const made = await commitsOnTop(request, ground, { edit, subject });
  if ('reason' in made) return refused(made);
  const { after, replayed, left } = made;
  const work = await workOf(top, edit, { head, after });
  if ('refusals' in work) return { kind: 'refused', refusals: work.refusals };
  const pushed = await readPushedCommits(top, branch, { after: resetPoint.commit, head });
  const planned = { wish, standing, resetPoint, edit, subject, plan: made.plan };
  return { kind: 'discovery', discovery: { ...planned, ...{ after, replayed, left, pushed }, ...work } };
}

/** The commits of the new branch, judged by the one function that judges branches, up to the first that does not hold. */
async function commitsOnTop(
  request: DiscoveryRequest,
  { standing, steps, scratch }: Ground,
  { edit, subject }: { readonly edit: PlanEdit; readonly subject: string },
): Promise<Pick<Discovery, 'plan' | 'replayed' | 'left' | 'after'> | WhyNot> {
  const { top } = request.plan.place;
  const place: Workplace = { top, scratch };
  const plan = await graftPlan(place, standing.resetPoint.commit, { edit, subject });
  if ('why' in plan) return { reason: plan.why, help: 'Edit the card by hand.' };
  const wanted = wantedSteps(steps, standing, request.replay);
  const { grafts, stopped } = await graftSteps(place, wanted, edit);
  const made = await makeGrafts(top, [plan, ...grafts], 'as-is');
  const judged = judgeBranch((await readHistory(request, made.at(-1) ?? standing.head)).history);
  const [wrong] = judged.violations;
  const at = wrong === undefined ? made.length : made.indexOf(wrong.step.commit.commit ?? '');
  if (at <= 0)
    return {
      reason: `the commit \`${subject}\` would break the order of the branch: ${wrong?.sentence ?? ''}`,
      help: 'See where the branch stands: mikado branch check',
    };
  const replayed = grafts.slice(0, at - 1).flatMap((graft, index) => withStep(graft, wanted[index]));
  const why = wrong?.sentence ?? stopped;
  const left = steps
    .slice(replayed.length)
    .map((step, index): LeftBehind => ({ step, why: index === 0 ? why : undefined }));
  return { plan, replayed, left, after: made[at - 1] ?? '' };
}

function withStep(graft: Graft, step: BranchStep | undefined) {
  return step === undefined ? [] : [{ graft, step }];
}

function wantedSteps(
  steps: readonly BranchStep[],
  { savePoint }: BranchStanding,
  replay: Replay,
): readonly BranchStep[] {
  switch (replay) {
    case 'all':
      return steps;
    case 'closed':
      return steps.slice(0, steps.findIndex(({ commit }) => commit.commit === savePoint.commit) + 1);
    case 'none':
      return [];
  }
}

async function readHistory(request: DiscoveryRequest, on: string) {
  const reading = await readBranch({ ...request, on });
  if (reading.kind === 'other') throw new RangeError('a branch of a goal became one of none');
  return reading;
}

/** What becomes of uncommitted work, or everything of it that stands in the way. */
async function workOf(
  top: string,
  edit: PlanEdit,
  { head, after }: { readonly head: string; readonly after: string },
) {
  const work = await readWorkFiles(top);
  const changed = new Set(work.map((each) => each.path));
  const apart = await keptFiles(top, edit, { head, after, changed });
  const kept = apart.filter((each): each is KeptFile => 'disk' in each);
  const own = new Set(apart.map((each) => each.path));
  const moved = (await pathsBetween(top, [head, after])).filter((name) => !own.has(name));
  const blocking = [
    ...apart.flatMap((each) => ('why' in each ? [each] : [])),
    ...(await workInTheWay(top, head, { moved, work })),
  ];
  if (blocking.length > 0) {
    const help =
      'Commit it, or set it aside: git stash push --include-untracked, and git stash pop afterwards';
    return { refusals: blocking.map((each) => ({ reason: `${each.path} ${each.why}`, help })) };
  }
  const carried = work.map((each) => {
    const becomes = own.has(each.path) ? ('edited' as const) : ('stays' as const);
    return { ...each, becomes };
  });
  return { kept, work: carried };
}

function refused(...refusals: readonly WhyNot[]): PlannedDiscovery {
  return { kind: 'refused', refusals };
}
