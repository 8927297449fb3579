import type { Card } from '../cards/card.ts';
import type { Answer } from './schemas.ts';

/** What came of an edit of one card. */
export function editJson(
  card: Pick<Card, 'stem' | 'path'>,
  said: {
    readonly done: boolean;
    readonly commit: string | null;
    readonly refusals: readonly Answer<'edit'>['refusals'][number][];
    readonly becameReady: readonly Card[];
    readonly becameBlocked: readonly Card[];
  },
): Answer<'edit'> {
  return {
    schemaVersion: 1,
    stem: card.stem,
    path: card.path,
    done: said.done,
    commit: said.commit,
    refusals: [...said.refusals],
    becameReady: said.becameReady.map((each) => each.stem),
    becameBlocked: said.becameBlocked.map((each) => each.stem),
  };
}

/** What finalizing a chain did, or would do. */
export function finalizeJson(
  goal: string,
  said: Omit<Answer<'finalize'>, 'schemaVersion' | 'goal'>,
): Answer<'finalize'> {
  return { schemaVersion: 1, goal, ...said };
}

/** The files that were written, relative to the top. */
export function initJson(written: readonly string[]): Answer<'init'> {
  return { schemaVersion: 1, written: [...written] };
}
