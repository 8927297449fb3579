import type { Card } from '../../cards/card.ts';
import type { Tree, TreeRow } from '../../graph/tree-rows.ts';
import { treeOf } from '../model/chain-tree.ts';
import type { Model } from '../model/model.ts';
import { around } from './around.ts';
import { layersTree } from './layers.ts';

/** How the pane of the tree shows the chain: as a tree from the goal, in layers, or around one card. */
export type Shape =
  | { readonly kind: 'tree' }
  | { readonly kind: 'layers' }
  /** The card is named by its path. */
  | { readonly kind: 'around'; readonly path: string };

/** A row of the tree pane. */
export interface ShapedRow extends TreeRow {
  /** The layer that the card is in, 1 for what can be done now; `?` where none can be told, blank for what is done. */
  readonly layer?: string;
  /** True where the card needs the one that stands below it on the screen. */
  readonly upward?: boolean;
}

/** A tree as the pane of the tree shows it. */
export interface ShapedTree extends Tree {
  readonly rows: readonly ShapedRow[];
}

/** The chain as a tree from its goal. */
export const AS_TREE: Shape = { kind: 'tree' };

/** The rows of a chain in the shape that is asked for, as they are without a filter. */
export function shapedTree({ plan, goal, folded, shape, view }: Model & { readonly goal: Card }): ShapedTree {
  // What would be if cards were done is shown in one shape.
  if (view !== 'main') return treeOf(plan, goal, folded);
  switch (shape.kind) {
    case 'tree':
      return treeOf(plan, goal, folded);
    case 'layers':
      return layersTree(plan, goal);
    case 'around':
      return around(plan, goal, shape.path).tree;
  }
}

/** The next shape: tree, layers, around the selected card, and the tree again. */
export function nextShape(model: Model): Model {
  return { ...model, pane: 'tree', shape: shapeAfter(model), tops: { ...model.tops, tree: 0 } };
}

function shapeAfter({ shape, cursor, goal }: Model): Shape {
  switch (shape.kind) {
    case 'tree':
      return { kind: 'layers' };
    case 'layers':
      return { kind: 'around', path: cursor.path ?? goal?.path ?? '' };
    case 'around':
      return AS_TREE;
  }
}

/** What the pane is called by its shape. */
export function shapeName({ plan, goal, shape }: Model): string {
  switch (shape.kind) {
    case 'tree':
      return 'Tree';
    case 'layers':
      return 'Layers';
    case 'around':
      return goal === undefined ? 'Around' : `Around ${around(plan, goal, shape.path).centre.stem}`;
  }
}
