import type { Card } from '../cards/card.ts';
import { type GraphNode, Nodes } from './nodes.ts';

/**
 * The Mikado graph: cards, and an edge from each card to every card it requires.
 *
 * It is an array of neighbours for each card's index, which is what listing ready cards takes: a chain of 200,000 cards
 * is walked without recursion and without a map look-up per step, and no library has to be loaded for it.
 */
export class CardGraph extends Nodes {
  readonly cards: readonly Card[];
  protected readonly nodes: readonly GraphNode[];
  protected readonly indexes: ReadonlyMap<Card, number>;
  protected readonly edges: readonly (readonly number[])[];
  readonly #dependents: readonly (readonly number[])[];

  /** @param nodes in the order in which cards are listed; a target that is no node's card is an error of the caller */
  constructor(nodes: readonly GraphNode[]) {
    super();
    this.nodes = nodes;
    this.cards = nodes.map((node) => node.card);
    this.indexes = new Map(this.cards.map((card, index) => [card, index]));
    const dependents: number[][] = nodes.map(() => []);
    this.edges = nodes.map((node, index) => {
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
    return this.#reach([card], this.edges);
  }

  /** Every card that needs a card, directly or not, itself first, each once, nearest first. */
  dependentsClosure(card: Card): readonly Card[] {
    return this.#reach([card], this.#dependents);
  }

  /** Some cards, and every card that needs one of them, directly or not, each once. */
  withAllDependents(cards: readonly Card[]): readonly Card[] {
    return this.#reach(cards, this.#dependents);
  }

  #reach(cards: readonly Card[], neighbours: readonly (readonly number[])[]): readonly Card[] {
    const found = cards.map((card) => this.indexOf(card));
    const seen = new Uint8Array(this.cards.length);
    for (const index of found) seen[index] = 1;
    for (let next = 0; next < found.length; next += 1) {
      for (const neighbour of neighbours[found[next] ?? -1] ?? []) {
        if (seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        found.push(neighbour);
      }
    }
    return found.map((index) => this.node(index).card);
  }
}
