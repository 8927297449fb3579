import { travelBy } from '../history/travel.ts';
import { shownReady, shownTree } from '../model/filter.ts';
import { clamp, runOf } from '../model/geometry.ts';
import { cursorOn, type Model } from '../model/model.ts';

/** Moves the selection, or what is scrolled, by rows: down for positive numbers. */
export function moveBy(model: Model, rows: number): Model {
  switch (model.view) {
    case 'main':
      return moveInPane(model, rows);
    case 'what-if':
      return moveInTree(model, rows);
    case 'history':
      return travelBy(model, rows);
    case 'chains':
      return { ...model, listCursor: model.listCursor + rows };
    case 'problems':
      return { ...model, listCursor: model.listCursor + rows };
    case 'help':
      return { ...model, tops: { ...model.tops, help: model.tops.help + rows } };
  }
}

/** Moves to an end of whatever the keys act on. */
export function moveTo(model: Model, end: 'first' | 'last'): Model {
  // Longer than any list; what follows a step keeps the selection within its list.
  const far = 1_000_000_000;
  return moveBy(model, end === 'first' ? -far : far);
}

function moveInPane(model: Model, rows: number): Model {
  switch (model.pane) {
    case 'tree':
      return moveInTree(model, rows);
    case 'ready':
      return moveInReady(model, rows);
    case 'card':
      return { ...model, tops: { ...model.tops, card: model.tops.card + rows } };
    case 'checks':
      return moveInChecks(model, rows);
    case 'log':
      return { ...model, logBack: model.logBack - rows };
    case 'why':
      return { ...model, tops: { ...model.tops, why: model.tops.why + rows } };
  }
}

function moveInTree(model: Model, rows: number): Model {
  if (model.goal === undefined) return model;
  const tree = shownTree(model);
  const at = clamp((tree.indexByKey.get(model.cursor.key) ?? 0) + rows, {
    least: 0,
    most: tree.rows.length - 1,
  });
  const row = tree.rows[at];
  return row === undefined ? model : select(model, { key: row.key, path: row.card?.path, stem: row.stem });
}

function moveInReady(model: Model, rows: number): Model {
  if (model.goal === undefined) return model;
  const ready = shownReady(model);
  const now = ready.findIndex(({ card }) => card.path === model.cursor.path);
  const card = ready[clamp(now < 0 ? 0 : now + rows, { least: 0, most: ready.length - 1 })]?.card;
  return card === undefined ? model : select(model, cursorOn(card));
}

/** Single rows move along the items; pages and ends move the log of a verification, where there is one. */
function moveInChecks(model: Model, rows: number): Model {
  if (Math.abs(rows) > 1 && runOf(model) !== undefined) return { ...model, logBack: model.logBack - rows };
  return { ...model, itemCursor: model.itemCursor + rows };
}

/** Selects another row; what was scrolled for the row before starts anew. */
export function select(model: Model, cursor: Model['cursor']): Model {
  if (cursor.path === model.cursor.path) return { ...model, cursor };
  return { ...model, cursor, itemCursor: 0, logBack: 0, tops: { ...model.tops, card: 0, items: 0, why: 0 } };
}
