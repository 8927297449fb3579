import { BRANCH_PATTERN, type CommitKind, goalOfBranch, subjectFor } from '../branch/subject.ts';
import type { Card } from '../cards/card.ts';
import { type CommitEdit, type CommitOutcome, type PreparedCommit, prepareCommit } from '../commit-edit.ts';
import type { NoCommit } from '../git/commit-place.ts';
import type { Plan } from '../plan.ts';
import { visible } from '../visible.ts';
import type { Input } from './command.ts';
import type { Host } from './host.ts';

/** A commit of one edit, as a command asks for it. */
export interface AskedCommit {
  readonly kind: CommitKind;
  /** What the subject says after the kind. */
  readonly text: string;
  /** The card whose chain it belongs to; undefined for a card that is a goal of its own. */
  readonly card: Card | undefined;
  /** The goal where there is no card yet. */
  readonly goal?: string;
  readonly edits: readonly CommitEdit[];
  readonly whole?: readonly string[];
}

/**
 * Prepares the commit that `--commit` asks for, before anything is edited.
 *
 * @returns undefined where none was asked for, or why none can be made
 */
export async function prepareAsked(
  { input, plan, host }: { readonly input: Input; readonly plan: Plan; readonly host: Host },
  { kind, text, card, goal, edits, whole = [] }: AskedCommit,
): Promise<PreparedCommit | NoCommit | undefined> {
  if (!input.flags.has('commit')) return undefined;
  const subject = (branch: string) => subjectFor(goalOf(plan, branch, card) ?? goal ?? branch, kind, text);
  const prepared = await prepareCommit({ place: plan.place, subject, edits, whole });
  if ('reason' in prepared) return prepared;
  return (await whyAgainstBranch(prepared, { input, plan, host })) ?? prepared;
}

/** What speaks against a commit on the branch of a goal, by the one function that judges those; nothing elsewhere. */
async function whyAgainstBranch(
  { subject, changes }: PreparedCommit,
  { input, plan, host }: { readonly input: Input; readonly plan: Plan; readonly host: Host },
): Promise<NoCommit | undefined> {
  const { readBranch } = await import('../read-branch.ts');
  const { judgeBranch } = await import('../branch/judge-branch.ts');
  const root = input.values.has('docs') ? 'asked' : 'configured';
  const reading = await readBranch({ plan, root, env: host.env, coming: { subject, merges: [], changes } });
  if (reading.kind === 'other') return undefined;
  const [found] = judgeBranch(reading.history).violations.filter(({ step }) => step.commit.commit === null);
  if (found === undefined) return undefined;
  const sentence = found.sentence.replace(/\.$/, '');
  return {
    reason: `the commit \`${subject}\` would break the order of the branch: ${sentence}`,
    help: 'Leave --commit out, or see where the branch stands: mikado branch check',
  };
}

/** Says what git and its hooks printed and, where nothing was committed, why and how to go on. */
export function tellCommit(
  outcome: CommitOutcome,
  { input, host }: { readonly input: Input; readonly host: Host },
): void {
  if (outcome.kind === 'committed' && input.flags.has('quiet')) return;
  for (const line of outcome.said) host.stderr.write(`${visible(line)}\n`);
  if (outcome.kind === 'not-committed')
    host.stderr.write(`mikado: nothing was committed: ${visible(outcome.why)}\n  ${visible(outcome.help)}\n`);
}

/** One line that tells of a commit. */
export function committedText(commit: string, subject: string): string {
  return `Committed ${commit.slice(0, 7)}  ${visible(subject)}\n`;
}

/** The goal that a branch is for, else the goal of the card: an open one first. */
function goalOf(plan: Plan, branch: string, card: Card | undefined): string | undefined {
  const named = goalOfBranch(branch, plan.config.branch?.pattern ?? BRANCH_PATTERN);
  if (named !== undefined) return named;
  if (card === undefined) return undefined;
  const chains = plan.chains.filter(({ goal }) => plan.graph.chainOf(goal).includes(card));
  return (chains.find(({ finished }) => !finished) ?? chains[0])?.goal.stem ?? card.stem;
}
