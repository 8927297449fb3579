import type { BranchStep } from './branch-standing.ts';

/** One sign of a strip: what a commit is, or the wall between two parts of a branch. */
export interface StripSign {
  readonly sign: string;
  readonly role: 'plan' | 'impl' | 'close' | 'finalize' | 'merge' | 'wrong' | 'wall';
}

/** What is between two signs of one part. */
const LETTERS = { plan: 'P', impl: 'I', close: 'C', finalize: 'F', merge: 'M' } as const;

/**
 * Draws a branch as one sign for each commit: `P P | I C | I`, with a wall before each cycle and before the end. A mend
 * of an earlier commit is a small letter, what undoes one has a minus in front, and what is wrong a `!` behind.
 */
export function stripOf(steps: readonly BranchStep[]): readonly StripSign[] {
  const signs: StripSign[] = [];
  let before: BranchStep | undefined;
  for (const step of steps) {
    if (before !== undefined && isBeginning(step, before)) signs.push({ sign: '|', role: 'wall' });
    signs.push({ sign: signOf(step), role: step.faults.length > 0 ? 'wrong' : (step.kind ?? 'wrong') });
    if (step.kind !== 'merge' && step.form !== 'fixup') before = step;
  }
  return signs;
}

/** The strip as plain text; empty for a branch without commits. */
export function stripText(steps: readonly BranchStep[]): string {
  return stripOf(steps)
    .map(({ sign }) => sign)
    .join(' ');
}

function isBeginning({ kind, form }: BranchStep, before: BranchStep): boolean {
  if (kind === undefined || kind === 'merge' || form === 'fixup') return false;
  if (kind === 'impl') return before.kind !== 'impl';
  return kind !== before.kind && !(kind === 'close' && before.kind === 'impl');
}

function signOf({ kind, form, faults }: BranchStep): string {
  const letter = kind === undefined ? '?' : LETTERS[kind];
  const own = form === 'fixup' ? letter.toLowerCase() : form === 'revert' ? `-${letter}` : letter;
  return faults.length > 0 ? `${own}!` : own;
}
