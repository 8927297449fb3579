import type { BranchCommit, BranchHistory } from './branch-commit.ts';
import type { Fault } from './judge-commit.ts';
import type { CommitKind, SubjectForm } from './subject.ts';

/** Where the order of a branch has come to, whatever may be wrong on the way. */
export type Phase = 'planning' | 'mid-cycle' | 'between-cycles' | 'finalized';

/** Whether the goal of a branch has a card: at its head, only before that, or nowhere on the way from its base. */
export type GoalCard = 'there' | 'gone' | 'not-yet';

/** A commit of a branch, judged. */
export interface BranchStep {
  readonly commit: BranchCommit;
  /** Undefined where the subject does not say it. */
  readonly kind: CommitKind | 'merge' | undefined;
  readonly form: SubjectForm;
  /** Whether an impl, a close or a finalize came before it. */
  readonly isAfterWork: boolean;
  readonly faults: readonly Fault[];
}

/** How a branch is mended, as commands to be typed. Nothing of it is ever run. */
export interface WayBack {
  /** The commit to go back to: a full id. */
  readonly resetTo: string;
  /** The commits to be replayed afterwards as they are, oldest first: full ids. */
  readonly replay: readonly string[];
  /** In their order; what follows `#` says what to do in between. */
  readonly commands: readonly string[];
}

/** One thing that is wrong with a branch. */
export interface Violation extends Fault {
  readonly step: BranchStep;
  readonly wayBack: WayBack;
}

/** A commit to go back to. */
export interface ResetPoint {
  /** A full commit id. */
  readonly commit: string;
  /** Its subject; undefined for the commit at which the branch left its base. */
  readonly subject: string | undefined;
  /** The impl and close commits after it that are worth replaying, oldest first. */
  readonly replay: readonly BranchStep[];
}

/** Where a branch stands. */
export interface BranchStanding extends Pick<BranchHistory, 'branch' | 'goal' | 'base' | 'head' | 'plan'> {
  /** Oldest first. */
  readonly steps: readonly BranchStep[];
  readonly place: Phase | 'violation';
  readonly phase: Phase;
  readonly goalCard: GoalCard;
  /** The jobs that the next commit may have. */
  readonly next: readonly CommitKind[];
  /** Where a new card is planned: the end of the plan, before the first impl or close. */
  readonly resetPoint: ResetPoint;
  /** Where an attempt is given up that taught nothing new: the last plan or close. */
  readonly savePoint: ResetPoint;
  readonly violations: readonly Violation[];
}
