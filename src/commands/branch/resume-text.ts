import { counted } from '../../counted.ts';
import type { WorkLeft } from '../../git/work-left.ts';
import { inColumns } from '../../report/in-columns.ts';
import type { Paint } from '../../report/paint.ts';
import { readyText } from '../../report/plan-text.ts';
import { visible } from '../../visible.ts';
import { PLACES, standingText } from './branch-text.ts';
import { discoveryLines } from './discovery-lines.ts';
import type { OpenChain } from './resume-chains.ts';
import { switchTo } from './resume-next.ts';
import type { Situation } from './resume-situation.ts';

/** Commits and cards that are shown; the rest has a command of its own. */
const SHOWN = 3;

/** Everything that somebody who comes back wants to know, for a reader. */
export function situationText(situation: Situation, paint: Paint): string {
  const { standing, ready, work, next, underWay, goal } = situation;
  const parts = standing === undefined ? elsewhereParts(situation, paint) : branchParts(standing, paint);
  if (ready.length > 0) {
    const rest = `mikado ready${goal === undefined ? '' : ` ${visible(goal)}`}`;
    const more = ready.length > SHOWN ? `   and ${ready.length - SHOWN} more: ${rest}\n` : '';
    parts.push(`${paint('strong', 'Ready')}\n${readyText(ready.slice(0, SHOWN), paint)}${more}`);
  }
  const left = [
    ...(underWay === undefined ? [] : [`under way: ${underWay.what}`]),
    ...(work === undefined
      ? []
      : workLines(work, { branch: standing?.branch, isMadeAnew: situation.isMadeAnew })),
  ];
  if (left.length > 0)
    parts.push(`${paint('strong', 'Left over')}\n${left.map((line) => `  ${line}\n`).join('')}`);
  const discovered = discoveryLines(situation.discoveries);
  if (discovered.length > 0)
    parts.push(`${paint('strong', 'Discoveries')}\n${discovered.map((line) => `  ${line}\n`).join('')}`);
  if (next !== undefined) parts.push(`Next: ${paint('strong', visible(next))}\n`);
  else if (standing?.next.length === 0 && standing.place !== 'violation')
    parts.push(`Next: have it merged into ${visible(standing.base.ref)}.\n`);
  return parts.join('\n');
}

function branchParts(standing: NonNullable<Situation['standing']>, paint: Paint): string[] {
  const commits = standing.steps.slice(-SHOWN).reverse();
  const lines = commits.map(
    ({ commit }) => `  ${commit.commit?.slice(0, 7) ?? ''} ${visible(commit.subject)}\n`,
  );
  const last = lines.length > 0 ? [`${paint('strong', 'Last commits')}\n${lines.join('')}`] : [];
  return [standingText(standing, paint), ...last];
}

function elsewhereParts(situation: Situation, paint: Paint): string[] {
  const { goal, chains } = situation;
  const parts = [`${whereElse(situation, paint)}\n`];
  const listed = goal === undefined ? chains : chains.filter((each) => each.goal === goal);
  if (listed.length > 0)
    parts.push(`${paint('strong', 'Chains to take up')}\n${chainsText(listed, situation)}`);
  else parts.push(goal === undefined ? 'No chain is open.\n' : `All of ${visible(goal)} is done.\n`);
  return parts;
}

function whereElse({ trouble, branch, own }: Situation, paint: Paint): string {
  if (trouble !== undefined) return visible(trouble);
  if (branch === undefined) return 'HEAD is detached, and these commits are for no goal.';
  const name = paint('strong', visible(branch));
  return `${name} is the branch of ${own === undefined ? 'no goal' : visible(own.goal)}.`;
}

function chainsText(chains: readonly OpenChain[], { own, work }: Situation): string {
  return inColumns(
    chains.map((chain) => [
      `  ${visible(chain.goal)}`,
      `${chain.done}/${chain.total} done`,
      placeWords(chain),
      // Without git there is nothing to switch to.
      ...(work === undefined ? [] : [chain.isAt === 'here' ? '' : visible(switchTo(chain, own?.base.ref))]),
    ]),
  );
}

function placeWords({ isAt, place }: OpenChain): string {
  const words = place !== undefined ? PLACES[place] : isAt === 'nowhere' ? 'not started' : 'begun';
  return isAt === 'remote' ? `${words}, at a remote` : words;
}

function workLines(
  { staged, unstaged, untracked, unpushed, unpulled, stashes }: WorkLeft,
  { branch, isMadeAnew }: { readonly branch: string | undefined; readonly isMadeAnew: boolean },
): readonly string[] {
  const files = [
    ...(staged > 0 ? [`${staged} staged`] : []),
    ...(unstaged > 0 ? [`${unstaged} changed`] : []),
    ...(untracked > 0 ? [`${untracked} untracked`] : []),
  ];
  return [
    ...(files.length > 0 ? [`not committed: ${files.join(', ')}`] : []),
    ...(isMadeAnew
      ? [
          `not pushed: ${counted(unpushed ?? 0, 'commit')}, ${unpulled} of the upstream made anew: git push --force-with-lease`,
        ]
      : [...commitLine('not pushed', unpushed), ...commitLine('not pulled', unpulled)]),
    ...(unpushed === null && branch !== undefined ? ['not pushed: the branch has no upstream'] : []),
    ...stashes.map(({ name, subject }) => `stashed: ${visible(name)} ${visible(subject)}`),
  ];
}

function commitLine(what: string, count: number | null): readonly string[] {
  return count === null || count === 0 ? [] : [`${what}: ${counted(count, 'commit')}`];
}
