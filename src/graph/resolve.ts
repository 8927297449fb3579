import type { Card, Prerequisite } from '../cards/card.ts';
import type { Requirement } from './card-graph.ts';

/** Where a `requires` entry leads: a document's path, or why to none. `letterCase` tells that only letters' case differs. */
export type Resolution =
  | { readonly kind: 'found'; readonly path: string; readonly letterCase: 'same' | 'other' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] };

/**
 * Finds documents by the stems that `requires` names.
 *
 * A stem is compared exactly; only where no document has it, one that differs in letters' case is taken. A folder
 * written in front picks among equal stems. Two documents with one stem answer to neither: it cannot be known which.
 */
export class StemIndex {
  readonly #exact = new Map<string, string[]>();
  #folded: Map<string, string[]> | undefined;

  /** @param documents stem and path of every document under the root */
  constructor(documents: Iterable<{ readonly stem: string; readonly path: string }>) {
    for (const { stem, path } of documents) add(this.#exact, stem, path);
  }

  /** The paths of the documents with exactly this stem, in the order of the documents. */
  paths(stem: string): readonly string[] {
    return this.#exact.get(stem) ?? [];
  }

  /** All stems, each once. */
  stems(): Iterable<string> {
    return this.#exact.keys();
  }

  /** Resolves one entry. */
  resolve({ stem, folder }: Pick<Prerequisite, 'stem' | 'folder'>): Resolution {
    const exact = inFolder(this.paths(stem), folder);
    if (exact.length > 0) return answer(exact, 'same');
    this.#folded ??= this.#foldCase();
    return answer(inFolder(this.#folded.get(stem.toLowerCase()) ?? [], folder), 'other');
  }

  #foldCase(): Map<string, string[]> {
    const folded = new Map<string, string[]>();
    for (const [stem, paths] of this.#exact) for (const path of paths) add(folded, stem.toLowerCase(), path);
    return folded;
  }
}

function add(index: Map<string, string[]>, stem: string, path: string): void {
  const paths = index.get(stem);
  if (paths === undefined) index.set(stem, [path]);
  else paths.push(path);
}

function inFolder(paths: readonly string[], folder: string): readonly string[] {
  if (folder === '') return paths;
  const wanted = `/${folder}/`.toLowerCase();
  return paths.filter((path) =>
    `/${path.slice(0, path.lastIndexOf('/') + 1)}`.toLowerCase().endsWith(wanted),
  );
}

function answer(paths: readonly string[], letterCase: 'same' | 'other'): Resolution {
  const [path] = paths;
  if (path === undefined) return { kind: 'missing' };
  return paths.length === 1 ? { kind: 'found', path, letterCase } : { kind: 'ambiguous', paths };
}

/** Turns a resolution into a requirement of the graph. */
export function requirementOf(
  prerequisite: Prerequisite,
  resolution: Resolution,
  cardAt: (path: string) => Card,
): Requirement {
  if (resolution.kind === 'found') {
    return { prerequisite, target: cardAt(resolution.path), reason: undefined };
  }
  return { prerequisite, target: undefined, reason: resolution.kind };
}
