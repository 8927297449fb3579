import type { Card, Prerequisite } from '../cards/card.ts';
import { foldedStem, MovingStems, pathsOf, type Resolution } from './resolve.ts';

/** A document in one version. */
export interface Page {
  readonly stem: string;
  readonly path: string;
  /** The card that it is by itself; undefined where it is none. */
  readonly own: Card | undefined;
  /** The card that it is once another one requires it. */
  readonly asRequired: () => Promise<Card>;
}

/** An entry of a card with where it leads. */
interface Link {
  readonly entry: Prerequisite;
  readonly resolution: Resolution;
}

const NO_LINKS: readonly Link[] = [];

/** Documents that come, go and change, and where the entries of those lead that are cards by themselves. */
export class MovingLinks {
  readonly #pages = new Map<string, Page>();
  readonly #stems = new MovingStems();
  /** The entries of each card, by its path. */
  readonly #links = new Map<string, readonly Link[]>();
  /** The paths of the cards with an entry for a stem in folded form. */
  readonly #askers = new Map<string, Set<string>>();
  /** For each document that a card requires, the paths of those cards, and how the entry named it. */
  readonly #requirers = new Map<string, Map<string, Reached>>();

  /**
   * Takes documents that are new or another version, or that are gone, by their paths.
   *
   * @returns the paths of the cards whose entries are others or may lead elsewhere now, and of all documents that changed
   *   or are required now and were not, or no more
   */
  update(
    changes: ReadonlyMap<string, Page | undefined>,
  ): Readonly<Record<'asking' | 'reached', ReadonlySet<string>>> {
    const stems = this.#replacePages(changes);
    const asking = this.#askingFor(stems, changes.keys());
    const reached = new Set(changes.keys());
    for (const path of asking) for (const target of this.#resolveAnew(path, stems)) reached.add(target);
    return { asking, reached };
  }

  /** The document at a path; undefined where there is none. */
  pageAt(path: string): Page | undefined {
    return this.#pages.get(path);
  }

  /** The entries of a card, in their order. */
  linksOf(path: string): readonly Link[] {
    return this.#links.get(path) ?? NO_LINKS;
  }

  /** The paths of the cards with an entry that leads to a document, among others where it is ambiguous. */
  requirersOf(path: string): Iterable<string> {
    return this.#requirers.get(path)?.keys() ?? [];
  }

  /** Whether an entry of some card leads to a document. */
  isRequired(path: string): boolean {
    return (this.#requirers.get(path)?.size ?? 0) > 0;
  }

  /** Whether an entry of some card leads to a document and to others as well. */
  isAmbiguous(path: string): boolean {
    for (const how of this.#requirers.get(path)?.values() ?? []) if (how === 'ambiguous') return true;
    return false;
  }

  /** Answers the stems, in folded form, of the documents that came and went. */
  #replacePages(changes: ReadonlyMap<string, Page | undefined>): ReadonlySet<string> {
    const stems = new Set<string>();
    for (const [path, page] of changes) {
      const was = this.#pages.get(path);
      if (page === undefined) this.#pages.delete(path);
      else this.#pages.set(path, page);
      if ((was === undefined) === (page === undefined)) continue;
      if (was !== undefined) this.#stems.remove(was);
      if (page !== undefined) this.#stems.add(page);
      stems.add(foldedStem((was ?? page)?.stem ?? ''));
    }
    return stems;
  }

  /** Answers the paths of the cards whose entries are others, or may lead elsewhere now. */
  #askingFor(stems: ReadonlySet<string>, changed: Iterable<string>): ReadonlySet<string> {
    const asking = new Set<string>();
    for (const path of changed) {
      const links = this.linksOf(path);
      const entries = this.#pages.get(path)?.own?.requires ?? [];
      if (sharedStart(entries, links) < Math.max(entries.length, links.length)) asking.add(path);
    }
    for (const stem of stems) for (const path of this.#askers.get(stem) ?? []) asking.add(path);
    return asking;
  }

  /** Finds out where a card's entries lead, and answers the documents that it requires now and did not, or no more. */
  #resolveAnew(path: string, stems: ReadonlySet<string>): ReadonlySet<string> {
    const before = this.linksOf(path);
    const entries = this.#pages.get(path)?.own?.requires ?? [];
    const shared = sharedStart(entries, before);
    const now = entries.map((entry, at): Link => {
      const known = at < shared ? before[at] : undefined;
      if (known !== undefined && !stems.has(foldedStem(entry.stem))) return known;
      return { entry, resolution: this.#stems.resolve(entry) };
    });
    const dropped = before.filter((link, at) => link !== now[at]);
    const added = now.filter((link, at) => link !== before[at]);
    if (now.length > 0) this.#links.set(path, now);
    else this.#links.delete(path);
    return this.#relink(path, { dropped, now: dropped.length > 0 ? now : added });
  }

  /** Writes down what a card's entries lead to now, all of them or only those that came. */
  #relink(
    path: string,
    { dropped, now }: { readonly dropped: readonly Link[]; readonly now: readonly Link[] },
  ): ReadonlySet<string> {
    for (const { entry } of dropped) this.#askers.get(foldedStem(entry.stem))?.delete(path);
    for (const { entry } of now) {
      const stem = foldedStem(entry.stem);
      this.#askers.set(stem, (this.#askers.get(stem) ?? new Set()).add(path));
    }
    const reached = howReached(now);
    const others = new Set([...dropped.flatMap(({ resolution }) => pathsOf(resolution)), ...reached.keys()]);
    for (const target of others) {
      const requirers = this.#requirers.get(target) ?? new Map();
      const how = reached.get(target);
      if (how === requirers.get(path)) others.delete(target);
      else if (how === undefined) requirers.delete(path);
      else this.#requirers.set(target, requirers.set(path, how));
    }
    return others;
  }
}

type Reached = Exclude<Resolution['kind'], 'missing'>;

function howReached(links: readonly Link[]): ReadonlyMap<string, Reached> {
  const reached = new Map<string, Reached>();
  for (const { resolution } of links)
    if (resolution.kind !== 'missing')
      for (const path of pathsOf(resolution)) reached.set(path, resolution.kind);
  return reached;
}

/** How many entries of a card are as they were, from the first one on. */
function sharedStart(entries: readonly Prerequisite[], links: readonly Link[]): number {
  let shared = 0;
  while (isSameEntry(entries[shared], links[shared]?.entry)) shared += 1;
  return shared;
}

/** Whether two entries name the same. */
export function isSameEntry(one: Prerequisite | undefined, other: Prerequisite | undefined): boolean {
  return one !== undefined && one.stem === other?.stem && one.folder === other.folder;
}
