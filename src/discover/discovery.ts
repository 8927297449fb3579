import type { BranchStanding, BranchStep, ResetPoint } from '../branch/branch-standing.ts';
import type { PushedCommits } from '../git/pushed-commits.ts';
import type { WorkFile } from '../git/work-files.ts';
import type { WhyNot } from '../why-not.ts';
import type { KeptFile } from './kept-files.ts';
import type { PlanEdit, Wish } from './plan-edit.ts';
import type { Graft } from './replay.ts';

/** Which commits are made again on top of the new plan: all, those up to the last close, or none. */
export type Replay = 'all' | 'closed' | 'none';

/** A commit that is made again on top of the plan. */
interface Replayed {
  readonly step: BranchStep;
  readonly graft: Graft;
}

/** A commit that only the backup has afterwards. */
export interface LeftBehind {
  readonly step: BranchStep;
  /** Why it does not hold any more; undefined where it was not asked for, or comes after one that does not hold. */
  readonly why: string | undefined;
}

/** A file with work that is not committed, and what becomes of it: `edited` gets the same edit as the plan. */
export interface CarriedFile extends WorkFile {
  readonly becomes: 'stays' | 'edited';
}

/** A discovery, worked out: nothing of it is done, and carrying it out decides nothing any more. */
export interface Discovery {
  readonly wish: Wish;
  readonly standing: BranchStanding & { readonly branch: string };
  readonly resetPoint: ResetPoint;
  readonly edit: PlanEdit;
  readonly subject: string;
  /** The plan commit and those on top of it, as they would be without a signature. */
  readonly plan: Graft;
  readonly replayed: readonly Replayed[];
  readonly left: readonly LeftBehind[];
  /** The last of them: a full id. */
  readonly after: string;
  readonly work: readonly CarriedFile[];
  readonly kept: readonly KeptFile[];
  readonly pushed: PushedCommits | undefined;
}

/** A discovery that can be carried out, or why there is none. */
export type PlannedDiscovery =
  | { readonly kind: 'refused'; readonly refusals: readonly WhyNot[] }
  /** No work was begun, so that the card goes on top of the plan that is there. */
  | { readonly kind: 'nothing-to-replay'; readonly standing: BranchStanding }
  | { readonly kind: 'discovery'; readonly discovery: Discovery };
