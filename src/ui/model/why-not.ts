import { shellWord } from '../../shell-word.ts';
import { clean } from '../draw/rows.ts';
import { settledCount, waitingItems } from './checks.ts';
import { checklistOf, runOf } from './geometry.ts';
import { findCard } from './look-up.ts';
import { type Model, selectedCard } from './model.ts';
import { goalOver } from './opening.ts';
import { problemsOf } from './problem-list.ts';

/** Why there is no card to work on, in a sentence. */
function whyNoCard({ goal }: Model): string {
  return goal === undefined ? 'No chain is open.' : 'Select a card first: no card answers to this stem.';
}

/** Why the selected card cannot be verified now, in a sentence; undefined when it can. */
export function whyNotVerify(model: Model): string | undefined {
  const card = selectedCard(model);
  if (card === undefined) return whyNoCard(model);
  if (model.running !== undefined) {
    return model.running === card.path
      ? 'This card is being verified; s stops it.'
      : 'Another card is being verified; s stops it.';
  }
  const read = model.texts.get(card.path)?.text;
  if (read === undefined) return 'The card is still being read; press r again.';
  if ('failed' in read) return `The card cannot be read: ${read.failed}`;
  const [unread] = read.diagnostics;
  if (unread !== undefined) return `The card cannot be read: ${unread.message}`;
  if (read.checklist.length === 0) return 'There is nothing to run: the card has no verification checklist.';
  return undefined;
}

/** Why there is no check to answer now, in a sentence; undefined when there is one. */
export function whyNotAnswer(model: Model): string | undefined {
  if (selectedCard(model) === undefined) return whyNoCard(model);
  if (checklistOf(model).length === 0)
    return 'There is nothing to answer: the card has no verification checklist.';
  const waits = waitingItems(model).length > 0;
  if (!waits && (model.pane !== 'checks' || settledCount(checklistOf(model)) === checklistOf(model).length))
    return 'No check of this card waits for you.';
  return undefined;
}

/** Why there is no log to read, in a sentence; undefined when there is one. */
export function whyNotReadLog(model: Model): string | undefined {
  const run = runOf(model);
  if (run === undefined) return 'Nothing of this card has run yet: r verifies it.';
  return run.logFile === undefined ? 'No log was kept: what the pane shows is all there is.' : undefined;
}

/** Why closing the selected card cannot even be asked about, in a sentence; undefined when it can. */
export function whyNotClose(model: Model): string | undefined {
  const card = selectedCard(model);
  if (card === undefined) return whyNoCard(model);
  if (model.running === card.path) return 'The card is being verified; s stops it.';
  if (model.plan.stateOf(card).kind === 'done') return `${card.stem} is done already.`;
  return undefined;
}

/** Why nothing can be folded now, in a sentence; undefined when something can. */
export function whyNotFold({ pane }: Model): string | undefined {
  return pane === 'tree' ? undefined : 'Cards are folded in the tree: 1 leads there.';
}

/** Why nothing can be unfolded now, in a sentence; undefined when something can. */
export function whyNotUnfold(model: Model): string | undefined {
  const { pane, cursor, folded } = model;
  if (pane !== 'tree') return whyNotFold(model);
  return cursor.path !== undefined && folded.has(cursor.path) ? undefined : 'Nothing is folded here.';
}

/** Why there is no end of a log to go to, in a sentence; undefined when there is one. */
export function whyNotFollow(model: Model): string | undefined {
  if (runOf(model) === undefined) return 'Nothing of this card has run yet: r verifies it.';
  return model.logBack === 0 ? 'The log stands at its end already.' : undefined;
}

/** Why there is nothing to push, in a sentence; undefined when there is. */
export function whyNotPush({ git }: Model): string | undefined {
  if (git === 'unread') return 'Git is still being asked; press p again.';
  if (git === undefined) return 'There is nothing to push: this is no git repository.';
  if (git.branch === undefined) return 'There is nothing to push: HEAD is on no branch.';
  if (git.commit === undefined) return 'There is nothing to push: the branch has no commit yet.';
  return git.upstream?.ahead === 0
    ? `There is nothing to push: ${clean(git.upstream.name)} has every commit.`
    : undefined;
}

/** The command that pushes the branch which is checked out. */
export function pushCommand({ git }: Model): string | undefined {
  if (git === 'unread' || git?.branch === undefined) return undefined;
  return git.upstream === undefined ? `git push --set-upstream origin ${shellWord(git.branch)}` : 'git push';
}

/** Why the left pane cannot change its width, in a sentence; undefined when it can. */
export function whyNotWider({ size, zoomed }: Model): string | undefined {
  return zoomed || size.columns < 70 ? 'There is one pane alone: its width is the window’s.' : undefined;
}

/** Why the screen cannot go to the selected problem, in a sentence; undefined when it can. */
export function whyNotVisit(model: Model): string | undefined {
  const { plan, listCursor } = model;
  const problem = problemsOf(model)[listCursor];
  if (problem === undefined) return 'There is no problem to go to.';
  const card = findCard(plan, problem.path);
  if (card === undefined)
    return `No card is read from ${clean(problem.path)}: edit it at line ${problem.line}.`;
  return goalOver(plan, card) === undefined ? `${clean(card.stem)} belongs to no chain.` : undefined;
}
