import type { BranchStanding } from '../../branch/branch-standing.ts';
import type { DiscoveryOutcome } from '../../discover/carry-out.ts';
import type { Discovery } from '../../discover/discovery.ts';
import { bringBack } from '../../discover/left-behind.ts';
import type { Answer } from '../../report/schemas.ts';
import type { WhyNot } from '../../why-not.ts';
import type { AskedCard } from '../write-card.ts';
import { planSubject, pushCommand } from './discover-text.ts';

type Done = Extract<DiscoveryOutcome, { kind: 'done' }>;

/** A discovery that was worked out, or carried out. */
export function discoverJson(
  discovery: Discovery,
  { outcome, command }: { readonly outcome: Done | undefined; readonly command: string | null },
): Answer<'discover'> {
  const { wish, standing, resetPoint, edit, subject, replayed, left, work, pushed } = discovery;
  const { cardPath, added } = edit;
  const files = added === undefined ? [cardPath] : [added.path, cardPath];
  return {
    ...emptyJson(),
    done: outcome !== undefined,
    branch: standing.branch,
    goal: standing.goal,
    stem: wish.stem,
    for: wish.card.stem,
    resetPoint: { commit: resetPoint.commit, subject: resetPoint.subject ?? null },
    plan: { subject, commit: outcome?.commits[0] ?? null, files },
    replayed: replayed.map(({ step }, index) => ({
      commit: step.commit.commit ?? '',
      subject: step.commit.subject,
      became: outcome?.commits[index + 1] ?? null,
    })),
    left: left.map(({ step, why }) => ({
      commit: step.commit.commit ?? '',
      subject: step.commit.subject,
      why: why ?? null,
    })),
    commands: [...bringBack(left)],
    work: work.map(({ path, isStaged, isUnstaged, isUntracked, becomes }) => ({
      ...{ path, staged: isStaged, unstaged: isUnstaged, untracked: isUntracked, becomes },
    })),
    unedited: [...(outcome?.unedited ?? [])],
    pushed:
      pushed === undefined
        ? null
        : { branch: pushed.name, count: pushed.count, command: pushCommand(discovery) ?? '' },
    backup: outcome?.backup ?? null,
    run: command,
  };
}

/** A card on top of a plan on which no work was begun, planned or to be planned. */
export function planOnlyJson(
  { branch, goal, head, steps }: BranchStanding,
  {
    wish,
    commit,
    files,
    command,
  }: {
    readonly wish: AskedCard;
    readonly commit: string | null;
    readonly files: readonly string[];
    readonly command: string | null;
  },
): Answer<'discover'> {
  return {
    ...emptyJson(),
    done: commit !== null,
    branch: branch ?? null,
    goal,
    stem: wish.stem,
    for: wish.neededBy?.stem ?? '',
    resetPoint: { commit: head, subject: steps.at(-1)?.commit.subject ?? null },
    plan: { subject: planSubject(goal, wish), commit, files: [...files] },
    run: command,
  };
}

/** A discovery that cannot be made, with every reason. */
export function refusedJson(
  stems: Pick<Answer<'discover'>, 'stem' | 'for'>,
  refusals: readonly WhyNot[],
): Answer<'discover'> {
  return {
    ...emptyJson(),
    ...stems,
    refusals: refusals.map(({ reason, help }) => ({ reason, help })),
  };
}

/** What an answer says where there is nothing to say. */
function emptyJson() {
  return {
    ...{ schemaVersion: 1 as const, done: false, branch: null, goal: null, resetPoint: null, plan: null },
    ...{ replayed: [], left: [], commands: [], work: [], unedited: [], pushed: null, backup: null },
    ...{ run: null, refusals: [] },
  };
}
