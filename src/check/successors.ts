import type { Plan } from '../plan.ts';
import { matchTexts, type PlacedText } from './similarity.ts';

/** A plan with the texts of its documents, at the base of a change or after it. */
export interface Side {
  readonly plan: Plan;
  /** The text of a document by its path, or undefined where it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Finds what became of every document of a base: it lies where it lay, or has moved and kept its stem, or was renamed,
 * which its text tells as git's renames do. Whether the change is committed or not makes no difference.
 *
 * @returns the path now by the path then; a document that is gone is left out
 */
export function findSuccessors(base: Side, head: Side): ReadonlyMap<string, string> {
  const now = new Map(head.plan.documents.map((document) => [document.path, document]));
  const then = new Set(base.plan.documents.map(({ path }) => path));
  const gone = base.plan.documents.filter(({ path }) => !now.has(path));
  const fresh = head.plan.documents.filter(({ path }) => !then.has(path));
  const found = new Map<string, string>();
  for (const path of then) if (now.has(path)) found.set(path, path);

  const moved = byStem(fresh);
  const left = byStem(gone);
  for (const [stem, paths] of left) {
    const [path, another] = paths;
    const [next, other] = moved.get(stem) ?? [];
    if (path === undefined || next === undefined || another !== undefined || other !== undefined) continue;
    found.set(path, next);
  }

  const taken = new Set(found.values());
  const unmatched = gone.filter(({ path }) => !found.has(path)).map(({ path }) => path);
  const unclaimed = fresh.filter(({ path }) => !taken.has(path)).map(({ path }) => path);
  if (unmatched.length === 0 || unclaimed.length === 0) return found;
  for (const [path, next] of matchTexts(textsOf(base, unmatched), textsOf(head, unclaimed)))
    found.set(path, next);
  return found;
}

function byStem(
  documents: readonly { readonly stem: string; readonly path: string }[],
): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { stem, path } of documents) {
    const others = paths.get(stem);
    if (others === undefined) paths.set(stem, [path]);
    else others.push(path);
  }
  return paths;
}

function textsOf({ textOf }: Side, paths: readonly string[]): readonly PlacedText[] {
  return paths.flatMap((path) => {
    const text = textOf(path);
    return text === undefined ? [] : [{ path, text }];
  });
}
