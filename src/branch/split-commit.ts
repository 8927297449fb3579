import type { BranchCommit } from './branch-commit.ts';
import { isClosed, isReopened, type JudgedChange, judgedChanges } from './card-changes.ts';
import { isStatusOnly } from './status-only.ts';
import { COMMIT_KINDS, type CommitKind } from './subject.ts';

/** The files of a commit by the kind of commit that each of them belongs into, whatever the commit calls itself. */
export interface Split extends Readonly<Record<CommitKind, readonly string[]>> {
  /** The stems of the cards that it closes. */
  readonly closed: readonly string[];
  /** Closed cards that were rewritten as well, so that no path parts the two; they are below `close`, too. */
  readonly rewritten: readonly string[];
  /** Cards in which nothing moved but boxes and dates, which are for the close of that card. */
  readonly ticked: readonly string[];
}

/**
 * Parts a commit by what it did to each file.
 *
 * @param kind what the commit says that it is: it decides where a file may be in several kinds
 */
export function splitCommit(commit: BranchCommit, kind: CommitKind | undefined): Split {
  const split = {
    ...{ plan: [] as string[], impl: [] as string[], close: [] as string[], finalize: [] as string[] },
    ...{ closed: [] as string[], rewritten: [] as string[], ticked: [] as string[] },
  };
  const changes = judgedChanges(commit);
  for (const each of changes.filter(({ is }) => is !== 'evidence')) {
    const paths = each.from === undefined ? [each.path] : [each.from, each.path];
    const place = placeOf(each, kind);
    split[place].push(...paths);
    if (place !== 'close' || !isClosed(each)) continue;
    split.closed.push(each.was?.stem ?? '');
    if (!isQuiet(each)) split.rewritten.push(...paths);
  }
  const evidence = changes.filter(({ is }) => is === 'evidence').map(({ path }) => path);
  // Receipts may come with any commit, and prove a close.
  const taker = split.close.length > 0 ? 'close' : COMMIT_KINDS.find((each) => split[each].length > 0);
  split[taker ?? kind ?? 'impl'].push(...evidence);
  return split;
}

function placeOf(change: JudgedChange, kind: CommitKind | undefined): CommitKind | 'ticked' {
  const { is, was, now, after } = change;
  if (is === 'code') return 'impl';
  // A page may come with the plan or with the work.
  if (is !== 'card') return kind === 'plan' ? 'plan' : 'impl';
  const isFreed = was !== undefined && now === undefined && after !== undefined;
  // Who takes all fields out of an open card has not closed it.
  if (isFreed && kind === 'finalize') return 'finalize';
  if (isClosed(change) || (kind === 'close' && isReopened(change))) return 'close';
  if (isFreed) return 'finalize';
  if (kind === 'plan' || was?.declared !== now?.declared || !isQuiet(change)) return 'plan';
  if (kind === 'finalize') return kind;
  return was?.status?.value === now?.status?.value ? 'ticked' : 'plan';
}

/** Whether a card differs in nothing but what a close may change of it. */
export function isQuiet({ from, before, after }: JudgedChange): boolean {
  return from === undefined && before !== undefined && after !== undefined && isStatusOnly(before, after);
}
