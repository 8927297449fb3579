/** The jobs that a commit of a Mikado branch can have, in the order in which they come. */
export const COMMIT_KINDS = ['plan', 'impl', 'close', 'finalize'] as const;

/** One of these jobs. */
export type CommitKind = (typeof COMMIT_KINDS)[number];

/** How a subject says its job: by itself, as a mend of an earlier commit, or by undoing one. */
export type SubjectForm = 'own' | 'fixup' | 'revert';

/** What a commit says of itself in its first line. */
export interface Subject {
  readonly kind: CommitKind;
  /** The stem of the goal that it names. */
  readonly goal: string;
  readonly text: string;
  readonly form: SubjectForm;
  /** The subject of the commit that is mended or undone; its own where it does neither. */
  readonly target: string;
}

const PLAIN = /^C2\(([^()]+)\): (plan|impl|close|finalize)(?: (.*\S))? *$/;
const MEND = /^(?:fixup|squash|amend)! /;
const REVERT = /^Revert "(.*)"$/;
const REAPPLY = /^Reapply "(.*)"$/;

/** Reads a subject as `C2(goal): kind text`, also behind `fixup! ` and within `Revert "…"`; undefined when it is neither. */
export function readSubject(subject: string): Subject | undefined {
  const reapplied = REAPPLY.exec(subject)?.[1];
  if (reapplied !== undefined) return again(reapplied);
  const reverted = REVERT.exec(subject)?.[1];
  if (reverted !== undefined) return undo(reverted);
  if (MEND.test(subject)) {
    const target = subject.replace(/^(?:(?:fixup|squash|amend)! )+/, '');
    const found = readSubject(target);
    return found && { ...found, form: 'fixup', target };
  }
  const [, goal, kind, text = ''] = PLAIN.exec(subject) ?? [];
  const known = COMMIT_KINDS.find((each) => each === kind);
  if (goal === undefined || known === undefined) return undefined;
  return { kind: known, goal, text, form: 'own', target: subject };
}

/** Who undoes what was undone does it again. */
function undo(target: string): Subject | undefined {
  const found = readSubject(target);
  return found && { ...found, form: found.form === 'revert' ? 'own' : 'revert', target };
}

/** What git writes for undoing a `Revert "…"`, with the subject of the first commit. */
function again(target: string): Subject | undefined {
  const found = readSubject(target);
  return found && { ...found, target };
}

/** What a subject says that is not of the form, without what was meant to be it: `c2: plans x` says `x`. */
export function textOfOdd(subject: string): string {
  const meant = /(?:^c2\b(?:\([^)]*\))? *:? *|\bc2\([^)]*\): *)(?:(?:plan|impl|close|finalize)s?\b:? *)?/i;
  return subject.replace(meant, '');
}

/** Writes a subject as the convention has it. */
export function subjectFor(goal: string, kind: CommitKind, text: string): string {
  return `C2(${goal}): ${kind}${text === '' ? '' : ` ${text}`}`;
}
