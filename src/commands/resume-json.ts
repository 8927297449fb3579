import type { BranchStanding } from '../branch/judge-branch.ts';
import type { Card } from '../cards/card.ts';
import type { RankedCard } from '../graph/rank-ready.ts';
import type { Answer } from '../report/schemas.ts';

/** Where the work stands, for somebody who comes to it cold. */
export function resumeJson(said: {
  readonly branch: string | undefined;
  readonly goal: Card | undefined;
  readonly standing: BranchStanding | undefined;
  readonly trouble: string | undefined;
  readonly ready: readonly RankedCard[];
  readonly work:
    | (Omit<NonNullable<Answer<'resume'>['work']>, 'stashes'> & {
        readonly stashes: readonly NonNullable<Answer<'resume'>['work']>['stashes'][number][];
      })
    | undefined;
  readonly chains: readonly (Omit<Answer<'resume'>['chains'][number], 'goal'> & { readonly goal: Card })[];
  readonly next: string | undefined;
}): Answer<'resume'> {
  const { standing, work } = said;
  return {
    schemaVersion: 1,
    branch: said.branch ?? null,
    goal: said.goal?.stem ?? standing?.goal ?? null,
    place: standing?.place ?? null,
    trouble: said.trouble ?? null,
    nextKinds: [...(standing?.next ?? [])],
    commits: (standing?.steps ?? []).map(({ commit }) => ({
      commit: commit.commit,
      subject: commit.subject,
    })),
    ready: said.ready.map(({ card, reasons }) => ({
      stem: card.stem,
      title: card.title,
      reasons: [...reasons],
    })),
    work: work === undefined ? null : { ...work, stashes: [...work.stashes] },
    chains: said.chains.map(({ goal, done, total, branch, isAt }) => ({
      goal: goal.stem,
      done,
      total,
      branch,
      isAt,
    })),
    next: said.next ?? null,
  };
}
