import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import { relativePath } from '../read/place.ts';
import type { BranchChange, BranchCommit } from './branch-commit.ts';

/** A changed file, and what it is to the plan. */
export interface JudgedChange extends BranchChange {
  readonly is: 'card' | 'document' | 'evidence' | 'code';
  /** The card that the file was before, and the one that it is now. */
  readonly was: Card | undefined;
  readonly now: Card | undefined;
}

const EVIDENCE = '.mikado/evidence/';

/** Says of every changed file whether it is a card, another document, a receipt, or code. */
export function judgedChanges({ changes, before, after }: BranchCommit): readonly JudgedChange[] {
  const [then, now] = [cardsByPath(before), cardsByPath(after)];
  return changes.map((change) => {
    const cards = { was: then.get(change.from ?? change.path), now: now.get(change.path) };
    return { ...change, ...cards, is: whatIs(change.path, { ...cards, after }) };
  });
}

function whatIs(
  path: string,
  { was, now, after }: Pick<JudgedChange, 'was' | 'now'> & { readonly after: Plan },
): JudgedChange['is'] {
  if (was !== undefined || now !== undefined) return 'card';
  if (path.startsWith(EVIDENCE)) return 'evidence';
  const docs = relativePath(after.place, after.place.docs);
  return path.endsWith('.md') && (docs === '.' || path.startsWith(`${docs}/`)) ? 'document' : 'code';
}

function cardsByPath({ cards }: Plan): ReadonlyMap<string, Card> {
  return new Map(cards.map((card) => [card.path, card]));
}

/** Whether a change made a card where there was none, under whatever name. */
export function isIntroduced({ was, now }: JudgedChange, { before }: BranchCommit): boolean {
  if (was !== undefined || now === undefined) return false;
  // A card that moved to another folder and was rewritten on the way is still the same one.
  return !before.cards.some(({ stem }) => stem === now.stem);
}

/** Whether a change closed a card. One that nothing requires is no card any more when its status was all it had. */
export function isClosed({ was, now, after }: JudgedChange): boolean {
  if (was?.declared !== 'open') return false;
  if (now !== undefined) return now.declared === 'done';
  return after !== undefined && was.requires.length === 0 && was.branch === undefined;
}

/** Whether a change opened a card that was done. */
export function isReopened({ was, now }: JudgedChange): boolean {
  return was?.declared === 'done' && now?.declared === 'open';
}
