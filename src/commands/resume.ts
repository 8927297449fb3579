import { type BranchStanding, judgeBranch } from '../branch/judge-branch.ts';
import { BRANCH_PATTERN } from '../branch/subject.ts';
import type { Card } from '../cards/card.ts';
import { readBranchRefs } from '../git/branch-refs.ts';
import { readWorkLeft, type WorkLeft } from '../git/work-left.ts';
import type { RankedCard } from '../graph/rank-ready.ts';
import type { Plan } from '../plan.ts';
import { readBranch } from '../read-branch.ts';
import { type Paint, paintFor } from '../report/paint.ts';
import { readyText } from '../report/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { printJson, readAskedPlan } from './answer.ts';
import { standingText } from './branch-text.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';
import { resumeJson } from './resume-json.ts';

/** Commits and cards that are shown; the rest has a command of its own. */
const SHOWN = 3;

/** A chain that can be taken up, and where its branch is. */
interface OpenChain {
  readonly goal: Card;
  readonly done: number;
  readonly total: number;
  readonly branch: string;
  readonly isAt: 'here' | 'local' | 'remote' | 'nowhere';
}

/** Everything that somebody who comes back wants to know. */
interface Situation {
  readonly branch: string | undefined;
  readonly goal: Card | undefined;
  readonly standing: BranchStanding | undefined;
  /** Why it cannot be told where the branch stands. */
  readonly trouble: string | undefined;
  readonly ready: readonly RankedCard[];
  readonly work: WorkLeft | undefined;
  readonly chains: readonly OpenChain[];
  readonly next: string | undefined;
}

/** Says where the work stands, for somebody who comes to it cold, and what comes next. Changes nothing. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const situation = await readSituation(plan, input, host);
  if (input.flags.has('json')) printJson(host, resumeJson(situation));
  else host.stdout.write(situationText(situation, paintFor(host.stdout)));
  return 0;
}

async function readSituation(plan: Plan, input: Input, host: Host): Promise<Situation> {
  const asked = input.operands[0] === undefined ? undefined : findCard(plan, input.operands[0], host.cwd);
  const read = await readStanding(plan, input);
  const own = plan.cards.find(({ stem }) => stem === read.standing?.goal);
  const goal = asked ?? own;
  // The cards of a finalized chain are cards no more, and the branch is still the one of that goal.
  const isOwn = asked === undefined || asked === own;
  const standing = isOwn ? read.standing : undefined;
  const { top, gitDir } = plan.place;
  const work = gitDir === undefined ? undefined : await readWorkLeft(top, read.branch);
  const chains = await openChains(plan, read.branch);
  const ready = plan.rankReady(goal);
  const next = nextCommand({ plan, goal, standing, ready, chains });
  return { branch: read.branch, goal, standing, trouble: read.trouble, ready, work, chains, next };
}

async function readStanding(
  plan: Plan,
  input: Input,
): Promise<Pick<Situation, 'branch' | 'standing' | 'trouble'>> {
  const root = input.values.has('docs') ? 'asked' : 'configured';
  try {
    const reading = await readBranch({ plan, root, env: {} });
    if (reading.kind === 'other') return { branch: reading.branch, standing: undefined, trouble: undefined };
    const standing = judgeBranch(reading.history);
    return { branch: standing.branch, standing, trouble: undefined };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { branch: undefined, standing: undefined, trouble: `${error.message} ${error.help}` };
  }
}

async function openChains(plan: Plan, current: string | undefined): Promise<readonly OpenChain[]> {
  const refs = plan.place.gitDir === undefined ? undefined : await readBranchRefs(plan.place.top);
  const pattern = plan.config.branch?.pattern ?? BRANCH_PATTERN;
  return plan.chains
    .filter(({ finished }) => !finished)
    .map(({ goal, done, total }) => {
      const branch = goal.branch?.value ?? pattern.replace('<stem>', () => goal.stem);
      const isRemote =
        refs?.remotes.some((name) => refs.commits.has(`refs/remotes/${name}/${branch}`)) === true;
      const isLocal = refs?.commits.has(`refs/heads/${branch}`) === true;
      const isAt = branch === current ? 'here' : isLocal ? 'local' : isRemote ? 'remote' : 'nowhere';
      return { goal, done, total, branch, isAt };
    });
}

function nextCommand({
  plan,
  goal,
  standing,
  ready,
  chains,
}: Pick<Situation, 'goal' | 'standing' | 'ready' | 'chains'> & { readonly plan: Plan }): string | undefined {
  const chain = chains.find((each) => goal === undefined || each.goal === goal);
  if (standing === undefined) {
    if (chain === undefined)
      return chains.length === 0 && plan.cards.length === 0 ? 'mikado new STEM' : undefined;
    if (chain.isAt === 'here') return `mikado ready ${chain.goal.stem}`;
    return chain.isAt === 'nowhere' ? `git switch --create ${chain.branch}` : `git switch ${chain.branch}`;
  }
  if (standing.place === 'violation') return 'mikado branch check';
  if (standing.phase === 'finalized') return 'git push';
  if (standing.next.includes('finalize')) return `mikado finalize ${standing.goal} --commit`;
  const best = ready[0]?.card.stem;
  if (best === undefined) return goal === undefined ? `mikado new ${standing.goal} --commit` : 'mikado check';
  return standing.phase === 'mid-cycle' ? `mikado verify ${best}` : `mikado show ${best}`;
}

function situationText(situation: Situation, paint: Paint): string {
  const { standing, trouble, ready, work, next, goal, branch, chains } = situation;
  const parts: string[] = [];
  if (standing !== undefined) {
    parts.push(standingText(standing, paint));
    const commits = standing.steps.slice(-SHOWN).reverse();
    const lines = commits.map(
      ({ commit }) => `  ${commit.commit?.slice(0, 7) ?? ''} ${visible(commit.subject)}\n`,
    );
    if (lines.length > 0) parts.push(`${paint('strong', 'Last commits')}\n${lines.join('')}`);
  } else {
    if (trouble !== undefined) parts.push(`${visible(trouble)}\n`);
    else if (branch !== undefined)
      parts.push(`${paint('strong', visible(branch))} is the branch of no goal.\n`);
    const listed = goal === undefined ? chains : chains.filter((each) => each.goal === goal);
    if (listed.length > 0)
      parts.push(`${paint('strong', 'Chains to take up')}\n${listed.map(chainLine).join('')}`);
    else parts.push(goal === undefined ? 'No chain is open.\n' : `${visible(goal.stem)} is finished.\n`);
  }
  if (ready.length > 0) {
    const more = ready.length > SHOWN ? `   and ${ready.length - SHOWN} more: mikado ready\n` : '';
    parts.push(`${paint('strong', 'Ready')}\n${readyText(ready.slice(0, SHOWN), paint)}${more}`);
  }
  const left = work === undefined ? [] : workLines(work, standing !== undefined);
  if (left.length > 0)
    parts.push(`${paint('strong', 'Left over')}\n${left.map((line) => `  ${line}\n`).join('')}`);
  if (next !== undefined) parts.push(`Next: ${paint('strong', visible(next))}\n`);
  return parts.join('\n');
}

function chainLine({ goal, done, total, branch, isAt }: OpenChain): string {
  const where = {
    here: 'checked out',
    local: `git switch ${branch}`,
    remote: `git switch ${branch}, from the remote`,
    nowhere: 'not started',
  }[isAt];
  return `  ${visible(goal.stem)}  ${done}/${total} done  ${visible(where)}\n`;
}

function workLines(
  { staged, unstaged, untracked, unpushed, stashes }: WorkLeft,
  isBranch: boolean,
): readonly string[] {
  const files = [
    ...(staged > 0 ? [`${staged} staged`] : []),
    ...(unstaged > 0 ? [`${unstaged} changed`] : []),
    ...(untracked > 0 ? [`${untracked} untracked`] : []),
  ];
  return [
    ...(files.length > 0 ? [`not committed: ${files.join(', ')}`] : []),
    ...(unpushed !== null && unpushed > 0
      ? [`not pushed: ${unpushed} ${unpushed === 1 ? 'commit' : 'commits'}`]
      : []),
    ...(unpushed === null && isBranch ? ['not pushed: the branch has no upstream'] : []),
    ...stashes.map(({ name, subject }) => `stashed: ${visible(name)} ${visible(subject)}`),
  ];
}
