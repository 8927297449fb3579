import type { Card } from '../../cards/card.ts';
import { counted } from '../../counted.ts';
import type { GitPlace } from '../../git/git-place.ts';
import type { Glyphs } from '../draw/glyphs.ts';
import {
  between,
  clean,
  columnsOf,
  cutEnd,
  cutMiddle,
  padRow,
  type Row,
  type Span,
  span,
  wrap,
} from '../draw/rows.ts';
import { stepsOf } from '../history/chain-steps.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { footerKeys } from '../keys/keymap.ts';
import { passedCount, settledCount } from '../model/checks.ts';
import { checklistOf, layoutFor } from '../model/geometry.ts';
import { chainOf } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import { problemsOf } from '../model/problem-list.ts';
import { branchStrip } from './branch-strip.ts';
import { filterTrouble, searchFoot } from './pane-filter.ts';
import { goalName } from './words.ts';

/** The first row: what is shown, and how far it is. */
export function headRow(model: Model): Row {
  const { columns } = model.size;
  const right = [span(headFigures(model))];
  const name = headName(model);
  const room = columns - 8 - (right[0]?.text.length ?? 0) - 2;
  return between(
    [span('mikado', 'strong'), span(`  ${cutMiddle(clean(name), room, model.glyphs.ellipsis)}`)],
    right,
    columns,
  );
}

function headName({ view, goal }: Model): string {
  switch (view) {
    case 'main':
    case 'help':
      return goal?.stem ?? 'no open chain';
    case 'chains':
      return 'all chains';
    case 'problems':
      return 'problems';
    case 'history':
      return `history of ${goal?.stem ?? 'the cards'}`;
    case 'what-if':
      return `what if: ${goal?.stem ?? ''}`;
  }
}

function headFigures(model: Model): string {
  const { plan, goal, view } = model;
  if (view === 'problems') return problemFigures(model);
  if (view === 'help') return 'Help';
  if (view === 'history') return historyFigure(model);
  if (view === 'what-if') return 'nothing is saved';
  if (view === 'chains') {
    const open = plan.chains.filter((chain) => !chain.finished).length;
    return `${open} open  ${counted(plan.documents.length, 'document')}`;
  }
  const chain = goal === undefined ? undefined : chainOf(plan, goal);
  if (chain === undefined) return counted(plan.documents.length, 'document');
  const running = runningFigure(model);
  const narrow = layoutFor(model.size) === 'narrow';
  const done = narrow ? `${chain.done}/${chain.total}` : `${chain.done} of ${chain.total} done`;
  const checks = narrow ? undefined : chainChecks(model);
  const parts = [
    done,
    running ?? `${chain.ready.length} ready`,
    ...(running === undefined && checks !== undefined ? [checks] : []),
  ];
  return parts.join(narrow ? ' ' : '  ');
}

function problemFigures(model: Model): string {
  const severities = problemsOf(model).map(({ severity }) => severity);
  const figures = (['error', 'warning', 'hint'] as const).map(
    (severity) => [severity, severities.filter((each) => each === severity).length] as const,
  );
  return figures
    .filter(([severity, number]) => number > 0 || severity !== 'hint')
    .map(([severity, number]) => counted(number, severity))
    .join('  ');
}

function historyFigure({ history, goal }: Model): string {
  if (history === undefined) return 'no history';
  if (history === 'reading') return 'reading';
  const { length } = stepsOf(history.timeline, goal);
  return `${Math.min(history.at + 1, length)} of ${length}`;
}

function runningFigure(model: Model): string | undefined {
  if (model.running === undefined) return undefined;
  const run = model.runs.get(model.running);
  const text = model.texts.get(model.running)?.text;
  if (run === undefined || text === undefined || 'failed' in text) return 'verifying';
  const results = [...run.items.values()].map(({ result }) => result);
  const asks = results.includes('asking') && !results.includes('running');
  const passed = `${passedCount(text.checklist, run)}/${text.checklist.length}`;
  return `${asks ? 'needs you' : 'verifying'} ${passed}`;
}

/** Ticked checks of the whole chain, once all of its cards were read. */
function chainChecks({ plan, goal, texts }: Model): string | undefined {
  if (goal === undefined || texts.size === 0) return undefined;
  if ((chainOf(plan, goal)?.total ?? 0) > WHOLE_CHAIN) return undefined;
  let settled = 0;
  let total = 0;
  for (const { path } of plan.graph.chainOf(goal)) {
    const text = texts.get(path)?.text;
    if (text === undefined || 'failed' in text) return undefined;
    settled += settledCount(text.checklist);
    total += text.checklist.length;
  }
  return total === 0 ? undefined : `checks ${settled}/${total}`;
}

/** Cards of a chain up to which all of them are read, for the figure in the head. */
export const WHOLE_CHAIN = 50;

/** The second row: where the repository stands, and whether the chain was started. */
export function gitRow(model: Model): Row {
  const { git, size } = model;
  if (git === undefined) return padRow([span('not in a git repository', 'dim')], size.columns);
  if (git === 'unread') return padRow([], size.columns);
  const problems = problemsFigure(model);
  const room = size.columns - (problems === '' ? 0 : columnsOf(problems) + 1);
  const left = stripRow(model, git, room) ?? [span(placeRow(model, git, room), 'dim')];
  return between(left, [span(problems, 'problem')], size.columns);
}

/** Where the repository stands, in fewer and fewer words. */
function placesOf({ branch, commit, dirty }: GitPlace): readonly string[] {
  const name = clean(branch ?? 'detached HEAD');
  const at = commit === undefined ? 'no commit yet' : `@ ${commit.slice(0, 7)}`;
  const plus = dirty ? ' +' : '';
  return [`git ${name} ${at}${plus}`, `git ${name}${plus}`, `git ${at}${plus}`, `git${plus}`];
}

/** The commits of the chain's branch behind as much of the place as leaves room for all of them. */
function stripRow(model: Model, git: GitPlace, room: number): Row | undefined {
  const drawn = placesOf(git).map((place) => ({
    place,
    strip: branchStrip(model, room - columnsOf(place) - 2),
  }));
  const { place, strip } = drawn.find((each) => each.strip?.isWhole) ?? drawn.at(-1) ?? {};
  return strip && [span(`${place}  `, 'dim'), ...strip.row];
}

/** The place and where the chain stands; the name of a branch is cut in its middle, so that the commit stays. */
function placeRow({ goal, glyphs }: Model, git: GitPlace, room: number): string {
  const { branch, commit, dirty } = git;
  const behind = ` ${commit === undefined ? 'no commit yet' : `@ ${commit.slice(0, 7)}`}${dirty ? ' +' : ''}`;
  const name = cutMiddle(clean(branch ?? 'detached HEAD'), room - 4 - behind.length, glyphs.ellipsis);
  const place = `git ${name}${behind}`;
  const left = room - columnsOf(place) - 2;
  const words = goal === undefined ? [] : chainWords(goal, { current: branch, room: left, glyphs });
  const said = words.find((each) => columnsOf(each) <= left);
  return said === undefined ? place : `${place}  ${said}`;
}

/** As many as the list of problems has, as far as they were looked for; hints are none. */
function problemsFigure({ plan, findings, view, glyphs }: Model): string {
  const { length } = findings?.plan === plan ? findings.diagnostics : plan.diagnostics;
  return length === 0 || view === 'problems' ? '' : `${glyphs.problem} ${counted(length, 'problem')}`;
}

/** Where a chain stands while its commits are not shown, in fewer and fewer words. */
function chainWords(
  goal: Card,
  at: { readonly current: string | undefined; readonly room: number; readonly glyphs: Glyphs },
): readonly string[] {
  const branch = goal.branch?.value;
  if (branch === undefined) {
    const known = 'not started: no branch';
    const next = `   next: git switch -c mikado/${clean(goal.stem)}`;
    return [known + next, `${known}   next: create it`, known, 'not started'];
  }
  if (branch === at.current) return ['on the branch of this chain', 'on its branch'];
  const words = 'its branch is ';
  const name = cutMiddle(clean(branch), Math.max(10, at.room - words.length), at.glyphs.ellipsis);
  return [words + clean(branch), `chain on ${clean(branch)}`, words + name, 'on another branch'];
}

/** What a close brought about, line by line, for the layout that has no room for it in a rule. */
export function momentLines(model: Model): readonly Row[] {
  const { moment, glyphs, size } = model;
  if (moment === undefined) return [];
  const ready = moment.ready.map((card) => `${glyphs.ready} Newly ready: ${goalName(model.plan, card)}`);
  const next = moment.finished
    ? ['The chain is finished.']
    : ready.length > 0
      ? [...ready, ...checksToGo(model)]
      : ['Nothing is ready by it alone.'];
  return [`${glyphs.done} Closed ${clean(moment.closed.stem)}`, ...next].flatMap((line, index) =>
    wrap(line, size.columns, '  ').map((each) =>
      padRow([span(each, index === 0 ? 'passed' : 'ready')], size.columns),
    ),
  );
}

/** How many checks the selected card is from its own close, which is the best of those that became ready. */
function checksToGo(model: Model): readonly string[] {
  const checklist = checklistOf(model);
  const open = checklist.length - settledCount(checklist);
  const isNew = model.moment?.ready.some(({ path }) => path === model.cursor.path) === true;
  return isNew && open > 0 ? [`  ${counted(open, 'check')} to go: r verifies it.`] : [];
}

/** The rule below the head; after a close it says what that brought about. */
export function ruleRow(model: Model, tee: number | undefined): Row {
  const { columns } = model.size;
  const { across, tee: crossing } = model.glyphs.rule;
  const { moment } = model;
  if (moment === undefined || layoutFor(model.size) === 'narrow') {
    const line = across.repeat(columns);
    const at = tee === undefined ? line : line.slice(0, tee) + crossing + line.slice(tee + 1);
    return [span(at, 'dim')];
  }
  const words: Span[] = [
    span(`${across} `, 'dim'),
    span(`${model.glyphs.done} closed ${clean(moment.closed.stem)}`, 'passed'),
  ];
  const ready = moment.ready.map((card) => goalName(model.plan, card));
  if (moment.finished) words.push(span(` ${across} `, 'dim'), span('the chain is finished', 'passed'));
  else if (ready.length > 0) {
    words.push(
      span(` ${across} `, 'dim'),
      span(`${model.glyphs.ready} newly ready: ${ready.join(', ')}`, 'ready'),
    );
  }
  return padRow([...words, span(` ${across.repeat(columns)}`, 'dim')], columns);
}

/** The last row: the keys that can act now, best first; help and quit never drop out. */
export function footRow(model: Model): Row {
  const { columns } = model.size;
  if (model.search.typing) return searchFoot(model);
  if (model.typing) return filterFoot(columns);
  const narrow = layoutFor(model.size) === 'narrow';
  const right = narrow ? '? help' : '? help  q quit';
  let left = '';
  for (const binding of footerKeys(model)) {
    const hint = hintFor(model, binding);
    const next = left === '' ? hint : `${left}  ${hint}`;
    if (next.length <= columns - right.length - 2) left = next;
  }
  return between([span(left)], [span(right)], columns);
}

function filterFoot(columns: number): Row {
  const hints = ['type to narrow', 'Up/Down move', 'Enter keep', 'Esc clear'];
  const line = columns < 70 ? hints.slice(1) : hints;
  return between([span(line.join('  '))], [span(columns < 70 ? '' : 'Ctrl-C quit')], columns);
}

function hintFor(model: Model, { action, shown, name }: KeyBinding): string {
  if (action === 'down' && model.view === 'history') return 'j/k step';
  if (action === 'down') return model.view === 'help' ? 'Up/Down scroll' : `j/k ${name}`;
  if (action === 'search' && model.view === 'help') return 'type to search';
  if (action === 'fix' && model.view === 'main') return `${shown} take hint`;
  if (action === 'open' && model.view === 'chains') return `${shown} open`;
  if (action === 'open' && model.view === 'problems') return `${shown} go there`;
  return `${shown} ${name}`;
}

/**
 * The lines above the footer that say why something did not happen, or what did: whole, since the way back stands at
 * the end, unless they would take more than half of the screen.
 */
export function noticeRows(model: Model): readonly Row[] {
  const { columns, rows } = model.size;
  const said = model.notice ?? filterTrouble(model);
  if (said === undefined) return [];
  const lines = said.split('\n').flatMap((each) => wrap(clean(each), columns));
  const last = Math.floor(rows / 2) - 1;
  const shown = [...lines.slice(0, last), lines.slice(last).join(' ')].filter((line) => line !== '');
  return shown.map((line) => padRow([span(cutEnd(line, columns, model.glyphs.ellipsis), 'asks')], columns));
}
