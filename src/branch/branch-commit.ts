import type { Plan } from '../plan.ts';

/** What a commit did to one file, seen from the commit before it. */
export interface BranchChange {
  readonly path: string;
  /** The path that the file had before, where git takes it for the same one. */
  readonly from: string | undefined;
  /** The text of a document before and after; undefined where it was not there, and for what is no document. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** In a merge, the text on the sides that it brings in. */
  readonly sides: readonly string[];
}

/** One step on the way from the base to the head of a branch, with the cards on both sides of it. */
export interface BranchCommit {
  /** The full commit id; null for one that is about to be made. */
  readonly commit: string | null;
  /** The commits that a merge brings in: none for any other commit. */
  readonly merges: readonly string[];
  /** Whether everything that a merge brings in is on the base. */
  readonly isFromBase: boolean;
  readonly author: string;
  /** When its author wrote it, in milliseconds since 1970. */
  readonly authored: number;
  readonly subject: string;
  /** Of a merge only what differs from every side of it. */
  readonly changes: readonly BranchChange[];
  readonly before: Plan;
  readonly after: Plan;
}

/** The commits of a branch, from where it left its base. */
export interface BranchHistory {
  /** The branch's name, or undefined where only its goal is known. */
  readonly branch: string | undefined;
  /** The stem of the goal that the branch is for. */
  readonly goal: string;
  readonly base: {
    /** As it was named or found, such as `origin/main`. */
    readonly ref: string;
    /** The commit at which the branch parted from it: a full id. */
    readonly commit: string;
  };
  /** The full id of its last commit. */
  readonly head: string;
  /** Oldest first. */
  readonly commits: readonly BranchCommit[];
  /** The cards at the head. */
  readonly plan: Plan;
}
