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

/** Cards by their index, and the edges from each to the cards that it requires: what deciding about cards takes. */
export abstract class Nodes {
  /** By index; there may be gaps. */
  abstract readonly cards: readonly (Card | undefined)[];
  /** By index, with a node wherever there is a card. */
  protected abstract readonly nodes: readonly (GraphNode | undefined)[];
  protected abstract readonly indexes: ReadonlyMap<Card, number>;
  /** For each index, those of the cards required there, each once. */
  protected abstract readonly edges: readonly (readonly number[])[];

  /** The position of a card among `cards`. Throws a RangeError for a card of another graph. */
  indexOf(card: Card): number {
    const index = this.indexes.get(card);
    if (index === undefined) throw new RangeError(`the card ${card.path} is not in this graph`);
    return index;
  }

  /** The node at an index. Throws a RangeError where there is no card. */
  node(index: number): GraphNode {
    const node = this.nodes[index];
    if (node === undefined) throw new RangeError(`there is no card ${index}`);
    return node;
  }

  /** Indexes of the cards that the card at an index requires, each once, in the order of its `requires`. */
  prerequisites(index: number): readonly number[] {
    return this.edges[index] ?? [];
  }

  /** The requirements of a card in the order of its `requires`, those that no card answers to included. */
  requirementsOf(card: Card): readonly Requirement[] {
    return this.node(this.indexOf(card)).requirements;
  }
}
