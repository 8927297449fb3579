import type { Page } from '../graph/moving-links.ts';
import { agree, agreeInAll, PARTS, type Part, pageSaying, type Said, saidBy, withChange } from './said.ts';

/** A document through all branches: the same one as long as its file keeps its path or is renamed. */
export interface Strand {
  /** Where it lies after all commits so far; undefined where the last of them that moved it deleted it. */
  path: string | undefined;
  lastPath: string;
  /** What it says after all commits so far. */
  said: Said;
  /** Its last version, which may say otherwise. */
  page: Page;
  /** The commits that changed its place and each part last. */
  readonly by: Partial<Record<Part | 'path', number>>;
}

/** Which document lies at a path on one branch. */
export type Strands = Map<string, Strand>;

/** What the documents are after a commit, by their paths, and the path that each renamed one had. */
export interface Woven {
  readonly pages: ReadonlyMap<string, Page | undefined>;
  readonly movedFrom: ReadonlyMap<string, string>;
}

/** A commit's documents that are not as they were at its first parent, and how they were there. */
export interface Change {
  /** The place of the commit among all, parents before children. */
  readonly commit: number;
  /** The documents of the branch, which are brought up to the commit. */
  readonly strands: Strands;
  readonly before: ReadonlyMap<string, Page>;
  readonly after: ReadonlyMap<string, Page | undefined>;
  /** For a file that was renamed, by its path now: the path it had. */
  readonly movedFrom: ReadonlyMap<string, string>;
}

/** What a merge stands on. */
export interface Merged {
  /** All documents of the merge. */
  readonly pages: ReadonlyMap<string, Page>;
  /** The documents of the branches that it brings in. */
  readonly others: readonly Strands[];
  /** Whether a commit is behind the merge. */
  readonly isBehind: (commit: number) => boolean;
}

/**
 * Tells the commits of all branches as one line: each changes what it changed of its first parent, whatever others changed
 * in between, part by part. A merge decides only where the cards are not as the commits behind it left them.
 */
export class Weave {
  readonly #byPath = new Map<string, Strand>();
  /** The documents that are nowhere any more, by the last path that they had. */
  readonly #left = new Map<string, Strand>();
  /** Where the documents that a commit touches were before it. */
  readonly #touched = new Map<Strand, string | undefined>();

  /** Takes a commit that is no merge. */
  take(change: Change): Woven {
    const { strands, before, after, movedFrom, commit } = change;
    const sources = this.#follow(change);
    for (const [path, page] of after) {
      if (page !== undefined || sources.has(path)) continue;
      const strand = strands.get(path);
      strands.delete(path);
      if (strand !== undefined) this.#move(strand, undefined, commit);
    }
    for (const [path, page] of after) {
      if (page === undefined) continue;
      const known = strands.get(path);
      const strand = known ?? this.#adopt(path, page);
      strands.set(path, strand);
      if (known === undefined) this.#move(strand, path, commit);
      const source = movedFrom.get(path);
      const was = before.get(source !== undefined && sources.has(source) ? source : path);
      this.#write(strand, { was: known === undefined ? strand.said : saidBy(was), page, commit });
    }
    return this.#woven();
  }

  /** Takes a merge, whose change is that of its first parent. */
  merge(change: Change, merged: Merged): Woven {
    const { strands, after, movedFrom, commit } = change;
    const gone = new Set<Strand>(merged.others.flatMap((each) => [...each.values()]));
    for (const [path, page] of after) {
      if (page !== undefined) continue;
      const strand = strands.get(path);
      if (strand !== undefined) gone.add(strand);
    }
    const sources = new Map([...after.keys()].map((path) => [path, strands.get(path)]));
    for (const [path, page] of after) if (page === undefined) strands.delete(path);
    const used = new Set(strands.values());
    for (const [path, page] of after) {
      if (page === undefined || strands.has(path)) continue;
      const found = [...merged.others.map((each) => each.get(path)), sources.get(movedFrom.get(path) ?? '')];
      const strand =
        found.find((each) => each !== undefined && !used.has(each)) ?? this.#adopt(path, page, used);
      strands.set(path, strand);
      used.add(strand);
    }
    for (const strand of gone) if (!used.has(strand)) this.#decide(strand, undefined, { commit, ...merged });
    for (const [path, strand] of strands) this.#decide(strand, path, { commit, ...merged });
    return this.#woven();
  }

  /** Lets renamed documents go on under their new paths, and answers the old ones. */
  #follow({ strands, after, movedFrom, commit }: Change): ReadonlySet<string> {
    const sources = new Set<string>();
    for (const [to, from] of movedFrom) {
      const strand = strands.get(from);
      if (strand === undefined || after.get(to) === undefined || after.get(from) !== undefined) continue;
      if (!after.has(from) || strands.has(to)) continue;
      sources.add(from);
      strands.delete(from);
      strands.set(to, strand);
      this.#move(strand, to, commit);
    }
    return sources;
  }

  /** The document that another branch has at a path, or had before it left; else a new one. */
  #adopt(path: string, page: Page, not: ReadonlySet<Strand> = new Set()): Strand {
    for (const known of [this.#byPath.get(path), this.#left.get(path)])
      if (known !== undefined && !not.has(known)) return known;
    return { path: undefined, lastPath: path, said: saidBy(undefined), page, by: {} };
  }

  #move(strand: Strand, path: string | undefined, commit: number): void {
    if (strand.path === path) return;
    this.#touch(strand);
    if (strand.path !== undefined) this.#byPath.delete(strand.path);
    const other = path === undefined ? undefined : this.#byPath.get(path);
    if (other !== undefined) this.#move(other, undefined, commit);
    strand.path = path;
    strand.by.path = commit;
    if (path === undefined) this.#left.set(strand.lastPath, strand);
    else {
      if (this.#left.get(strand.lastPath) === strand) this.#left.delete(strand.lastPath);
      strand.lastPath = path;
      this.#byPath.set(path, strand);
    }
  }

  /** Writes what a commit changed into what the document says by now. */
  #write(
    strand: Strand,
    { was, page, commit }: { readonly was: Said; readonly page: Page; readonly commit: number },
  ): void {
    const now = saidBy(page);
    this.#touch(strand);
    strand.page = page;
    for (const part of PARTS) {
      if (agree(part, was, now)) continue;
      const said = withChange(part, strand.said, { was, now });
      if (agree(part, strand.said, said)) continue;
      strand.said = said;
      strand.by[part] = commit;
    }
    if (agreeInAll(strand.said, now)) strand.said = now;
  }

  #decide(
    strand: Strand,
    path: string | undefined,
    { commit, pages, isBehind }: { readonly commit: number } & Merged,
  ): void {
    const decides = (part: Part | 'path') => strand.by[part] === undefined || isBehind(strand.by[part]);
    if (strand.path !== path && decides('path')) this.#move(strand, path, commit);
    const page = path === undefined ? undefined : pages.get(path);
    const now = saidBy(page);
    if (page === undefined || (page === strand.page && strand.said === now)) return;
    this.#touch(strand);
    for (const part of PARTS) {
      if (agree(part, strand.said, now) || !decides(part)) continue;
      strand.said = { ...strand.said, [part]: now[part] };
      strand.by[part] = commit;
    }
    if (!agreeInAll(strand.said, now)) return;
    strand.said = now;
    strand.page = page;
  }

  #touch(strand: Strand): void {
    if (!this.#touched.has(strand)) this.#touched.set(strand, strand.path);
  }

  #woven(): Woven {
    const pages = new Map<string, Page | undefined>();
    const movedFrom = new Map<string, string>();
    for (const [{ path }, before] of this.#touched) {
      if (before === undefined || before === path) continue;
      pages.set(before, undefined);
      if (path !== undefined) movedFrom.set(path, before);
    }
    for (const { path, page, said } of this.#touched.keys()) {
      if (path === undefined) continue;
      const isWhole = page.path === path && said === saidBy(page);
      pages.set(path, isWhole ? page : pageSaying(said, path, page));
    }
    this.#touched.clear();
    return { pages, movedFrom };
  }
}
