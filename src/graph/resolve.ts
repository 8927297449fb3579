import type { Card, Prerequisite } from '../cards/card.ts';
import type { Requirement } from './nodes.ts';

/** Where a `requires` entry leads: a document's path, or why to none. */
export type Resolution =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] };

/**
 * Finds documents by the stems that `requires` names.
 *
 * A stem is compared exactly; only where no document has it, one that differs in letters' case is taken. Two documents
 * with one stem answer to neither, even with a folder written in front: the stem is the card's identity, and every
 * other reader of the card goes by it alone. A folder that the document does not lie in is a mistake too.
 */
export class StemIndex {
  readonly #documents: readonly NamedDocument[];
  /** The stems that are asked for, with one path for nearly each: indexing all others would cost more than asking. */
  readonly #exact: ReadonlyMap<string, string | string[] | undefined>;
  #folded: Map<string, string | string[]> | undefined;

  /**
   * @param documents stem and path of every document under the root
   * @param asked every stem that will be resolved
   */
  constructor(documents: readonly NamedDocument[], asked: Iterable<string>) {
    this.#documents = documents;
    const exact = new Map<string, string | string[] | undefined>();
    for (const stem of asked) exact.set(stem, undefined);
    for (const { stem, path } of documents) if (exact.has(stem)) add(exact, stem, path);
    this.#exact = exact;
  }

  /** All stems; one that two documents have comes twice. */
  *stems(): Iterable<string> {
    for (const { stem } of this.#documents) yield stem;
  }

  /** Resolves one entry. */
  resolve({ stem, folder }: Pick<Prerequisite, 'stem' | 'folder'>): Resolution {
    const exact = this.#exact.get(stem);
    if (exact !== undefined) return answer(exact, folder);
    this.#folded ??= this.#foldCase();
    return answer(this.#folded.get(foldedStem(stem)), folder);
  }

  #foldCase(): Map<string, string | string[]> {
    const folded = new Map<string, string | string[]>();
    for (const { stem, path } of this.#documents) add(folded, foldedStem(stem), path);
    return folded;
  }
}

/** The same answers as of a `StemIndex`, about documents that come and go. */
export class MovingStems {
  readonly #exact = new Map<string, readonly string[]>();
  readonly #folded = new Map<string, readonly string[]>();

  /** Takes a document that came. */
  add({ stem, path }: NamedDocument): void {
    for (const [index, name] of this.#indexesOf(stem)) index.set(name, [...(index.get(name) ?? []), path]);
  }

  /** Takes a document out that is gone. */
  remove({ stem, path }: NamedDocument): void {
    for (const [index, name] of this.#indexesOf(stem)) {
      const others = (index.get(name) ?? []).filter((each) => each !== path);
      if (others.length === 0) index.delete(name);
      else index.set(name, others);
    }
  }

  /** Resolves one entry. */
  resolve({ stem, folder }: Pick<Prerequisite, 'stem' | 'folder'>): Resolution {
    const paths = this.#exact.get(stem) ?? this.#folded.get(foldedStem(stem));
    return answer(paths?.length === 1 ? paths[0] : paths, folder);
  }

  #indexesOf(stem: string): readonly (readonly [Map<string, readonly string[]>, string])[] {
    return [
      [this.#exact, stem],
      [this.#folded, foldedStem(stem)],
    ];
  }
}

/** Entries can only lead to documents whose stems are equal in this form. */
export function foldedStem(stem: string): string {
  return stem.toLowerCase();
}

interface NamedDocument {
  readonly stem: string;
  readonly path: string;
}

function add<Paths extends string | string[] | undefined>(
  index: Map<string, Paths | string | string[]>,
  stem: string,
  path: string,
): void {
  const others = index.get(stem);
  index.set(stem, others === undefined ? path : [others, path].flat());
}

function answer(found: string | readonly string[] | undefined, folder: string): Resolution {
  if (found === undefined) return { kind: 'missing' };
  if (typeof found !== 'string') return { kind: 'ambiguous', paths: found };
  return liesIn(found, folder) ? { kind: 'found', path: found } : { kind: 'missing' };
}

function liesIn(path: string, folder: string): boolean {
  if (folder === '') return true;
  return `/${path.slice(0, path.lastIndexOf('/') + 1)}`.toLowerCase().endsWith(`/${folder}/`.toLowerCase());
}

/** The documents that an entry leads to: none, one, or several where it is ambiguous. */
export function pathsOf(resolution: Resolution): readonly string[] {
  if (resolution.kind === 'missing') return [];
  return resolution.kind === 'found' ? [resolution.path] : resolution.paths;
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
