import { clean } from '../draw/rows.ts';
import { chainList } from './chain-list.ts';
import { logRows, runOf } from './geometry.ts';
import { rowsBelow, rowsInSight } from './log-view.ts';
import type { Model } from './model.ts';
import { problemsOf } from './problem-list.ts';
import { logLines } from './run-log.ts';

/** What is searched for in a log or in a list that no filter narrows. */
export interface Search {
  /** As it was typed; nothing is searched for while it is empty. */
  readonly text: string;
  /** True while it is being typed: then it takes all keys. */
  readonly typing: boolean;
  /** The line of the log that was found last, counted from the first that was printed. */
  readonly line: number | undefined;
}

/** Nothing is searched for. */
export const NO_SEARCH: Search = { text: '', typing: false, line: undefined };

/** What `/` searches where the screen is now; undefined where it does something else. */
export function searchedPlace({ view, pane }: Model): 'log' | 'chains' | 'problems' | undefined {
  if (view === 'chains' || view === 'problems') return view;
  return view === 'main' && pane === 'log' ? 'log' : undefined;
}

/** Tells whether a line has what is searched for; letters' case does not count. */
export function isFound({ search }: Model, line: string): boolean {
  return search.text !== '' && line.toLowerCase().includes(search.text.toLowerCase());
}

/** The position in the log of the line that was found last; undefined where it is another log by now. */
export function foundLine(model: Model): number | undefined {
  const { line } = model.search;
  const run = runOf(model);
  if (line === undefined || run === undefined) return undefined;
  const at = line - run.log.dropped;
  return isFound(model, logLines(run.log)[at] ?? '') ? at : undefined;
}

/** Begins to type what is searched for, anew. */
export function beginSearch(model: Model): Model {
  return { ...model, search: { ...NO_SEARCH, typing: true } };
}

/** Searches for another text, from what is selected or in sight on. */
export function searchFor(model: Model, text: string): Model {
  const next: Model = { ...model, search: { ...model.search, text } };
  const found = matchesOf(next);
  const here = startOf(model);
  const first = found.find((index) => index >= here) ?? found[0];
  return first === undefined ? { ...next, search: { ...next.search, line: undefined } } : show(next, first);
}

/** Goes to the next match, down for 1 and up for -1, and on from the other end. */
export function nextFound(model: Model, step: 1 | -1): Model {
  const found = matchesOf(model);
  const here = searchedPlace(model) === 'log' ? foundLine(model) : model.listCursor;
  const from = here ?? (step === 1 ? -1 : Number.POSITIVE_INFINITY);
  const index =
    step === 1
      ? (found.find((each) => each > from) ?? found[0])
      : (found.findLast((each) => each < from) ?? found.at(-1));
  return index === undefined ? model : show(model, index);
}

/** Which of the matches is shown, for the line that is typed in. */
export function foundCount(model: Model): { readonly at: number; readonly of: number } {
  const found = matchesOf(model);
  const here = searchedPlace(model) === 'log' ? foundLine(model) : model.listCursor;
  return { at: here === undefined ? 0 : found.indexOf(here) + 1, of: found.length };
}

/** Why there is no next match here, in a sentence; undefined when there is one. */
export function whyNotFound(model: Model): string | undefined {
  if (model.search.text === '') return 'Nothing is searched for: / begins.';
  return matchesOf(model).length === 0 ? `Nothing here has ${clean(model.search.text)}.` : undefined;
}

function matchesOf(model: Model): readonly number[] {
  return linesOf(model).flatMap((line, index) => (isFound(model, line) ? [index] : []));
}

function linesOf(model: Model): readonly string[] {
  switch (searchedPlace(model)) {
    case 'log': {
      const run = runOf(model);
      return run === undefined ? [] : logLines(run.log);
    }
    case 'chains':
      return chainList(model).map(({ goal, branch }) => `${goal.stem}\n${goal.title}\n${branch ?? ''}`);
    case 'problems':
      return problemsOf(model).map(({ path, code, message, help }) => [path, code, message, help].join('\n'));
    case undefined:
      return [];
  }
}

/** Where a search begins: at the line that was found, else the first in sight, or the selected row. */
function startOf(model: Model): number {
  if (searchedPlace(model) !== 'log') return model.listCursor;
  return foundLine(model) ?? rowsInSight(model)[0]?.line ?? 0;
}

/** A line of the log is shown in the middle, where there is enough around it. */
function show(model: Model, index: number): Model {
  if (searchedPlace(model) !== 'log') return { ...model, listCursor: index };
  const below = rowsBelow(model, index);
  const line = index + (runOf(model)?.log.dropped ?? 0);
  const logBack = Math.max(0, below - Math.floor(logRows(model) / 2));
  return { ...model, logBack, search: { ...model.search, line } };
}
