import type { Card, Prerequisite } from '../cards/card.ts';
import type { GraphNode, Nodes, Requirement } from './card-graph.ts';
import type { CardState } from './card-state.ts';
import { findGroupsAmong } from './cycles.ts';
import { decideStates, type GrowingDecision } from './decide-states.ts';
import { foldedStem, MovingStems, type Resolution, requirementOf } from './resolve.ts';

/** A document in one version. */
export interface Page {
  readonly stem: string;
  readonly path: string;
  /** The card that it is by itself; undefined where it is none. */
  readonly own: Card | undefined;
  /** The card that it is once another one requires it. */
  readonly asRequired: () => Promise<Card>;
}

/** What a change did to the cards. */
export interface Movement {
  /** The cards that are new or may not be as they were, by themselves or by what they require. */
  readonly touched: readonly Card[];
  /** Paths that had a card and have none. */
  readonly gone: readonly string[];
}

/** An entry of a card with where it leads. */
interface Link {
  readonly entry: Prerequisite;
  readonly resolution: Resolution;
}

const NO_LINKS: readonly Link[] = [];
const MISSING: Resolution = { kind: 'missing' };

/**
 * The graph of cards that come, go and change. After each change it has the cards and states that a plan read anew would
 * have, and only what the change can have reached was resolved and decided again.
 */
export class MovingGraph implements Nodes {
  readonly cards: (Card | undefined)[] = [];
  readonly #nodes: (GraphNode | undefined)[] = [];
  readonly #prerequisites: (readonly number[])[] = [];
  readonly #indexes = new Map<Card, number>();
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #pages = new Map<string, Page>();
  readonly #stems = new MovingStems();
  /** The entries of each card that is one by itself, by its path. */
  readonly #links = new Map<string, readonly Link[]>();
  /** The paths of the cards with an entry for a stem in folded form. */
  readonly #askers = new Map<string, Set<string>>();
  /** For each document that a card requires, the paths of those cards, and how the entry named it. */
  readonly #requirers = new Map<string, Map<string, Reached>>();
  readonly #cyclic: boolean[] = [];
  readonly #decision: GrowingDecision = { states: [], troubled: [], obstacles: [] };

  /** Takes documents that are new or another version, or that are gone, by their paths. */
  async update(changes: ReadonlyMap<string, Page | undefined>): Promise<Movement> {
    const stems = this.#replacePages(changes);
    const asking = this.#askingFor(stems, changes.keys());
    const reached = new Set(changes.keys());
    for (const path of asking) for (const target of this.#resolveAnew(path, stems)) reached.add(target);
    const moved = new Set(asking);
    const gone: string[] = [];
    for (const path of reached) {
      const read = this.#cardFor(path);
      const card = read instanceof Promise ? await read : read;
      if (card === undefined) {
        if (this.#remove(path)) gone.push(path);
      } else if (this.#place(path, card)) {
        moved.add(path);
        for (const requirer of this.#requirers.get(path)?.keys() ?? []) moved.add(requirer);
      }
    }
    if (moved.size === 0) return { touched: [], gone };
    for (const path of moved) this.#makeNode(path, asking);
    const above = this.#closure(moved);
    decideStates(this, findGroupsAmong(this, above, this.#cyclic), { onto: this.#decision });
    return { touched: [...above].flatMap((index) => this.cards[index] ?? []), gone };
  }

  indexOf(card: Card): number {
    const index = this.#indexes.get(card);
    if (index === undefined) throw new RangeError(`the card ${card.path} is not in this graph`);
    return index;
  }

  node(index: number): GraphNode {
    const node = this.#nodes[index];
    if (node === undefined) throw new RangeError(`there is no card ${index}`);
    return node;
  }

  prerequisites(index: number): readonly number[] {
    return this.#prerequisites[index] ?? [];
  }

  requirementsOf(card: Card): readonly Requirement[] {
    return this.node(this.indexOf(card)).requirements;
  }

  /** Done, ready or blocked with its blockers. */
  stateOf(card: Card): CardState {
    const state = this.#decision.states[this.indexOf(card)];
    if (state === undefined) throw new RangeError(`the card ${card.path} is not decided`);
    return state;
  }

  /** Whether anything below a card, behind whichever done cards, is not done or not to be trusted. */
  isTroubledBelow(card: Card): boolean {
    return this.#decision.troubled[this.indexOf(card)] === true;
  }

  /** Whether a document lies at a path. */
  hasPage(path: string): boolean {
    return this.#pages.has(path);
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
      const links = this.#links.get(path) ?? NO_LINKS;
      const entries = this.#pages.get(path)?.own?.requires ?? [];
      if (sharedStart(entries, links) < Math.max(entries.length, links.length)) asking.add(path);
    }
    for (const stem of stems) for (const path of this.#askers.get(stem) ?? []) asking.add(path);
    return asking;
  }

  /** Finds out where a card's entries lead, and answers the documents that it requires now and did not, or no more. */
  #resolveAnew(path: string, stems: ReadonlySet<string>): ReadonlySet<string> {
    const before = this.#links.get(path) ?? NO_LINKS;
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

  #cardFor(path: string): Card | undefined | Promise<Card> {
    const page = this.#pages.get(path);
    if (page === undefined || page.own !== undefined) return page?.own;
    return (this.#requirers.get(path)?.size ?? 0) > 0 ? page.asRequired() : undefined;
  }

  #remove(path: string): boolean {
    const index = this.#places.get(path);
    const card = index === undefined ? undefined : this.cards[index];
    if (index === undefined || card === undefined) return false;
    this.#places.delete(path);
    this.#indexes.delete(card);
    this.cards[index] = undefined;
    this.#nodes[index] = undefined;
    this.#free.push(index);
    return true;
  }

  /** Puts a card in its place, unless all that counts about it is as it was. */
  #place(path: string, card: Card): boolean {
    const known = this.#places.get(path);
    const was = known === undefined ? undefined : this.#nodes[known];
    if (was !== undefined && saysTheSame(was.card, card) && was.ambiguous === this.#isAmbiguous(path))
      return false;
    const index = known ?? this.#free.pop() ?? this.cards.length;
    if (was !== undefined) this.#indexes.delete(was.card);
    this.#places.set(path, index);
    this.#indexes.set(card, index);
    this.cards[index] = card;
    return true;
  }

  #makeNode(path: string, asking: ReadonlySet<string>): void {
    const index = this.#places.get(path);
    const card = index === undefined ? undefined : this.cards[index];
    if (index === undefined || card === undefined) return;
    const links = this.#links.get(path) ?? NO_LINKS;
    const requirements = card.requires.map((entry, at) =>
      requirementOf(entry, links[at]?.resolution ?? MISSING, (target) => this.#cardAt(target)),
    );
    const isNew = this.#nodes[index] === undefined;
    this.#nodes[index] = { card, requirements, ambiguous: this.#isAmbiguous(path) };
    if (!isNew && !asking.has(path)) return;
    const targets = requirements.flatMap(({ target }) => (target === undefined ? [] : this.indexOf(target)));
    this.#prerequisites[index] = [...new Set(targets)];
  }

  #cardAt(path: string): Card {
    const card = this.cards[this.#places.get(path) ?? -1];
    if (card === undefined) throw new RangeError(`no card was read from ${path}`);
    return card;
  }

  #isAmbiguous(path: string): boolean {
    for (const how of this.#requirers.get(path)?.values() ?? []) if (how === 'ambiguous') return true;
    return false;
  }

  /** The indexes of these cards and of all that need one of them. */
  #closure(paths: ReadonlySet<string>): ReadonlySet<number> {
    const reached = new Set(paths);
    for (const path of reached)
      for (const requirer of this.#requirers.get(path)?.keys() ?? []) reached.add(requirer);
    return new Set([...reached].flatMap((path) => this.#places.get(path) ?? []));
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

function pathsOf(resolution: Resolution): readonly string[] {
  if (resolution.kind === 'missing') return [];
  return resolution.kind === 'found' ? [resolution.path] : resolution.paths;
}

/** How many entries of a card are as they were, from the first one on. */
function sharedStart(entries: readonly Prerequisite[], links: readonly Link[]): number {
  let shared = 0;
  while (isSame(entries[shared], links[shared]?.entry)) shared += 1;
  return shared;
}

function isSame(one: Prerequisite | undefined, other: Prerequisite | undefined): boolean {
  return one !== undefined && one.stem === other?.stem && one.folder === other.folder;
}

function saysTheSame(one: Card, other: Card): boolean {
  return (
    one === other ||
    (one.title === other.title &&
      one.status?.value === other.status?.value &&
      one.isStarted === other.isStarted &&
      one.declared === other.declared &&
      one.readable === other.readable &&
      one.branch?.value === other.branch?.value &&
      one.requires.length === other.requires.length &&
      one.requires.every((entry, at) => isSame(entry, other.requires[at])))
  );
}
