import type { BranchStanding, Violation } from '../branch/branch-standing.ts';
import type { Card } from '../cards/card.ts';
import { type CommitWords, closingWords, commitSubject } from '../commit-subject.ts';
import { type CloseMode, closedText } from '../edit/advance-card.ts';
import { carryTicks } from '../edit/carry-ticks.ts';
import type { DocsRoot } from '../past/read-plan-at.ts';
import type { Plan } from '../plan.ts';
import { shortId } from '../short-id.ts';
import { evidencePath } from '../verify/evidence.ts';
import type { WhyNot } from '../why-not.ts';
import { type PreparedCommit, prepareCommit } from './commit-edit.ts';
import type { CommitEdit } from './edited-versions.ts';

/** A commit of one edit of a card. */
export interface CardCommit extends CommitWords {
  readonly edits: readonly CommitEdit[];
  readonly whole?: readonly string[];
  /** Files that have to be in the last commit. */
  readonly known?: readonly string[];
}

/** Where the plan came from, for whoever has to read its branch as well. */
interface Reading {
  readonly root: DocsRoot;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Prepares a commit of one edit, before anything is edited.
 *
 * @returns why none can be made, also where it would break the order of the branch
 */
export async function prepareCardCommit(
  plan: Plan,
  { edits, whole = [], known = [], ...about }: CardCommit,
  reading: Reading,
): Promise<PreparedCommit | WhyNot> {
  const subject = (branch: string) => commitSubject(plan, branch, about);
  const prepared = await prepareCommit({ place: plan.place, subject, edits, whole, known });
  if ('reason' in prepared) return prepared;
  return (await whyAgainstBranch(prepared, plan, reading)) ?? prepared;
}

/**
 * The commit of a close: the edit that closes the card, on what git has of it, with the ticks and the evidence that
 * the close rests on.
 *
 * @param how the card's text as it is on the disk, and whether its checklist has to be settled
 */
export function closingCommit(
  plan: Plan,
  card: Card,
  { text, mode }: { readonly text: string; readonly mode: CloseMode },
): CardCommit {
  const headings = plan.config.verification?.headings;
  const change = (committed: string) => closedText(plan, carryTicks(text, committed, headings), mode);
  return {
    ...closingWords(card),
    edits: [{ kind: 'change', path: card.path, change }],
    whole: [evidencePath(card.stem)],
  };
}

/** What speaks against a commit on the branch of a goal, by the one function that judges those; nothing elsewhere. */
async function whyAgainstBranch(
  { subject, changes }: PreparedCommit,
  plan: Plan,
  reading: Reading,
): Promise<WhyNot | undefined> {
  const { readBranch } = await import('../past/read-branch.ts');
  const { judgeBranch } = await import('../branch/judge-branch.ts');
  const read = await readBranch({ plan, ...reading, coming: { subject, merges: [], changes } });
  if (read.kind === 'other') return undefined;
  const standing = judgeBranch(read.history);
  const found = standing.violations.find(({ step }) => step.commit.commit === null);
  if (found === undefined) return undefined;
  const sentence = found.sentence.replace(/\.$/, '');
  return {
    reason: `the commit \`${subject}\` would break the order of the branch: ${sentence}`,
    help: await helpAgainst(found, standing),
  };
}

async function helpAgainst({ rule, step }: Violation, { steps }: BranchStanding): Promise<string> {
  if (rule === 'late-card')
    return 'Cards are planned before work begins; this goes there and back: mikado discover STEM --for CARD';
  const { isClosed, isReopened, judgedChanges } = await import('../branch/card-changes.ts');
  const reopened = judgedChanges(step.commit)
    .filter(isReopened)
    .map(({ path }) => path);
  const close = steps.findLast(({ commit }) =>
    judgedChanges(commit).some((each) => isClosed(each) && reopened.includes(each.path)),
  );
  return close?.commit.commit == null
    ? 'Leave --commit out, or see where the branch stands: mikado branch check'
    : `After work has begun, its close is undone instead: git revert ${shortId(close.commit.commit)}`;
}
