import { commitsSince } from '../git/history.ts';
import { followLives } from '../history/lives.ts';
import type { Step } from '../history/step.ts';

/**
 * Marks, of the cards whose fields a merge took while they were open, those that the branch had finished and finalized:
 * before and after the merge alone look as if they had been given up.
 *
 * @param steps those of the merges among the commits by first parents
 * @param all the steps of the full history
 */
export async function withMergedFinishes(
  steps: readonly Step[],
  { top, all }: { readonly top: string; readonly all: readonly Step[] },
): Promise<readonly Step[]> {
  const finished = new Map<string, Set<string>>();
  for (const { kind, path, at } of followLives(all, 0).flatMap(({ events }) => events)) {
    if (kind !== 'finalized' || at.commit === null) continue;
    const commits = finished.get(path);
    if (commits === undefined) finished.set(path, new Set([at.commit]));
    else commits.add(at.commit);
  }
  const marked: Step[] = [];
  for (const step of steps) {
    const { commit } = step.at;
    if (commit === null) continue;
    const merged = await commitsSince(top, { head: commit, without: `${commit}^1` }, 'full');
    const movedTo = new Map([...step.movedFrom].map(([to, from]) => [from, to]));
    const isFinished = (path: string) =>
      [path, movedTo.get(path) ?? path].some((each) =>
        [...(finished.get(each) ?? [])].some((one) => merged.has(one)),
      );
    marked.push({ ...step, gone: step.gone.map((each) => ({ ...each, isFinished: isFinished(each.path) })) });
  }
  return marked;
}
