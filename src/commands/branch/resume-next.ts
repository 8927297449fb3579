import type { BranchStanding } from '../../branch/branch-standing.ts';
import { readSubject } from '../../branch/subject.ts';
import type { UnderWay } from '../../git/commit-place.ts';
import type { WorkLeft } from '../../git/work-left.ts';
import type { RankedCard } from '../../graph/rank-ready.ts';
import type { Plan } from '../../plan.ts';
import { shellWord } from '../../shell-word.ts';
import type { WhyNot } from '../../why-not.ts';
import type { OpenChain } from './resume-chains.ts';

/** What the next command follows from. */
export interface Occasion {
  readonly plan: Plan;
  /** The goal that was asked for or that the branch is for. */
  readonly goal: string | undefined;
  readonly standing: BranchStanding | undefined;
  readonly ready: readonly RankedCard[];
  readonly chains: readonly OpenChain[];
  /** Where a new branch starts; undefined for where HEAD is. */
  readonly start: string | undefined;
  /** Why it cannot be told where the branch stands. */
  readonly trouble: string | undefined;
  readonly work: WorkLeft | undefined;
  readonly isMadeAnew: boolean;
  readonly underWay: UnderWay | undefined;
  readonly remotes: readonly string[];
  /** Says what speaks against closing a ready card. */
  readonly whyNotClosed: (card: RankedCard['card']) => Promise<readonly WhyNot[]>;
}

/** The command that comes next; undefined where it is nothing that one command does. */
export async function nextCommand(occasion: Occasion): Promise<string | undefined> {
  const { standing, underWay, work } = occasion;
  if (underWay !== undefined) return underWay.end;
  if (standing === undefined) return nextElsewhere(occasion);
  if (work !== undefined && work.unpushed === 0 && (work.unpulled ?? 0) > 0) return 'git pull --ff-only';
  if (standing.place === 'violation') return 'mikado branch check';
  if (standing.next.length === 0) return nextAtTheEnd(standing, occasion);
  if (standing.goalCard !== 'there') return nextWithoutGoal(standing);
  if (standing.next.includes('finalize')) return `mikado finalize ${shellWord(standing.goal)} --commit`;
  return nextOnCard(standing, occasion);
}

async function nextOnCard(
  { steps, phase, goal }: BranchStanding,
  { ready, whyNotClosed }: Occasion,
): Promise<string> {
  const best = cardOfWork(steps, ready) ?? ready[0]?.card;
  if (best === undefined) return 'mikado check';
  // For the goal itself, all may have been done on the way.
  const isTried = phase === 'mid-cycle' || (phase === 'between-cycles' && best.stem === goal);
  if (!isTried) return `mikado show ${shellWord(best.stem)}`;
  const refusals = await whyNotClosed(best);
  const stem = shellWord(best.stem);
  if (refusals.some(({ help }) => help === `mikado verify ${best.stem}`)) return `mikado verify ${stem}`;
  return refusals[0]?.help ?? `mikado close ${stem} --commit`;
}

/** The ready card that the work since the last close names, the newest first. */
function cardOfWork(
  steps: BranchStanding['steps'],
  ready: readonly RankedCard[],
): RankedCard['card'] | undefined {
  const since = steps.slice(steps.findLastIndex(({ kind }) => kind === 'close') + 1).reverse();
  for (const { kind, commit } of since) {
    const words =
      kind === 'impl' ? (readSubject(commit.subject)?.text ?? '').split(/[^\p{L}\p{N}._-]+/u) : [];
    const named = ready.find(({ card }) => words.includes(card.stem));
    if (named !== undefined) return named.card;
  }
  return undefined;
}

function nextWithoutGoal({ goal, plan }: BranchStanding): string | undefined {
  // A document of that name is made a card by hand.
  return plan.documents.some(({ stem }) => stem === goal)
    ? undefined
    : `mikado new ${shellWord(goal)} --commit`;
}

function nextAtTheEnd(
  { branch, base }: BranchStanding,
  { work, remotes, isMadeAnew }: Occasion,
): string | undefined {
  if (work === undefined || branch === undefined) return 'git push';
  const { unpushed, unpulled } = work;
  if (unpushed !== null && (unpulled ?? 0) > 0) return isMadeAnew ? 'git push --force-with-lease' : undefined;
  if (unpushed !== null) return unpushed > 0 ? 'git push' : undefined;
  const [remote] = remotes;
  return remote === undefined
    ? `git switch ${shellWord(base.ref)} && git merge --no-ff ${shellWord(branch)}`
    : `git push --set-upstream ${remote} ${shellWord(branch)}`;
}

function nextElsewhere({ plan, goal, ready, chains, start, trouble }: Occasion): string | undefined {
  const chain = chains.find((each) => goal === undefined || each.goal === goal);
  const best = ready[0]?.card.stem;
  if (plan.place.gitDir === undefined)
    return best === undefined ? undefined : `mikado show ${shellWord(best)}`;
  if (trouble !== undefined) return undefined;
  if (chain === undefined) {
    if (goal !== undefined) return `mikado finalize ${shellWord(goal)} --commit`;
    return plan.cards.length === 0 ? 'mikado new STEM' : undefined;
  }
  return switchTo(chain, start);
}

/**
 * The command that checks out the branch of a chain.
 *
 * @param start where a new one starts; undefined for where HEAD is
 */
export function switchTo({ isAt, branch }: OpenChain, start: string | undefined): string {
  const name = shellWord(branch);
  const from = start === undefined ? '' : ` ${shellWord(start)}`;
  return isAt === 'nowhere' ? `git switch --create ${name}${from}` : `git switch ${name}`;
}
