import type { Plan } from '../plan.ts';

/** When something became so, and by whom. */
export interface Occasion {
  /** The full commit id, or null for what is not committed yet. */
  readonly commit: string | null;
  /** In milliseconds since 1970; never before the occasion before it. */
  readonly time: number;
  readonly author: string | null;
}

/** The cards at one commit, or as they lie in the work tree. */
export interface Moment {
  readonly at: Occasion;
  readonly plan: Plan;
  /** For a file that was renamed since the moment before, by its path now: the path it had. */
  readonly movedFrom: ReadonlyMap<string, string>;
}
