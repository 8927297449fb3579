import { type CommitKind, subjectFor } from './branch/subject.ts';
import type { Card } from './cards/card.ts';
import { branchPattern, goalOfBranch } from './goal-branch.ts';
import type { Plan } from './plan.ts';

/** What the first line of a commit's message is made of. */
export interface CommitWords {
  readonly kind: CommitKind;
  /** What the subject says after the kind. */
  readonly text: string;
  /** The card whose chain it belongs to; undefined for a card that is a goal of its own. */
  readonly card: Card | undefined;
  /** The goal where there is no card yet. */
  readonly goal?: string;
}

/** The first line of the message of a commit on a branch. */
export function commitSubject(plan: Plan, branch: string, { kind, text, card, goal }: CommitWords): string {
  return subjectFor(goalOf(plan, branch, card) ?? goal ?? branch, kind, text);
}

/** The first line of the message of the commit that closes a card on a branch. */
export function closingSubject(plan: Plan, branch: string, card: Card): string {
  return commitSubject(plan, branch, closingWords(card));
}

/** What the commit that closes a card says. */
export function closingWords(card: Card): CommitWords {
  return { kind: 'close', text: card.stem, card };
}

/** The goal that a branch is for, else the goal of the card: an open one first. */
function goalOf(plan: Plan, branch: string, card: Card | undefined): string | undefined {
  const named = goalOfBranch(branch, branchPattern(plan.config));
  if (named !== undefined) return named;
  if (card === undefined) return undefined;
  // The card may have been read before the plan was, which then holds another reading of it.
  const chains = plan.chains.filter(({ goal }) =>
    plan.graph.chainOf(goal).some(({ path }) => path === card.path),
  );
  return (chains.find(({ finished }) => !finished) ?? chains[0])?.goal.stem ?? card.stem;
}
