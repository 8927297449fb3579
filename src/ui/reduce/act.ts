import { toggleHistory, travelBy } from '../history/travel.ts';
import type { Action } from '../keys/key-binding.ts';
import { chainList, sortChains } from '../model/chain-list.ts';
import { progressOf, waitingItems, whyNotAnswerable } from '../model/checks.ts';
import { nextMatch, shownTree } from '../model/filter.ts';
import { checklistOf, geometryOf, runOf } from '../model/geometry.ts';
import type { Step } from '../model/happening.ts';
import { type Model, type Pane, selectedCard } from '../model/model.ts';
import { verifyFailed } from '../model/part.ts';
import { selectedProblem } from '../model/problem-list.ts';
import { beginSearch, NO_SEARCH, nextFound, searchedPlace } from '../model/search.ts';
import { markReady, toggleMark, toggleWhatIf } from '../model/what-if.ts';
import { AS_TREE, nextShape } from '../shapes/shape.ts';
import { openJudge } from './follow-run.ts';
import { editedPlace, runAtTerminal } from './lend-terminal.ts';
import { moveBy, moveTo } from './move.ts';
import { askForGoal, askToCopy, askToPush, askToQuit, openActions } from './open-question.ts';
import { openNext, openSelected } from './open-selected.ts';
import { readLog } from './read-log.ts';
import { beginFilter } from './type-filter.ts';

const PANES: readonly Pane[] = ['tree', 'ready', 'card', 'checks', 'log', 'why'];

/** Columns by which `<` and `>` move the rule. */
const WIDER = 4;

/** Does what a key of a view asks for. */
export function act(model: Model, action: Action): Step {
  const page = Math.max(1, Math.floor(geometryOf(model).body / 2));
  switch (action) {
    case 'down':
      return [moveBy(model, 1), []];
    case 'up':
      return [moveBy(model, -1), []];
    case 'page-down':
      return [moveBy(model, page), []];
    case 'page-up':
      return [moveBy(model, -page), []];
    case 'first':
      return [moveTo(model, 'first'), []];
    case 'last':
      return [moveTo(model, 'last'), []];
    case 'fold':
      return [fold(model), []];
    case 'unfold':
      return [unfold(model), []];
    case 'open':
      return openSelected(model);
    case 'back':
      return [back(model), []];
    case 'next-pane':
      return [{ ...model, pane: paneBeside(model.pane, 1) }, []];
    case 'previous-pane':
      return [{ ...model, pane: paneBeside(model.pane, -1) }, []];
    case 'pane-1':
      return [{ ...model, pane: 'tree' }, []];
    case 'pane-2':
      return [{ ...model, pane: 'ready' }, []];
    case 'pane-3':
      return [{ ...model, pane: 'card' }, []];
    case 'pane-4':
      return [{ ...model, pane: 'checks' }, []];
    case 'pane-5':
      return [{ ...model, pane: 'log' }, []];
    case 'pane-6':
      return [{ ...model, pane: 'why' }, []];
    case 'shape':
      return [nextShape(model), []];
    case 'zoom':
      return [{ ...model, zoomed: !model.zoomed }, []];
    case 'wider':
      return [{ ...model, wider: model.wider + WIDER }, []];
    case 'narrower':
      return [{ ...model, wider: model.wider - WIDER }, []];
    case 'follow':
      return [{ ...model, logBack: 0 }, []];
    case 'actions':
      return [openActions(model), []];
    case 'sort':
      return [sortChains(model), []];
    case 'search':
      return [model.view === 'help' ? openActions({ ...model, view: model.under }) : beginSearch(model), []];
    case 'copy':
      return [askToCopy(model), []];
    case 'verify':
      return verify(model);
    case 'verify-failed':
      return verifyFailed(model);
    case 'stop':
      return stop(model);
    case 'read-log':
      return readLog(model);
    case 'undo':
      return [model, [{ kind: 'undo' }]];
    case 'push':
      return askToPush(model);
    case 'new-goal':
      return [askForGoal(model), []];
    case 'terminal':
      return runAtTerminal(model);
    case 'edit': {
      const at = editedPlace(model);
      return [model, at === undefined ? [] : [{ kind: 'edit', ...at }]];
    }
    case 'fix': {
      const problem = selectedProblem(model);
      return [model, problem === undefined ? [] : [{ kind: 'preview-fix', problem }]];
    }
    case 'answer':
      return [answer(model), []];
    case 'close': {
      const card = selectedCard(model);
      return [model, card === undefined ? [] : [{ kind: 'preview', card, mode: 'checked' }]];
    }
    case 'close!': {
      const card = selectedCard(model);
      return [model, card === undefined ? [] : [{ kind: 'preview', card, mode: 'forced' }]];
    }
    case 'filter':
      return [model.pane === 'log' ? beginSearch(model) : beginFilter(model), []];
    case 'next-match':
      return [searchedPlace(model) === undefined ? nextMatch(model, 1) : nextFound(model, 1), []];
    case 'previous-match':
      return [searchedPlace(model) === undefined ? nextMatch(model, -1) : nextFound(model, -1), []];
    case 'what-if':
      return [toggleWhatIf(model), []];
    case 'history':
      return toggleHistory(model);
    case 'step-back':
      return [travelBy(model, -1), []];
    case 'step-on':
      return [travelBy(model, 1), []];
    case 'mark':
      return [toggleMark(model), []];
    case 'mark-ready':
      return [markReady(model), []];
    case 'chains':
      return [toggle(model, 'chains'), []];
    case 'problems': {
      const next = toggle(model, 'problems');
      return [
        next,
        next.view === 'problems' && next.findings?.plan !== next.plan ? [{ kind: 'read-problems' }] : [],
      ];
    }
    case 'help':
      return [toggle(model, 'help'), []];
    case 'quit':
      return model.running === undefined ? [model, [{ kind: 'quit', status: 0 }]] : [askToQuit(model), []];
    case 'interrupt':
      return model.running === undefined ? [model, [{ kind: 'quit', status: 130 }]] : stop(model);
    case 'suspend':
      return [model, [{ kind: 'suspend' }]];
    case 'redraw':
      return [model, [{ kind: 'redraw' }]];
    case 'yes':
    case 'yes-commit':
    case 'no':
    case 'later':
    case 'run-again':
    case 'edit-note':
    case 'end-note':
    case 'copy-stem':
    case 'copy-path':
    case 'copy-command':
    case 'copy-log':
    case 'copy-offered':
    case 'keep':
    case 'clear':
      return [model, []];
  }
}

function stop(model: Model): Step {
  const run = model.runs.get(model.running ?? '');
  if (run === undefined) return [model, []];
  const runs = new Map(model.runs).set(run.card.path, { ...run, stopped: true });
  return [{ ...model, runs, notice: 'Stopping the check.' }, [{ kind: 'stop' }]];
}

function paneBeside(pane: Pane, step: 1 | -1): Pane {
  const index = PANES.indexOf(pane) + step;
  return PANES[(index + PANES.length) % PANES.length] ?? pane;
}

function toggle(model: Model, view: 'chains' | 'problems' | 'help'): Model {
  const chain = chainList(model).findIndex((each) => each.goal === model.goal);
  return {
    ...model,
    view: model.view === view ? (view === 'help' ? model.under : 'main') : view,
    under: model.view === 'help' ? model.under : model.view,
    listCursor: view === 'chains' ? Math.max(0, chain) : 0,
    tops: { ...model.tops, list: 0, help: 0 },
  };
}

function back(model: Model): Model {
  if (model.view === 'help') return { ...model, view: model.under };
  if (searchedPlace(model) !== undefined && model.search.text !== '') return { ...model, search: NO_SEARCH };
  if (model.view !== 'main') return { ...model, view: 'main' };
  if (model.pane === 'tree' && model.filter !== '') return { ...model, filter: '' };
  if (model.zoomed) return { ...model, zoomed: false };
  return model.pane === 'tree' ? { ...model, shape: AS_TREE } : { ...model, pane: 'tree' };
}

function answer(model: Model): Model {
  if (model.pane !== 'checks') return openNext(model);
  const item = checklistOf(model)[model.itemCursor];
  if (item === undefined) return model;
  const reason = whyNotAnswerable(item, progressOf(runOf(model), item, model.itemCursor));
  if (reason === undefined) return openJudge(model, model.itemCursor);
  return waitingItems(model).length > 0 ? openJudge(model) : { ...model, notice: reason };
}

/** Where there is nothing to run, verifying means answering. */
function verify(model: Model): Step {
  const card = selectedCard(model);
  if (card === undefined) return [model, []];
  const here: Model = { ...model, pane: 'checks' };
  const runs = checklistOf(model).some((item) => item.kind === 'automatic' || item.kind === 'assisted');
  if (!runs) return [openNext(here), []];
  return [{ ...here, notice: experimentNotice(model) }, [{ kind: 'prepare', card }]];
}

function experimentNotice(model: Model): string | undefined {
  const card = selectedCard(model);
  if (card === undefined || model.plan.stateOf(card).kind !== 'blocked') return undefined;
  return 'The card is blocked: its checks run as an experiment, and closing it stays refused.';
}

function fold(model: Model): Model {
  if (model.goal === undefined || model.pane !== 'tree') return model;
  const tree = shownTree(model);
  const row = tree.rows[tree.indexByKey.get(model.cursor.key) ?? -1];
  if (row === undefined) return model;
  if (model.shape.kind === 'tree' && row.foldable && !row.folded && row.card !== undefined) {
    return { ...model, folded: new Set(model.folded).add(row.card.path) };
  }
  const above = row.parent === undefined ? undefined : tree.rows[tree.indexByPath.get(row.parent.path) ?? -1];
  return above === undefined
    ? model
    : { ...model, cursor: { key: above.key, path: above.card?.path, stem: above.stem } };
}

function unfold(model: Model): Model {
  if (model.pane !== 'tree' || model.shape.kind !== 'tree' || model.cursor.path === undefined) return model;
  const folded = new Set(model.folded);
  return folded.delete(model.cursor.path) ? { ...model, folded } : model;
}
