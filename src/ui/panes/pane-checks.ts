import type { ChecklistItem } from '../../checklist/checklist.ts';
import type { Freshness } from '../../verify/freshness.ts';
import type { ItemResult } from '../../verify/verify-event.ts';
import type { Role } from '../draw/glyphs.ts';
import { between, clean, columnsOf, cutEnd, inverted, padRow, type Row, span } from '../draw/rows.ts';
import {
  evidenceOf,
  failedCount,
  isFailure,
  itemText,
  KIND_WORDS,
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
}

/** The checklist beside the card: its title and as many items as there is room for. */
export function glancePane(model: Model, columns: number): readonly Row[] {
  const checklist = checklistOf(model);
  const rows = geometryOf(model).glance - 1;
  const title = padRow([span(checklistTitle(model))], columns);
  const items = checklist.slice(0, rows).map((item, index) => {
    const more = index === rows - 1 && checklist.length > rows ? ` (${checklist.length - rows} more: 4)` : '';
    const box = item.kind === 'waived' ? '[-]' : item.ticked ? '[x]' : '[ ]';
    const start = `  ${box} ${KIND_WORDS[item.kind].padEnd(5)}`;
    const room = columns - start.length - more.length;
    const text = cutEnd(itemText(item), room, model.glyphs.ellipsis);
    return padRow([span(start), span(text, item.ticked ? 'dim' : 'plain'), span(more, 'dim')], columns);
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
  if (checklist.length === 0) return padRow([span(checklistTitle(model))], columns);
  const run = runOf(model);
  const progress = checklist.map((item, index) => progressOf(run, item, index));
  const waiting = checklist.filter((item, index) => waitsForPerson(item, progress[index])).length;
  const failed = run === undefined ? 0 : failedCount(run);
  const settled = settledCount(checklist);
  const width = columns >= 70 ? 24 : 12;
  const filled = Math.round((settled / checklist.length) * width);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
  return padRow(
    [
      span(`${bar} ${settled} of ${checklist.length} ticked`),
      span(waiting > 0 ? `  ${waiting} need you` : '', 'asks'),
      span(failed > 0 ? `  ${failed} failed` : '', 'failed'),
      span(isToClose(model, settled === checklist.length) ? '  x closes the card' : '', 'ready'),
    ],
    columns,
  );
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
    const room = columns - start.length - 2 - kind.length - columnsOf(mark.word) - 2;
    const text = cutEnd(itemText(item), room, model.glyphs.ellipsis);
    const row = between(
      [span(start), span(`${mark.glyph} `, mark.role), span(kind, 'dim'), span(text)],
      [span(mark.word, mark.role === 'plain' ? 'dim' : mark.role)],
      columns,
    );
    return selected && model.pane === 'checks' ? inverted(row) : row;
  });
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
    return { glyph: glyphs.failed, role: 'failed', word: outcomeWord(progress) };
  }
  if (progress?.result === 'passed')
    return { glyph: glyphs.passed, role: 'passed', word: outcomeWord(progress) };
  if (waitsForPerson(item, progress)) return { glyph: glyphs.asks, role: 'asks', word: 'needs you' };
  if (item.ticked) return tickedMark(model, evidenceOf(model, index));
  return { glyph: glyphs.blocked, role: 'plain', word: 'not run' };
}

/** Why an item is ticked: who judged it, and when, or that this says nothing any more. */
function tickedMark({ glyphs, now }: Model, evidence: Freshness | undefined): Mark {
  const glyph = glyphs.passed;
  if (evidence?.state === 'stale') return { glyph, role: 'asks', word: 'ticked, stale' };
  if (evidence?.state !== 'fresh') return { glyph, role: 'dim', word: 'ticked' };
  const { judgedBy, when } = evidence.receipt;
  const who = judgedBy === null || judgedBy === BY_EXIT_STATUS ? 'passed' : clean(judgedBy);
  return { glyph, role: 'dim', word: `${who} ${dayOrTime(when, now)}` };
}

function outcomeWord({ outcome, result }: ItemProgress): string {
  if (outcome === undefined) return result === 'killed' ? 'stopped' : result;
  const last = outcome.outcomes.at(-1);
  const said = resultWord(outcome.result);
  if (outcome.judgedBy !== null && (last === undefined || outcome.judgedBy !== BY_EXIT_STATUS)) {
    return `${said} by ${clean(outcome.judgedBy)}`;
  }
  if (last === undefined) return said;
  const took = outcome.outcomes.reduce((sum, each) => sum + each.durationMs, 0);
  const ended = (last.result === 'passed' || last.result === 'failed') && last.exitCode !== null;
  return `${duration(took)}  ${ended ? `exit ${last.exitCode}` : said}`;
}

function resultWord(result: ItemResult): string {
  switch (result) {
    case 'timed-out':
      return 'timed out';
    case 'killed':
      return 'stopped';
    case 'leaked':
      return 'left processes behind';
    case 'not-found':
      return 'command not found';
    case 'refused':
      return 'not approved';
    case 'changed':
      return 'card changed meanwhile';
    case 'needs-person':
      return 'needs you';
    case 'passed':
    case 'failed':
    case 'skipped':
      return result;
  }
}
