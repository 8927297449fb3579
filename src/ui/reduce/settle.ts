import type { Tree } from '../../graph/tree-rows.ts';
import { NOTHING_FOLDED } from '../model/chain-tree.ts';
import { foundBy, isMeant, shownReady, shownTree } from '../model/filter.ts';
import { chainListRows, checklistOf, clamp, geometryOf, keepInSight } from '../model/geometry.ts';
import { mostBack } from '../model/log-view.ts';
import type { Cursor, Model } from '../model/model.ts';
import { problemsOf } from '../model/problem-list.ts';
import { cardLines } from '../panes/pane-card.ts';
import { helpRows } from '../panes/pane-help.ts';
import { problemTop } from '../panes/pane-problems.ts';
import { lastScroll } from '../panes/pane-prompt.ts';
import { whyLines } from '../panes/pane-why.ts';
import { type Shape, shapedTree } from '../shapes/shape.ts';

/** Puts every selection and every scrolled list back within its bounds, so that a step need not think of them. */
export function settle(model: Model): Model {
  const settled = settleMain(settleLists(model));
  const { prompt } = settled;
  if (prompt === undefined) return settled;
  const scroll = clamp(prompt.scroll, { least: 0, most: lastScroll(settled, prompt) });
  return scroll === prompt.scroll ? settled : { ...settled, prompt: { ...prompt, scroll } };
}

function settleLists(model: Model): Model {
  const { body } = geometryOf(model);
  const count =
    model.view === 'chains'
      ? model.plan.chains.length
      : model.view === 'problems'
        ? problemsOf(model).length
        : 1;
  const listCursor = clamp(model.listCursor, { least: 0, most: Math.max(0, count - 1) });
  const top = { ...model, listCursor };
  const list =
    model.view === 'problems'
      ? problemTop(top)
      : keepInSight(model.tops.list, { row: listCursor, rows: chainListRows(body), of: count });
  const help =
    model.view === 'help'
      ? clamp(model.tops.help, { least: 0, most: Math.max(0, helpRows(model).length - body) })
      : 0;
  return { ...top, tops: { ...model.tops, list, help } };
}

function settleMain(model: Model): Model {
  const { goal } = model;
  if (goal === undefined) return model;
  const geometry = geometryOf(model);
  const shown = shownTree(model);
  const hidden =
    foundBy(model) === undefined &&
    model.cursor.path !== undefined &&
    findRow(shown, model.cursor) === undefined;
  const folded = hidden ? NOTHING_FOLDED : model.folded;
  const shape = hidden ? shapeShowing(model) : model.shape;
  const tree = hidden ? shapedTree({ ...model, goal, folded, shape }) : shown;
  const firstMeant = tree.rows.findIndex(({ card }) => isMeant(model, card));
  const row = findRow(tree, model.cursor) ?? Math.max(0, firstMeant);
  const at = tree.rows[row];
  const cursor = at === undefined ? model.cursor : { key: at.key, path: at.card?.path, stem: at.stem };
  const next: Model = {
    ...model,
    folded,
    shape,
    cursor: sameCursor(cursor, model.cursor) ? model.cursor : cursor,
  };
  const ready = shownReady(next);
  const readyRow = ready.findIndex(({ card }) => card.path === cursor.path);
  const items = checklistOf(next).length;
  const itemCursor = clamp(model.itemCursor, { least: 0, most: Math.max(0, items - 1) });
  const textRows = cardLines(next, geometry.right).length;
  return {
    ...next,
    itemCursor,
    logBack: model.logBack <= 0 ? 0 : Math.min(model.logBack, mostBack(next)),
    tops: {
      ...model.tops,
      tree: keepInSight(model.tops.tree, { row, rows: geometry.tree, of: tree.rows.length }),
      ready: readyTop(model, { row: readyRow, rows: geometry.ready, of: ready.length }),
      items: keepInSight(model.tops.items, { row: itemCursor, rows: geometry.items, of: items }),
      why: next.pane === 'why' ? clamp(model.tops.why, { least: 0, most: lastWhy(next) }) : 0,
      card: clamp(model.tops.card, { least: 0, most: Math.max(0, textRows - geometry.card) }),
    },
  };
}

/**
 * The first row shown of the ready cards. While the selection moves elsewhere, the list stays where it is as long as it can:
 * a card that is not ready leaves it, and one out of sight comes into the middle, so that its neighbours move nothing.
 */
function readyTop(
  { tops, pane }: Model,
  at: { readonly row: number; readonly rows: number; readonly of: number },
): number {
  const latest = Math.max(0, at.of - at.rows);
  if (at.row < 0) return clamp(tops.ready, { least: 0, most: latest });
  const top = keepInSight(tops.ready, at);
  if (pane === 'ready' || top === tops.ready) return top;
  return clamp(at.row - Math.floor(at.rows / 2), { least: 0, most: latest });
}

/** A card that was selected elsewhere and is not around the one in the middle comes into the middle. */
function shapeShowing({ shape, cursor }: Model): Shape {
  return shape.kind === 'around' && cursor.path !== undefined ? { ...shape, path: cursor.path } : shape;
}

function findRow(tree: Tree, cursor: Cursor): number | undefined {
  return (
    tree.indexByKey.get(cursor.key) ??
    (cursor.path === undefined ? undefined : tree.indexByPath.get(cursor.path))
  );
}

function sameCursor(a: Cursor, b: Cursor): boolean {
  return a.key === b.key && a.path === b.path && a.stem === b.stem;
}

function lastWhy(model: Model): number {
  const { right, card } = geometryOf(model);
  return Math.max(0, whyLines(model, right).length - card);
}
