import { isClosed, judgedChanges } from '../branch/card-changes.ts';
import { shellWord } from '../shell-word.ts';
import { shortId } from '../short-id.ts';
import type { LeftBehind } from './discovery.ts';

/**
 * The commands that bring back what was not replayed, oldest first: a close that does not hold any more is made again when
 * it does, a merge is merged again, and all else is picked.
 */
export function bringBack(left: readonly LeftBehind[]): readonly string[] {
  const lines: string[] = [];
  let picked: string[] = [];
  const endPick = () => {
    if (picked.length > 0) lines.push(`git cherry-pick ${picked.join(' ')}`);
    picked = [];
  };
  for (const { step, why } of left) {
    const closed = judgedChanges(step.commit).filter(isClosed);
    const isUntrue = why !== undefined && step.kind === 'close' && closed.length > 0;
    if (step.kind !== 'merge' && !isUntrue) {
      picked.push(shortId(step.commit.commit ?? ''));
      continue;
    }
    endPick();
    if (isUntrue)
      lines.push(...closed.map(({ was }) => `mikado close ${shellWord(was?.stem ?? '')} --commit`));
    else lines.push(`git merge ${step.commit.merges.map(shortId).join(' ')}`);
  }
  endPick();
  return lines;
}
