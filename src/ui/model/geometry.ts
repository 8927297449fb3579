import type { Checklist } from '../../checklist/checklist.ts';
import { chainOf } from './look-up.ts';
import { type Model, type Run, type Size, selectedCard } from './model.ts';

/** How the screen is divided: three panes, two, one with tabs, or too small for anything. */
export type Layout = 'wide' | 'medium' | 'narrow' | 'tiny';

/** The smallest terminal that the screen is drawn on. */
export const SMALLEST: Size = { columns: 40, rows: 10 };

/** Rows above the body (what is shown, git, a rule) and below it (the keys). */
const HEAD_ROWS = 3;
const FOOT_ROWS = 1;

/** Picks the layout for a terminal. */
export function layoutFor({ columns, rows }: Size): Layout {
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return 'tiny';
  if (columns < 70) return 'narrow';
  return columns < 100 ? 'medium' : 'wide';
}

/** Where everything of the main view goes, in columns and rows; a part that is not shown has no rows. */
export interface Geometry {
  readonly layout: Layout;
  /** Rows between the head and the footer. */
  readonly body: number;
  readonly left: number;
  readonly right: number;
  /** Rows of the tree, its title not counted. */
  readonly tree: number;
  /** Rows of the ready list, its title not counted. */
  readonly ready: number;
  /** Rows below the ready list that say why it is in this order. */
  readonly reasons: number;
  /** Rows of the card's text. */
  readonly card: number;
  /** Rows of the checklist beside the card, its title counted. */
  readonly glance: number;
  /** Rows of the checklist in its own pane. */
  readonly items: number;
  /** Rows of the log, or of the selected item in full, the title counted. */
  readonly log: number;
  /** Rows below the list of the narrow layout that say what is selected. */
  readonly summary: number;
}

/** The checklist of the selected card as far as it was read. */
export function checklistOf(model: Model): Checklist {
  const card = selectedCard(model);
  if (card === undefined) return [];
  const read = model.texts.get(card.path)?.text;
  return read === undefined || 'failed' in read ? [] : read.checklist;
}

/** The last verification of the selected card. */
export function runOf(model: Model): Run | undefined {
  const card = selectedCard(model);
  return card === undefined ? undefined : model.runs.get(card.path);
}

/** Works out the main view's geometry from the size and what there is to show. */
export function geometryOf(model: Model): Geometry {
  const layout = layoutFor(model.size);
  const body = Math.max(0, model.size.rows - HEAD_ROWS - FOOT_ROWS);
  const items = checklistOf(model).length;
  const room = { layout, body, items };
  const usual =
    layout === 'narrow' || layout === 'tiny' ? narrowGeometry(model, room) : twoColumns(model, room);
  const own = model.pane === 'log' ? { ...usual, log: body - 2 } : usual;
  return model.zoomed ? zoomedGeometry(model, own) : own;
}

/** Rows of the log below its title, without the last one that says where all of it lies. */
export function logRows(model: Model): number {
  const { log } = geometryOf(model);
  return Math.max(0, log - (isPlaceShown(model, log) ? 2 : 1));
}

/** Tells whether the log's last row says where all of it lies: a log of few rows has better use for it. */
function isPlaceShown(model: Model, rows: number): boolean {
  return rows >= 6 && runOf(model)?.logFile !== undefined;
}

/** One pane in the whole body, its title counted in. */
function zoomedGeometry({ size, pane }: Model, usual: Geometry): Geometry {
  const { body, items } = usual;
  const whole = { left: size.columns, right: size.columns, tree: body - 1, ready: body - 1, card: body };
  return { ...usual, ...whole, log: pane === 'log' ? body : Math.max(0, body - items - 2) };
}

/** How much of the body the checks may take: below them stands one of them in full, or the log, which needs more room. */
function itemsPart(model: Model): number {
  return runOf(model) === undefined ? 0.6 : 0.5;
}

interface Room {
  readonly layout: Layout;
  readonly body: number;
  readonly items: number;
}

function twoColumns(model: Model, { layout, body, items }: Room): Geometry {
  const { columns } = model.size;
  const usual = layout === 'wide' ? Math.max(50, Math.floor(columns * 0.42)) : Math.floor(columns * 0.525);
  const left = clamp(usual + model.wider, { least: 28, most: columns - 32 });
  const readyCount = readyCountOf(model);
  const readyPart = clamp(readyCount + 5, { least: 4, most: Math.floor(body * 0.44) });
  const ready = clamp(readyCount, { least: 1, most: Math.max(1, readyPart - 4) });
  const alone = layout === 'medium' && (model.pane === 'checks' || model.pane === 'log');
  const glance = clamp(items + 1, { least: 2, most: Math.max(4, Math.floor(body / 4)) });
  const itemRows = clamp(items, { least: 1, most: Math.max(2, Math.floor(body * itemsPart(model)) - 2) });
  return {
    layout,
    body,
    left: alone ? 0 : left,
    right: alone ? columns : columns - left - 2,
    tree: Math.max(1, body - readyPart - 2),
    ready,
    reasons: Math.max(0, readyPart - 1 - ready),
    card: Math.max(1, body - 3 - glance),
    glance,
    items: itemRows,
    log: Math.max(0, body - itemRows - 4),
    summary: 0,
  };
}

function narrowGeometry(model: Model, { layout, body, items }: Room): Geometry {
  const { columns } = model.size;
  // Tabs, a blank row, the list, a rule, the summary.
  const list = clamp(body - 9, { least: 3, most: Math.max(3, body - 3) });
  const itemRows = clamp(items, { least: 1, most: Math.max(2, Math.floor(body * itemsPart(model)) - 2) });
  return {
    layout,
    body,
    left: columns,
    right: columns,
    tree: list,
    ready: list,
    reasons: 0,
    card: Math.max(1, body - 2),
    glance: 0,
    items: itemRows,
    log: Math.max(0, body - itemRows - 3),
    summary: Math.max(0, body - list - 3),
  };
}

function readyCountOf({ plan, goal }: Model): number {
  return goal === undefined ? 0 : (chainOf(plan, goal)?.ready.length ?? 0);
}

/** A number within bounds; the upper bound wins where they cross. */
export function clamp(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  return Math.min(most, Math.max(least, value));
}

/** The first row to show of a list so that the selected one stays in sight and the list moves as little as it can. */
export function keepInSight(
  top: number,
  at: { readonly row: number; readonly rows: number; readonly of: number },
): number {
  const latest = Math.max(0, at.of - at.rows);
  const wanted = at.row < top ? at.row : at.row >= top + at.rows ? at.row - at.rows + 1 : top;
  return clamp(wanted, { least: 0, most: latest });
}

/** Rows of the list of chains: a title, the list, a rule and the tree of the selected one. */
export function chainListRows(body: number): number {
  return Math.max(1, Math.floor((body - 2) * 0.4));
}
