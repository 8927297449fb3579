import { applySettings } from './check/apply-settings.ts';
import { comparePlans } from './check/compare-plans.ts';
import { renameFindings, sortFindings } from './check/known-findings.ts';
import { findSuccessors } from './check/successors.ts';
import type { CheckedCards } from './check-cards.ts';
import { checkCards, checkCardsAt } from './check-cards.ts';
import type { Diagnostic } from './diagnostic.ts';
import { findCommit, mergeBase } from './git/find-commit.ts';
import { type DocsRoot, readPlanAt } from './past/read-plan-at.ts';
import type { Plan } from './plan.ts';
import { UsageError } from './usage-error.ts';
import { readReceipts } from './verify/evidence.ts';

/** What a change is compared with. */
export interface Base {
  /** As the user named it. */
  readonly ref: string;
  /** The commit at which the change parted from it: a full id. */
  readonly commit: string;
}

/** What was found in a change. */
export interface CheckedChange extends CheckedCards {
  readonly base: Base;
  /** What the change brought, what it did that no single tree can show first. */
  readonly fresh: readonly Diagnostic[];
}

/** Which commit a change is compared with, and where its documents root comes from. */
export interface ChangeRequest {
  readonly ref: string;
  readonly root: DocsRoot;
}

/** Where these findings are, the ones behind the arrow say nothing new. */
const SAID_BY: ReadonlyMap<string, string> = new Map([
  ['done-before-prerequisites', 'closed-before-prerequisites'],
  ['done-with-open-items', 'closed-unverified'],
]);

/**
 * Asks every rule about the cards on the disk, and about what was done to them since they parted from a commit, as
 * `git diff REF...` has it, edits that are not committed included. Runs nothing but git, and writes nothing.
 *
 * @throws UsageError where the commit or its history is not here, with what to fetch
 */
export async function checkChange(plan: Plan, { ref, root }: ChangeRequest): Promise<CheckedChange> {
  const { top, gitDir } = plan.place;
  if (gitDir === undefined)
    throw new UsageError(`There is no git repository around ${top}.`, 'Leave --base out, or go to a clone.');
  const [asked, here] = [await findCommit(top, ref), await findCommit(top, 'HEAD')];
  const commit = await mergeBase(top, [asked, here], ref);
  const base = await readPlanAt(commit, { plan, root });
  const head = await checkCards(plan);
  const successors = findSuccessors(base, head);
  const done = applySettings(
    await comparePlans({ base, head, successors, forcedBecause: (stem) => forcedBecause(top, stem) }),
    plan.config.rules,
  );
  const others = head.diagnostics.filter((each) => !isSaid(each, done));
  const then = renameFindings((await checkCardsAt(base)).diagnostics, successors);
  const { fresh } = sortFindings(others, then, (each) =>
    'then' in each ? lineAt(base.textOf, each.then) : lineAt(head.textOf, each),
  );
  return { ...head, diagnostics: [...done, ...others], fresh: [...done, ...fresh], base: { ref, commit } };
}

/** Whether a finding about one tree is said better by one about the change. */
function isSaid({ code, path }: Diagnostic, done: readonly Diagnostic[]): boolean {
  const by = SAID_BY.get(code);
  return by !== undefined && done.some((each) => each.code === by && each.path === path);
}

function forcedBecause(top: string, stem: string): string | undefined {
  return readReceipts(top, stem).receipts.findLast((each) => each.kind === 'forced-close')?.reason;
}

function lineAt(
  textOf: (path: string) => string | undefined,
  { path, line }: Diagnostic,
): string | undefined {
  return textOf(path)
    ?.split(/\r\n|\r|\n/)
    [line - 1]?.trim();
}
