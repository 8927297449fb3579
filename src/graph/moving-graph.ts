import type { Card } from '../cards/card.ts';
import type { CardState } from './card-state.ts';
import { findGroupsAmong } from './cycles.ts';
import { decideStates, type GrowingDecision } from './decide-states.ts';
import { isSameEntry, MovingLinks, type Page } from './moving-links.ts';
import { type GraphNode, Nodes } from './nodes.ts';
import { type Resolution, requirementOf } from './resolve.ts';

/** What a change did to the cards. */
export interface Movement {
  /** The cards that are new or may not be as they were, by themselves or by what they require. */
  readonly touched: readonly Card[];
  /** Paths that had a card and have none. */
  readonly gone: readonly string[];
}

const MISSING: Resolution = { kind: 'missing' };

/**
 * The graph of cards that come, go and change. After each change it has the cards and states that a plan read anew would
 * have, and only what the change can have reached was resolved and decided again.
 */
export class MovingGraph extends Nodes {
  readonly cards: (Card | undefined)[] = [];
  protected readonly nodes: (GraphNode | undefined)[] = [];
  protected readonly indexes = new Map<Card, number>();
  protected readonly edges: (readonly number[])[] = [];
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #links = new MovingLinks();
  readonly #cyclic: boolean[] = [];
  readonly #decision: GrowingDecision = { states: [], troubled: [], obstacles: [] };

  /** Takes documents that are new or another version, or that are gone, by their paths. */
  async update(changes: ReadonlyMap<string, Page | undefined>): Promise<Movement> {
    const { asking, reached } = this.#links.update(changes);
    const moved = new Set(asking);
    const gone: string[] = [];
    for (const path of reached) {
      const read = this.#cardFor(path);
      const card = read instanceof Promise ? await read : read;
      if (card === undefined) {
        if (this.#remove(path)) gone.push(path);
      } else if (this.#place(path, card)) {
        moved.add(path);
        for (const requirer of this.#links.requirersOf(path)) moved.add(requirer);
      }
    }
    if (moved.size === 0) return { touched: [], gone };
    for (const path of moved) this.#makeNode(path, asking);
    const above = this.#closure(moved);
    decideStates(this, findGroupsAmong(this, above, this.#cyclic), { onto: this.#decision });
    return { touched: [...above].flatMap((index) => this.cards[index] ?? []), gone };
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
    return this.#links.pageAt(path) !== undefined;
  }

  #cardFor(path: string): Card | undefined | Promise<Card> {
    const page = this.#links.pageAt(path);
    if (page === undefined || page.own !== undefined) return page?.own;
    return this.#links.isRequired(path) ? page.asRequired() : undefined;
  }

  #remove(path: string): boolean {
    const index = this.#places.get(path);
    const card = index === undefined ? undefined : this.cards[index];
    if (index === undefined || card === undefined) return false;
    this.#places.delete(path);
    this.indexes.delete(card);
    this.cards[index] = undefined;
    this.nodes[index] = undefined;
    this.#free.push(index);
    return true;
  }

  /** Puts a card in its place, unless all that counts about it is as it was. */
  #place(path: string, card: Card): boolean {
    const known = this.#places.get(path);
    const was = known === undefined ? undefined : this.nodes[known];
    if (was !== undefined && saysTheSame(was.card, card) && was.ambiguous === this.#links.isAmbiguous(path))
      return false;
    const index = known ?? this.#free.pop() ?? this.cards.length;
    if (was !== undefined) this.indexes.delete(was.card);
    this.#places.set(path, index);
    this.indexes.set(card, index);
    this.cards[index] = card;
    return true;
  }

  #makeNode(path: string, asking: ReadonlySet<string>): void {
    const index = this.#places.get(path);
    const card = index === undefined ? undefined : this.cards[index];
    if (index === undefined || card === undefined) return;
    const links = this.#links.linksOf(path);
    const requirements = card.requires.map((entry, at) =>
      requirementOf(entry, links[at]?.resolution ?? MISSING, (target) => this.#cardAt(target)),
    );
    const isNew = this.nodes[index] === undefined;
    this.nodes[index] = { card, requirements, ambiguous: this.#links.isAmbiguous(path) };
    if (!isNew && !asking.has(path)) return;
    const targets = requirements.flatMap(({ target }) => (target === undefined ? [] : this.indexOf(target)));
    this.edges[index] = [...new Set(targets)];
  }

  #cardAt(path: string): Card {
    const card = this.cards[this.#places.get(path) ?? -1];
    if (card === undefined) throw new RangeError(`no card was read from ${path}`);
    return card;
  }

  /** The indexes of these cards and of all that need one of them. */
  #closure(paths: ReadonlySet<string>): ReadonlySet<number> {
    const reached = new Set(paths);
    for (const path of reached) for (const requirer of this.#links.requirersOf(path)) reached.add(requirer);
    return new Set([...reached].flatMap((path) => this.#places.get(path) ?? []));
  }
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
      one.requires.every((entry, at) => isSameEntry(entry, other.requires[at])))
  );
}
