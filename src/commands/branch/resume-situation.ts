import type { BranchStanding } from '../../branch/branch-standing.ts';
import { judgeBranch } from '../../branch/judge-branch.ts';
import { currentBranch } from '../../git/branch-refs.ts';
import { findUnderWay, type UnderWay } from '../../git/commit-place.ts';
import { remotesOf } from '../../git/remotes.ts';
import { isUpstreamWithin, readWorkLeft, type WorkLeft } from '../../git/work-left.ts';
import type { RankedCard } from '../../graph/rank-ready.ts';
import { readBranch } from '../../past/read-branch.ts';
import type { Compared } from '../../past/read-plan-at.ts';
import type { Plan } from '../../plan.ts';
import { UsageError } from '../../usage-error.ts';
import { askedRoot } from '../asked-plan.ts';
import { openAskedWorkbench } from '../asked-workbench.ts';
import type { Input } from '../command.ts';
import { findCard } from '../find-card.ts';
import type { Host } from '../host.ts';
import { type Discoveries, readDiscoveries } from './discovery-lines.ts';
import { type OpenChain, openChains } from './resume-chains.ts';
import { nextCommand } from './resume-next.ts';

/** Everything that somebody who comes back wants to know. */
export interface Situation {
  readonly branch: string | undefined;
  /** Where the branch stands that is checked out, whichever goal was asked about. */
  readonly own: BranchStanding | undefined;
  /** The stem of the goal that was asked about, else of the branch's own. */
  readonly goal: string | undefined;
  /** Undefined too where another goal was asked about than the branch's own. */
  readonly standing: BranchStanding | undefined;
  /** Why it cannot be told where the branch stands. */
  readonly trouble: string | undefined;
  readonly ready: readonly RankedCard[];
  readonly work: WorkLeft | undefined;
  /** Whether the upstream has nothing but commits that a discovery has made anew, besides those of the branch. */
  readonly isMadeAnew: boolean;
  readonly underWay: UnderWay | undefined;
  readonly chains: readonly OpenChain[];
  readonly discoveries: Discoveries;
  readonly next: string | undefined;
}

/** Reads all of it. Nothing is changed or fetched. */
export async function readSituation(plan: Plan, input: Input, host: Host): Promise<Situation> {
  const compared = { plan, root: askedRoot(input) } as const;
  const read = await readStanding(compared);
  const chains = await openChains(compared, { current: read.branch, standing: read.standing });
  const asked = input.operands[0] && askedGoal(input.operands[0], { plan, chains, cwd: host.cwd });
  const goal = asked || read.standing?.goal;
  const standing = goal === read.standing?.goal ? read.standing : undefined;
  const { top, gitDir } = plan.place;
  const work = gitDir === undefined ? undefined : await readWorkLeft(top, read.branch);
  const underWay = gitDir === undefined ? undefined : findUnderWay(gitDir);
  const ready = readyOf({ plan, goal, chains });
  const discoveries = await readDiscoveries(plan.place, read.branch);
  const isParted = (work?.unpushed ?? 0) > 0 && (work?.unpulled ?? 0) > 0;
  const befores = discoveries.backups.map(({ before }) => before);
  const isMadeAnew = isParted && (await isUpstreamWithin(top, befores));
  const workbench = openAskedWorkbench(plan, input, host);
  const usual = await nextCommand({
    ...{ plan, goal, standing, ready, chains, work, isMadeAnew, underWay },
    ...{ trouble: read.trouble, start: read.standing?.base.ref },
    remotes: gitDir === undefined ? [] : await remotesOf(top),
    whyNotClosed: async (card) => (await workbench.previewClose(plan, card)).refusals,
  });
  const next = discoveries.isInterrupted ? 'mikado discover --undo' : usual;
  const { branch, trouble, standing: own } = read;
  const told = { branch, own, goal, standing, trouble, ready, chains, next };
  return { ...told, work, isMadeAnew, underWay, discoveries };
}

async function readStanding(compared: Compared): Promise<Pick<Situation, 'branch' | 'standing' | 'trouble'>> {
  try {
    const reading = await readBranch({ ...compared, env: {} });
    if (reading.kind === 'other') return { branch: reading.branch, standing: undefined, trouble: undefined };
    const standing = judgeBranch(reading.history);
    return { branch: standing.branch, standing, trouble: undefined };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { gitDir } = compared.plan.place;
    const branch = gitDir === undefined ? undefined : currentBranch(gitDir);
    return { branch, standing: undefined, trouble: `${error.message} ${error.help}` };
  }
}

/** The stem of the goal that a word names: of a card here, or of one that is on its own branch alone. */
function askedGoal(
  name: string,
  { plan, chains, cwd }: { readonly plan: Plan; readonly chains: readonly OpenChain[]; readonly cwd: string },
): string {
  if (chains.some(({ goal }) => goal === name)) return name;
  const card = findCard(plan, name, cwd);
  const goals = plan.chains.map(({ goal }) => goal);
  if (goals.includes(card)) return card.stem;
  const over = goals.filter((each) => plan.graph.chainOf(each).includes(card)).map(({ stem }) => stem);
  throw new UsageError(
    `${card.stem} is no goal.`,
    `It belongs to the chain of ${over.join(' and ')}: mikado resume ${over[0] ?? ''}`,
  );
}

/** The ready cards of a goal, or of every chain that is not worked on elsewhere: what is ready there, is said there. */
function readyOf({
  plan,
  goal,
  chains,
}: Pick<Situation, 'goal' | 'chains'> & { readonly plan: Plan }): readonly RankedCard[] {
  const isHere = (stem: string) =>
    chains.some((each) => each.goal === stem && each.isAt !== 'local' && each.isAt !== 'remote');
  const goals = plan.chains.filter((each) =>
    goal === undefined ? isHere(each.goal.stem) : each.goal.stem === goal,
  );
  const own = goal === undefined ? undefined : goals[0]?.goal;
  if (goal !== undefined && (own === undefined || !isHere(goal))) return [];
  const cards = new Set(goals.flatMap((each) => plan.graph.chainOf(each.goal)));
  return plan.rankReady(own).filter(({ card }) => cards.has(card));
}
