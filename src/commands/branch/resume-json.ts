import type { Answer } from '../../report/schemas.ts';
import { pointJson } from './branch-json.ts';
import type { Situation } from './resume-situation.ts';

/** Where the work stands, for somebody who comes to it cold. */
export function resumeJson(said: Situation): Answer<'resume'> {
  const { standing, work, underWay } = said;
  return {
    schemaVersion: 1,
    branch: said.branch ?? null,
    goal: said.goal ?? null,
    goalCard: standing?.goalCard ?? null,
    place: standing?.place ?? null,
    trouble: said.trouble ?? null,
    underWay: underWay === undefined ? null : { what: underWay.what, end: underWay.end },
    nextKinds: [...(standing?.next ?? [])],
    commits: (standing?.steps ?? []).map(({ commit }) => ({
      commit: commit.commit,
      subject: commit.subject,
    })),
    resetPoint: standing === undefined ? null : pointJson(standing.resetPoint),
    savePoint: standing === undefined ? null : pointJson(standing.savePoint),
    ready: said.ready.map(({ card, reasons }) => ({
      stem: card.stem,
      title: card.title,
      reasons: [...reasons],
    })),
    work:
      work === undefined
        ? null
        : { ...work, isMadeAnew: said.isMadeAnew, stashes: work.stashes.map((each) => ({ ...each })) },
    chains: said.chains.map(({ place, ...chain }) => ({ ...chain, place: place ?? null })),
    discoveries: said.discoveries.backups.map(({ stem, neededBy, ref, before, after, commands }) => ({
      ...{ stem, for: neededBy, ref, before, after, commands: [...commands] },
    })),
    isInterrupted: said.discoveries.isInterrupted,
    next: said.next ?? null,
  };
}
