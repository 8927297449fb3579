import { dirname } from 'node:path';
import {
  between,
  clean,
  columnsOf,
  cutEnd,
  cutMiddle,
  inverted,
  padRow,
  type Row,
  span,
  wrap,
} from '../draw/rows.ts';
import { evidenceOf, itemText } from '../model/checks.ts';
import { checklistOf, geometryOf, logRows, runOf } from '../model/geometry.ts';
import { rowsInSight } from '../model/log-view.ts';
import type { Model, Run } from '../model/model.ts';
import { logLines } from '../model/run-log.ts';
import { foundLine, isFound } from '../model/search.ts';
import { clock, dayOrTime, shownPath } from './words.ts';

/** Below the items: what the commands printed, or, before any ran, the selected item in full. */
export function logPane(model: Model, columns: number): readonly Row[] {
  const run = runOf(model);
  if (run === undefined && model.pane === 'log')
    return [padRow([span('  Nothing of this card has run yet: r verifies it.', 'dim')], columns)];
  if (run === undefined || (run.log.lines.length === 0 && run.log.open === ''))
    return itemPane(model, columns);
  return [titleRow(model, run, columns), ...textRows(model, run, columns), ...placeRows(model, run, columns)];
}

/** What runs and for how long, and where in the log its lines are. */
function titleRow(model: Model, run: Run, columns: number): Row {
  const [index, current] = [...run.items].find(([, { result }]) => result === 'running') ?? [];
  const last = logLines(run.log).length - 1;
  const at = rowsInSight(model).at(-1)?.line ?? last;
  const below = at === last ? '' : `  ${last - at} below`;
  const where = run.ended || model.logBack > 0 ? `line ${at + 1 + run.log.dropped}${below}` : 'follow on';
  const room = columns - where.length - 2;
  if (current === undefined || index === undefined || current.command === null)
    return between(
      [span(`Output  ${run.ended ? 'ended' : 'waiting'}`, 'strong')],
      [span(where, 'dim')],
      columns,
    );
  const running = `  running ${clock(model.now - current.startedAt)}`;
  const before = columns < 60 ? undefined : lastTime(model, index);
  const time = before === undefined ? running : `${running} (last time ${clock(before)})`;
  const [command = ''] = current.command.split('\n');
  const shown = cutEnd(`${index + 1} ${clean(command)}`, room - time.length, model.glyphs.ellipsis);
  return between([span(shown, 'strong'), span(time, 'running')], [span(where, 'dim')], columns);
}

/** How long the commands of an item took when they ran last, in milliseconds; undefined where no receipt tells. */
function lastTime(model: Model, index: number): number | undefined {
  const evidence = evidenceOf(model, index);
  if (evidence === undefined || evidence.state === 'missing' || evidence.receipt.runs.length === 0)
    return undefined;
  return evidence.receipt.runs.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function textRows(model: Model, run: Run, columns: number): readonly Row[] {
  const lines = logLines(run.log);
  const found = foundLine(model);
  const drawn = rowsInSight(model).map(({ text, parts, line }) => {
    const isMatch = model.pane === 'log' && isFound(model, lines[line] ?? '');
    const styled = parts.map((part) => ({ ...span(part.text), style: part.style }));
    const row = padRow(isMatch ? [span(text, 'strong')] : styled, columns);
    return isMatch && line === found ? inverted(row) : row;
  });
  return Array.from({ length: logRows(model) }, (_, index) => drawn[index] ?? padRow([], columns));
}

/** Where all of the log lies, at the end of the pane where there is room for it. */
function placeRows(model: Model, run: Run, columns: number): readonly Row[] {
  if (run.logFile === undefined || logRows(model) === geometryOf(model).log - 1) return [];
  const path = shownPath(model.plan.place, run.logFile);
  const help = '  L reads it whole';
  // A path that is cut is no use to anybody: then its folder is named.
  const shown = columnsOf(path) + help.length <= columns ? path : `in ${dirname(path)}`;
  const cut = cutMiddle(clean(shown), columns - help.length, model.glyphs.ellipsis);
  return [padRow([span(cut + help, 'dim')], columns)];
}

/** What evidence there is for the selected item. */
function evidenceLines(model: Model): readonly string[] {
  const evidence = evidenceOf(model, model.itemCursor);
  if (evidence === undefined || evidence.state === 'missing') return [];
  const { result, judgedBy, when, commit, note } = evidence.receipt;
  const by = judgedBy === null ? '' : ` by ${clean(judgedBy)}`;
  const at = commit === null ? '' : ` at ${commit.slice(0, 7)}`;
  const said = note === null ? '' : `: ${clean(note)}`;
  const stale = evidence.state === 'stale' ? `, stale, since ${clean(evidence.reason)}` : '';
  return ['', `Last ${result}${by} ${dayOrTime(when, model.now)}${at}${said}${stale}`];
}

function itemPane(model: Model, columns: number): readonly Row[] {
  const item = checklistOf(model)[model.itemCursor];
  if (item === undefined) return [];
  const commands = item.commands.flatMap((command) => command.split('\n').map((line) => `$ ${clean(line)}`));
  const text = [
    itemText(item),
    '',
    `${item.kind}: ${clean(item.why)}`,
    ...(item.expectation === null ? [] : [`expected: ${clean(item.expectation)}`]),
    ...commands,
    ...evidenceLines(model),
  ];
  return text
    .flatMap((line) => wrap(line, columns, '  '))
    .slice(0, geometryOf(model).log)
    .map((line) => padRow([span(line)], columns));
}
