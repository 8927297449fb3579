import type { HistoryCommit } from '../git/history.ts';
import { type Strands, Weave } from '../history/weave.ts';
import { DocumentTree, type TreeSource } from './document-tree.ts';
import { movesOf, type Passage, type Story, textsOf } from './history-walk.ts';

/** The documents of one branch up to some commit. */
interface Line {
  readonly tree: DocumentTree;
  readonly strands: Strands;
  /** How many commits go on from here or bring it in, and are still to come. */
  uses: number;
}

/** The story of all commits, each told by itself, and of a merge only what it decided. */
export class WovenStory implements Story {
  readonly #source: TreeSource;
  readonly #weave = new Weave();
  readonly #lines = new Map<string, Line>();
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #parents: readonly (readonly number[])[];
  readonly #uses = new Map<string, number>();

  /** @param commits all that will be told, in the order in which they will be */
  constructor(source: TreeSource, commits: readonly HistoryCommit[]) {
    this.#source = source;
    this.#indexes = new Map(commits.map(({ commit }, index) => [commit, index]));
    this.#parents = commits.map(({ parents }) => parents.flatMap((each) => this.#indexes.get(each) ?? []));
    for (const { parents } of commits)
      for (const each of parents) this.#uses.set(each, (this.#uses.get(each) ?? 0) + 1);
  }

  async advance(commit: HistoryCommit): Promise<Passage> {
    const { changes } = commit;
    const [, ...merged] = commit.parents;
    const others = merged.flatMap((each) => this.#lines.get(each)?.strands ?? []);
    const line = this.#lineOf(commit);
    for (const each of merged) this.#release(each);
    const texts = textsOf(this.#source, line.tree, commit);
    const turn = await line.tree.advance(changes);
    const index = this.#indexes.get(commit.commit) ?? 0;
    const change = { commit: index, strands: line.strands, movedFrom: movesOf(commit), ...turn };
    if (others.length === 0) return { ...this.#weave.take(change), texts, isTouching: changes.length > 0 };
    const isBehind = (each: number) => this.#isBehind(each, index);
    const woven = this.#weave.merge(change, { pages: line.tree.pages, others, isBehind });
    return { ...woven, texts, isTouching: woven.pages.size > 0 };
  }

  /** The documents of a commit's first parent, which the commit may change. */
  #lineOf({ commit, parents: [parent = ''], changes }: HistoryCommit): Line {
    const known = this.#lines.get(parent);
    this.#release(parent);
    const line =
      known !== undefined && (known.uses === 0 || changes.length === 0)
        ? known
        : {
            tree: known?.tree.copy() ?? new DocumentTree(this.#source),
            strands: new Map(known?.strands),
            uses: 0,
          };
    line.uses += this.#uses.get(commit) ?? 0;
    this.#lines.set(commit, line);
    return line;
  }

  #release(commit: string): void {
    const line = this.#lines.get(commit);
    if (line === undefined) return;
    line.uses -= 1;
    const uses = (this.#uses.get(commit) ?? 0) - 1;
    this.#uses.set(commit, uses);
    if (uses === 0) this.#lines.delete(commit);
  }

  #isBehind(commit: number, start: number): boolean {
    const behind = new Set([start]);
    for (const each of behind) {
      if (each === commit) return true;
      for (const parent of this.#parents[each] ?? []) if (parent >= commit) behind.add(parent);
    }
    return false;
  }
}

/**
 * Puts commits in an order in which parents are before their children and what was written earlier, by the author's
 * clock, comes first where the history leaves it open. The same commits behind a commit always come in the same order.
 */
export function inOrderOfTime(commits: readonly HistoryCommit[]): readonly HistoryCommit[] {
  const byId = new Map(commits.map((each) => [each.commit, each]));
  const waiting = new Map<string, number>();
  const children = new Map<string, HistoryCommit[]>();
  const next: HistoryCommit[] = [];
  for (const each of commits) {
    const parents = each.parents.filter((parent) => byId.has(parent));
    waiting.set(each.commit, parents.length);
    if (parents.length === 0) insert(next, each);
    for (const parent of parents) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [each]);
      else known.push(each);
    }
  }
  const ordered: HistoryCommit[] = [];
  for (let each = next.pop(); each !== undefined; each = next.pop()) {
    ordered.push(each);
    for (const child of children.get(each.commit) ?? []) {
      const left = (waiting.get(child.commit) ?? 0) - 1;
      waiting.set(child.commit, left);
      if (left === 0) insert(next, child);
    }
  }
  return ordered;
}

/** Puts a commit where it belongs among others, the earliest of which is last. */
function insert(into: HistoryCommit[], commit: HistoryCommit): void {
  const isEarlier = (each: HistoryCommit) =>
    each.authored < commit.authored || (each.authored === commit.authored && each.commit < commit.commit);
  const at = into.findIndex(isEarlier);
  into.splice(at === -1 ? into.length : at, 0, commit);
}
