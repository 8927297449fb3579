import type { Card, Prerequisite } from '../cards/card.ts';

/** One `requires` entry with the card that answers to it, or why none does. */
export type Requirement =
  | { readonly prerequisite: Prerequisite; readonly target: Card; readonly reason: undefined }
  | {
      readonly prerequisite: Prerequisite;
      readonly target: undefined;
      readonly reason: 'missing' | 'ambiguous';
    };

/** A card with its resolved requirements: one node of the graph. */
export interface GraphNode {
  readonly card: Card;
  readonly requirements: readonly Requirement[];
  /** True when another document has the same stem and some card refers to it. */
  readonly ambiguous: boolean;
}

/** What deciding about cards takes: nodes by their index, and the edges from them. */
export interface Nodes {
  /** By index; there may be gaps. */
  readonly cards: readonly (Card | undefined)[];
  indexOf(card: Card): number;
  node(index: number): GraphNode;
  /** Indexes of the cards that the card at an index requires, each once. */
  prerequisites(index: number): readonly number[];
}

/**
 * The Mikado graph: cards, and an edge from each card to every card it requires.
 *
 * It is an array of neighbours for each card's index, which is what listing ready cards takes: a chain of 200,000 cards
 * is walked without recursion and without a map look-up per step, and no library has to be loaded for it.
 */
export class CardGraph implements Nodes {
  readonly cards: readonly Card[];
  readonly #nodes: readonly GraphNode[];
  readonly #indexes: ReadonlyMap<Card, number>;
  readonly #prerequisites: readonly (readonly number[])[];
  readonly #dependents: readonly (readonly number[])[];

  /** @param nodes in the order in which cards are listed; a target that is no node's card is an error of the caller */
  constructor(nodes: readonly GraphNode[]) {
    this.#nodes = nodes;
    this.cards = nodes.map((node) => node.card);
    this.#indexes = new Map(this.cards.map((card, index) => [card, index]));
    const dependents: number[][] = nodes.map(() => []);
    this.#prerequisites = nodes.map((node, index) => {
      const targets = new Set<number>();
      for (const { target } of node.requirements) {
        // Two entries may name one card: in its own letters' case and in another.
        if (target !== undefined) targets.add(this.indexOf(target));
      }
      for (const target of targets) dependents[target]?.push(index);
      return [...targets];
    });
    this.#dependents = dependents;
  }

  /** The position of a card among `cards`. Throws a RangeError for a card of another graph. */
  indexOf(card: Card): number {
    const index = this.#indexes.get(card);
    if (index === undefined) throw new RangeError(`the card ${card.path} is not in this graph`);
    return index;
  }

  /** The node at an index from 0 to `cards.length - 1`. Throws a RangeError outside. */
  node(index: number): GraphNode {
    const node = this.#nodes[index];
    if (node === undefined) throw new RangeError(`there is no card ${index}`);
    return node;
  }

  /** The requirements of a card in the order of its `requires`, those that no card answers to included. */
  requirementsOf(card: Card): readonly Requirement[] {
    return this.node(this.indexOf(card)).requirements;
  }

  /** Indexes of the cards that the card at an index requires, each once, in the order of its `requires`. */
  prerequisites(index: number): readonly number[] {
    return this.#prerequisites[index] ?? [];
  }

  /** Indexes of the cards that require the card at an index, in the order of the nodes. */
  dependents(index: number): readonly number[] {
    return this.#dependents[index] ?? [];
  }

  /** The cards that a card requires, in the order of its `requires`. */
  prerequisitesOf(card: Card): readonly Card[] {
    return this.prerequisites(this.indexOf(card)).map((index) => this.node(index).card);
  }

  /** The cards that require a card, in the order of the nodes. */
  dependentsOf(card: Card): readonly Card[] {
    return this.dependents(this.indexOf(card)).map((index) => this.node(index).card);
  }

  /** Tells whether no other card requires this one. */
  isGoal(card: Card): boolean {
    const index = this.indexOf(card);
    return this.dependents(index).every((dependent) => dependent === index);
  }

  /** Every card that can be reached from a card by `requires`, itself first, each once, nearest first. */
  chainOf(card: Card): readonly Card[] {
    return this.#reach(card, this.#prerequisites);
  }

  /** Every card that needs a card, directly or not, itself first, each once, nearest first. */
  dependentsClosure(card: Card): readonly Card[] {
    return this.#reach(card, this.#dependents);
  }

  #reach(card: Card, neighbours: readonly (readonly number[])[]): readonly Card[] {
    const found = [this.indexOf(card)];
    const seen = new Set(found);
    for (let next = 0; next < found.length; next += 1) {
      for (const neighbour of neighbours[found[next] ?? -1] ?? []) {
        if (seen.has(neighbour)) continue;
        seen.add(neighbour);
        found.push(neighbour);
      }
    }
    return found.map((index) => this.node(index).card);
  }
}
