import type { ChecklistItem } from '../../checklist/checklist.ts';
import type { Freshness } from '../../verify/freshness.ts';
import type { ItemResult } from '../../verify/verify-event.ts';
import type { Role } from '../draw/glyphs.ts';
import {
  between,
  clean,
  columnsOf,
  cutEnd,
  inverted,
  padRow,
  type Row,
  rowColumns,
  span,
} from '../draw/rows.ts';
import {
  evidenceOf,
  failedCount,
  isFailure,
  itemText,
  KIND_WORDS,
  passedCount,
  progressOf,
  settledCount,
  waitsForPerson,
} from '../model/checks.ts';
import { checklistOf, geometryOf, runOf } from '../model/geometry.ts';
import { type ItemProgress, type Model, selectedCard } from '../model/model.ts';
import { clock, dayOrTime, duration } from './words.ts';

/** Who judges an item by its commands alone. */
const BY_EXIT_STATUS = 'exit status';

interface Mark {
  readonly glyph: string;
  readonly role: Role;
  readonly word: string;
  /** The same without what a narrow row has no room for. */
  readonly short?: string;
  /** The name in the word of who judged: it is cut before anything else. */
  readonly name?: string;
}

/** The part of a row that what an item came to may take, and the columns that it may take in any case. */
const RIGHT_PART = 3;
const RIGHT_LEAST = 17;

/** The checklist beside the card: its title and as many items as there is room for. */
export function glancePane(model: Model, columns: number): readonly Row[] {
  const checklist = checklistOf(model);
  const rows = geometryOf(model).glance - 1;
  const title = padRow([span(checklistTitle(model))], columns);
  const items = checklist.slice(0, rows).map((item, index) => {
    const more = index === rows - 1 && checklist.length > rows ? ` (${checklist.length - rows} more)` : '';
    const box = item.kind === 'waived' ? '[-]' : item.ticked ? '[x]' : '[ ]';
    const start = `  ${box} ${KIND_WORDS[item.kind].padEnd(5)}`;
    const room = columns - start.length - more.length;
    const text = cutEnd(itemText(item), room, model.glyphs.ellipsis);
    return between([span(start), span(text, item.ticked ? 'dim' : 'plain')], [span(more, 'dim')], columns);
  });
  return [title, ...items];
}

function checklistTitle(model: Model): string {
  const card = selectedCard(model);
  const checklist = checklistOf(model);
  const read = card === undefined ? undefined : model.texts.get(card.path)?.text;
  if (read === undefined) return 'Verification';
  if (checklist.length === 0) return 'Verification  no checklist';
  return `Verification  ${settledCount(checklist)}/${checklist.length}`;
}

/** The bar above the items: how far the last verification came. */
export function progressRow(model: Model, columns: number): Row {
  const checklist = checklistOf(model);
  if (checklist.length === 0) {
    const isRead = model.texts.has(selectedCard(model)?.path ?? '');
    const way = isRead && isToClose(model, isRead) ? '  x closes the card' : '';
    return padRow([span(checklistTitle(model)), span(way, 'ready')], columns);
  }
  const run = runOf(model);
  const progress = checklist.map((item, index) => progressOf(run, item, index));
  const waiting = checklist.filter((item, index) => waitsForPerson(item, progress[index])).length;
  const failed = run === undefined ? 0 : failedCount(run);
  const settled = settledCount(checklist);
  const isRunning = run !== undefined && !run.ended;
  const counted = isRunning ? passedCount(checklist, run) : settled;
  const words = [
    span(`${counted} of ${checklist.length} ${isRunning ? 'passed' : 'ticked'}`),
    span(waiting > 0 ? `  ${waiting} need you` : '', 'asks'),
    span(failed > 0 ? `  ${failed} failed` : '', 'failed'),
    span(isToClose(model, settled === checklist.length) ? '  x closes the card' : '', 'ready'),
  ];
  const width = Math.min(columns >= 70 ? 24 : 12, columns - rowColumns(words) - 3);
  // Figures are said whole; the bar takes what they leave.
  if (width < 4) return padRow(words, columns);
  const filled = Math.round((counted / checklist.length) * width);
  return padRow([span(`[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] `), ...words], columns);
}

/** Tells whether nothing is left to do for the selected card but to close it. */
function isToClose(model: Model, isSettled: boolean): boolean {
  const card = selectedCard(model);
  return (
    isSettled &&
    model.running === undefined &&
    card !== undefined &&
    model.plan.stateOf(card).kind === 'ready'
  );
}

/** The items that are in sight. */
export function itemsPane(model: Model, columns: number): readonly Row[] {
  const checklist = checklistOf(model);
  const run = runOf(model);
  const { items } = geometryOf(model);
  const top = model.tops.items;
  return checklist.slice(top, top + items).map((item, offset) => {
    const index = top + offset;
    const mark = itemMark(model, { item, index, progress: progressOf(run, item, index) });
    const selected = index === model.itemCursor;
    const start = `${selected ? model.glyphs.selected : ' '} `;
    const kind = `${KIND_WORDS[item.kind].padEnd(4)} `;
    const word = rightWord(model, mark, columns);
    const room = columns - start.length - 2 - kind.length - columnsOf(word) - 2;
    const text = cutEnd(itemText(item), room, model.glyphs.ellipsis);
    const row = between(
      [span(start), span(`${mark.glyph} `, mark.role), span(kind, 'dim'), span(text)],
      [span(word, mark.role === 'plain' ? 'dim' : mark.role)],
      columns,
    );
    return selected && model.pane === 'checks' ? inverted(row) : row;
  });
}

/** What an item came to, in about a third of the row: the words of the item are what a person reads. */
function rightWord({ glyphs }: Model, { word, short = word, name = '' }: Mark, columns: number): string {
  const most = Math.max(RIGHT_LEAST, Math.floor(columns / RIGHT_PART));
  const over = columnsOf(word) - most;
  if (over <= 0) return word;
  const cut = cutEnd(name, Math.max(2, columnsOf(name) - over), glyphs.ellipsis);
  return cutEnd(
    short.replace(name, () => cut),
    most,
    glyphs.ellipsis,
  );
}

function itemMark(
  model: Model,
  at: { readonly item: ChecklistItem; readonly index: number; readonly progress: ItemProgress | undefined },
): Mark {
  const { item, index, progress } = at;
  const { glyphs } = model;
  if (progress?.result === 'running') {
    return { glyph: glyphs.running, role: 'running', word: clock(model.now - progress.startedAt) };
  }
  if (item.kind === 'waived') return { glyph: '-', role: 'dim', word: 'waived' };
  if (item.kind === 'template') return { glyph: glyphs.problem, role: 'problem', word: 'to fill in' };
  if (progress !== undefined && isFailure(progress.result)) {
    return { glyph: glyphs.failed, role: 'failed', ...outcomeWords(progress) };
  }
  if (progress?.result === 'passed')
    return { glyph: glyphs.passed, role: 'passed', ...outcomeWords(progress) };
  if (waitsForPerson(item, progress)) return { glyph: glyphs.asks, role: 'asks', word: 'needs you' };
  if (progress?.result === 'needs-person') return { glyph: glyphs.asks, role: 'asks', word: 'not judged' };
  if (item.ticked) return tickedMark(model, evidenceOf(model, index));
  return { glyph: glyphs.blocked, role: 'plain', word: 'not run' };
}

/** Why an item is ticked: who judged it, and when, or that this says nothing any more. */
function tickedMark({ glyphs, now }: Model, evidence: Freshness | undefined): Mark {
  const glyph = glyphs.passed;
  if (evidence?.state === 'stale') return { glyph, role: 'asks', word: 'ticked, stale' };
  if (evidence?.state !== 'fresh') return { glyph, role: 'dim', word: 'ticked' };
  const { judgedBy, when } = evidence.receipt;
  if (judgedBy === null || judgedBy === BY_EXIT_STATUS)
    return { glyph, role: 'dim', word: `passed ${dayOrTime(when, now)}` };
  const name = clean(judgedBy);
  return { glyph, role: 'dim', word: `${name} ${dayOrTime(when, now)}`, name };
}

function outcomeWords({ outcome, result }: ItemProgress): Pick<Mark, 'word' | 'short' | 'name'> {
  if (outcome === undefined) return { word: result === 'killed' ? 'stopped' : result };
  const last = outcome.outcomes.at(-1);
  const said = resultWord(outcome.result);
  if (outcome.judgedBy !== null && (last === undefined || outcome.judgedBy !== BY_EXIT_STATUS)) {
    const name = clean(outcome.judgedBy);
    return { word: `${said} by ${name}`, name };
  }
  if (last === undefined) return { word: said };
  const took = outcome.outcomes.reduce((sum, each) => sum + each.durationMs, 0);
  const ended = endWord(outcome.result, last.exitCode);
  return { word: `${duration(took)}  ${ended}`, short: ended };
}

/** The exit status where that is what decided; a 0 that did not prove it, and what became of the card, are said. */
function endWord(result: ItemResult, exitCode: number | null): string {
  if (exitCode === null || (result !== 'passed' && result !== 'failed')) return resultWord(result);
  return result === 'failed' && exitCode === 0 ? 'failed, exit 0' : `exit ${exitCode}`;
}

function resultWord(result: ItemResult): string {
  switch (result) {
    case 'timed-out':
      return 'timed out';
    case 'killed':
      return 'stopped';
    case 'leaked':
      return 'left processes';
    case 'not-found':
      return 'not found';
    case 'refused':
      return 'not approved';
    case 'changed':
      return 'card changed';
    case 'needs-person':
      return 'needs you';
    case 'passed':
    case 'failed':
    case 'skipped':
      return result;
  }
}
