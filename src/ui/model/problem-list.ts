import type { Diagnostic, Severity } from '../../diagnostic.ts';
import { hintSentence, type OrderHint } from '../../order-hints.ts';
import { type Fixable, mendingOf } from '../../workbench/fixable.ts';
import { type Model, selectedCard } from './model.ts';
import { chainHints } from './order-hint.ts';

/** Something that is wrong with the cards, or a hint that something may be. */
export interface Problem extends Omit<Diagnostic, 'code' | 'severity'> {
  readonly code: Fixable['code'];
  readonly severity: Severity | 'hint';
}

const known = new WeakMap<
  Model['texts'],
  { readonly of: readonly Diagnostic[]; readonly goal: Model['goal']; readonly problems: readonly Problem[] }
>();

/** All that is wrong: what was found in the plan, or once they were read in the texts as well, and then the hints. */
export function problemsOf(model: Model): readonly Problem[] {
  const { plan, goal, texts, findings } = model;
  const of = findings?.plan === plan ? findings.diagnostics : plan.diagnostics;
  const last = known.get(texts);
  if (last?.of === of && last.goal === goal) return last.problems;
  const hints = chainHints(model).map(hintProblem);
  const isSaid = (hint: Problem): boolean => of.some((each) => isSamePlace(each, hint));
  const problems = [...of, ...hints.filter((hint) => !isSaid(hint))];
  known.set(texts, { of, goal, problems });
  return problems;
}

/** The problem that is selected in the list of them, or in the main view the hint about the selected card. */
export function selectedProblem(model: Model): Problem | undefined {
  if (model.view === 'problems') return problemsOf(model)[model.listCursor];
  const card = selectedCard(model);
  const hint = card && chainHints(model).find(({ first, then }) => first === card || then === card);
  return hint && hintProblem(hint);
}

/** The list after it was read again, with the same problem selected. */
export function keepProblem(before: Model, after: Model): Model {
  const problem = before.view === 'problems' ? problemsOf(before)[before.listCursor] : undefined;
  if (problem === undefined) return after;
  const index = problemsOf(after).findIndex(
    (each) => each.code === problem.code && isSamePlace(each, problem),
  );
  return index < 0 ? after : { ...after, listCursor: index };
}

/** Why there is nothing to mend with a key, in a sentence; undefined when there is. */
export function whyNotFix(model: Model): string | undefined {
  const problem = selectedProblem(model);
  if (problem === undefined)
    return model.view === 'problems'
      ? 'There is no problem to mend.'
      : 'The text of this card hints at no other order; d lists the problems.';
  return isFixable(model, problem) ? undefined : 'This leaves a choice: o opens the editor there.';
}

const fixable = new WeakMap<Problem, boolean>();

/** Tells whether there is but one way to mend a problem. */
export function isFixable({ plan }: Model, problem: Problem): boolean {
  const before = fixable.get(problem);
  if (before !== undefined) return before;
  const is = mendingOf(plan, problem) !== undefined;
  fixable.set(problem, is);
  return is;
}

function hintProblem(hint: OrderHint): Problem {
  const { line, column, endColumn } = hint.link.written;
  return {
    code: 'order-hint',
    severity: 'hint',
    message: `${hintSentence(hint, hint.first)}.`.replace(/ it /, ` ${hint.first.stem} `),
    path: hint.then.path,
    line,
    column,
    endColumn,
    related: [],
    help: 'A hint changes nothing of what is ready. Where it is meant, add it to `requires`.',
  };
}

function isSamePlace(one: Pick<Problem, 'path' | 'line' | 'column'>, other: Problem): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}
