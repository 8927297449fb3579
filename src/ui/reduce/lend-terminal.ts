import { type ChecklistItem, scriptsOf } from '../../checklist/checklist.ts';
import { progressOf } from '../model/checks.ts';
import { checklistOf, runOf } from '../model/geometry.ts';
import type { Step } from '../model/happening.ts';
import { type Model, selectedCard } from '../model/model.ts';
import { problemsOf } from '../model/problem-list.ts';

/** Where the editor opens: at the selected problem, the selected check, or the top of the card. */
export function editedPlace(model: Model): { readonly path: string; readonly line: number } | undefined {
  if (model.view === 'problems') {
    const problem = problemsOf(model)[model.listCursor];
    return problem && { path: problem.path, line: problem.line };
  }
  const card = selectedCard(model);
  if (card === undefined) return undefined;
  const item = model.pane === 'checks' ? checklistOf(model)[model.itemCursor] : undefined;
  return { path: card.path, line: item?.line ?? 1 };
}

/** Why there is nothing to edit, in a sentence; undefined when there is. */
export function whyNotEdit(model: Model): string | undefined {
  if (editedPlace(model) !== undefined) return undefined;
  return model.view === 'problems' ? 'There is no problem to go to.' : 'There is no card to edit here.';
}

/** The check that would get the terminal: the selected one, else the first whose author asks for it. */
function terminalItem(model: Model): ChecklistItem | undefined {
  const checklist = checklistOf(model);
  if (model.pane === 'checks') return checklist[model.itemCursor];
  return checklist.find((item) => item.check?.terminal === true && !item.ticked);
}

/** Why no check can get the terminal now, in a sentence; undefined when one can. */
export function whyNotTerminal(model: Model): string | undefined {
  const item = terminalItem(model);
  if (item === undefined) return 'Select a check first (4): no check of this card asks for the terminal.';
  switch (item.kind) {
    case 'manual':
      return 'There is nothing to run: a person decides this check.';
    case 'template':
      return 'A placeholder is left to fill in: edit the card first (o).';
    case 'waived':
      return 'The author took this check back.';
    case 'automatic':
    case 'assisted':
      break;
  }
  if (scriptsOf(item).length === 0) return 'There is nothing to run: the check has no command.';
  if (model.running === undefined) return undefined;
  if (model.running !== selectedCard(model)?.path) return 'Another card is being verified; s stops it.';
  const progress = progressOf(runOf(model), item, checklistOf(model).indexOf(item));
  const isHeld = progress?.result === 'running' || progress?.result === 'asking';
  return isHeld ? undefined : 'Another check of this card is running; s stops it.';
}

/** Runs the check with the whole terminal for its own. */
export function runAtTerminal(model: Model): Step {
  const card = selectedCard(model);
  const item = terminalItem(model);
  if (card === undefined || item === undefined) return [model, []];
  const itemCursor = checklistOf(model).indexOf(item);
  return [
    { ...model, pane: 'checks', itemCursor },
    [{ kind: 'prepare', card, part: { items: [item], where: 'terminal', makesWay: true } }],
  ];
}
