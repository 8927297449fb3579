import type { Approval, CommandFacts } from './approval.ts';

/** One way in which a command is not what a person approved. */
export type ApprovalChange =
  | { readonly kind: 'command'; readonly was: string }
  | { readonly kind: 'card' | 'shell' | 'folder'; readonly was: string }
  | { readonly kind: 'file'; readonly path: string; readonly how: 'changed' | 'new' | 'gone' };

/** The approval that comes nearest to a command which is not approved, and in what they differ. */
export interface NearApproval {
  readonly when: string;
  readonly commit: string | null;
  readonly changes: readonly ApprovalChange[];
}

/** Below this share of equal characters two commands have nothing to do with each other. */
const LEAST_LIKENESS = 0.5;

/**
 * Finds what a person approved that a command may have been before: itself with another file, shell, folder or card,
 * else a command much like it in the same card. The newest of those that come equally near.
 *
 * @param approvals of any repository; those of others do not count
 * @param present the card's commands as they are now: an approval of one of them is about that one
 */
export function nearestApproval(
  facts: CommandFacts,
  { approvals, present }: { readonly approvals: readonly Approval[]; readonly present: ReadonlySet<string> },
): NearApproval | undefined {
  const ranked = approvals
    .filter((approval) => approval.repository === facts.repository)
    .map((approval) => ({ approval, nearness: nearness(approval, facts, present) }))
    .filter((each) => each.nearness > 0)
    .sort((a, b) => b.nearness - a.nearness || (a.approval.when < b.approval.when ? 1 : -1));
  const [best] = ranked;
  if (best === undefined) return undefined;
  const { when, commit } = best.approval;
  return { when, commit, changes: changesFrom(best.approval, facts) };
}

function nearness(approval: Approval, facts: CommandFacts, present: ReadonlySet<string>): number {
  const sameCard = approval.card === facts.card;
  if (approval.command === facts.command) return sameCard ? 3 : 2;
  if (!sameCard || present.has(approval.command)) return 0;
  const share = likeness(approval.command, facts.command);
  return share >= LEAST_LIKENESS ? share : 0;
}

/** The share of the longer text that both begin and end with. */
function likeness(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return (start + end) / Math.max(a.length, b.length);
}

function changesFrom(was: Approval, now: CommandFacts): readonly ApprovalChange[] {
  const changes: ApprovalChange[] = (['command', 'card', 'shell', 'folder'] as const)
    .filter((kind) => was[kind] !== now[kind])
    .map((kind) => ({ kind, was: was[kind] }));
  const before = new Map(was.files.map(({ path, sha256 }) => [path, sha256]));
  const after = new Map(now.files.map(({ path, sha256 }) => [path, sha256]));
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    if (before.get(path) === after.get(path)) continue;
    const how = !before.has(path) ? 'new' : !after.has(path) ? 'gone' : 'changed';
    changes.push({ kind: 'file', path, how });
  }
  return changes;
}
