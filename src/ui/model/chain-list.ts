import type { Chain } from '../../graph/chain.ts';
import type { Model } from './model.ts';

/** The orders that the list of chains can have. */
const CHAIN_ORDERS = ['stem', 'ready', 'left'] as const;

/** By the goal's stem, by how many cards are ready, most first, or by how many are left to do, fewest first. */
export type ChainOrder = (typeof CHAIN_ORDERS)[number];

/** The chains in the order that was asked for; chains that are equal in it stay in the order of their goals' stems. */
export function chainList({ plan, chainOrder }: Pick<Model, 'plan' | 'chainOrder'>): readonly Chain[] {
  switch (chainOrder) {
    case 'stem':
      return plan.chains;
    case 'ready':
      return plan.chains.toSorted((a, b) => b.ready.length - a.ready.length);
    case 'left':
      // A finished chain has the fewest cards left, and interests least.
      return plan.chains.toSorted(
        (a, b) => Number(a.finished) - Number(b.finished) || a.total - a.done - (b.total - b.done),
      );
  }
}

/** The list in the next order, with the same chain selected. */
export function sortChains(model: Model): Model {
  const selected = chainList(model)[model.listCursor];
  const chainOrder =
    CHAIN_ORDERS[(CHAIN_ORDERS.indexOf(model.chainOrder) + 1) % CHAIN_ORDERS.length] ?? 'stem';
  const next = { ...model, chainOrder };
  return { ...next, listCursor: selected === undefined ? 0 : chainList(next).indexOf(selected) };
}

/** The order in words. */
export function orderWord(order: ChainOrder): string {
  switch (order) {
    case 'stem':
      return 'by name';
    case 'ready':
      return 'most ready first';
    case 'left':
      return 'fewest left first';
  }
}
