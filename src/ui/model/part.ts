import type { ChecklistItem } from '../../checklist/checklist.ts';
import { isFailure, progressOf } from './checks.ts';
import { checklistOf, runOf } from './geometry.ts';
import type { Step } from './happening.ts';
import { type Model, selectedCard } from './model.ts';
import { whyNotVerify } from './why-not.ts';

/** The items of a checklist that are to run; what came of the others stays. */
export interface Part {
  readonly items: readonly ChecklistItem[];
  /** Beside the screen, or one after the other with the whole terminal for their own. */
  readonly where: 'beside' | 'terminal';
  /** True where a verification of the card that still waits, for a word or for a terminal, ends for it. */
  readonly makesWay?: true;
}

/** Tells whether an item is in the part of a checklist that runs; without a part, all are. */
export function isInPart(part: Part | undefined, item: ChecklistItem): boolean {
  return part === undefined || part.items.some(({ line, text }) => line === item.line && text === item.text);
}

/** The items of the selected card that did not hold in this session, or could not be tried. */
function failedItems(model: Model): readonly ChecklistItem[] {
  const run = runOf(model);
  return checklistOf(model).filter((item, index) => {
    const progress = progressOf(run, item, index);
    return progress !== undefined && isFailure(progress.result);
  });
}

/** Runs again what failed, and nothing else. */
export function verifyFailed(model: Model): Step {
  const card = selectedCard(model);
  if (card === undefined) return [model, []];
  const part: Part = { items: failedItems(model).filter(hasCommands), where: 'beside' };
  return [{ ...model, pane: 'checks' }, [{ kind: 'prepare', card, part }]];
}

/** Why nothing can be run again, in a sentence; undefined when something can. */
export function whyNotVerifyFailed(model: Model): string | undefined {
  const reason = whyNotVerify(model);
  if (reason !== undefined) return reason;
  const failed = failedItems(model);
  if (failed.length === 0) return 'No check of this card failed in this session; r runs them all.';
  return failed.some(hasCommands) ? undefined : 'What failed has nothing to run: Space answers it.';
}

function hasCommands({ kind }: ChecklistItem): boolean {
  return kind === 'automatic' || kind === 'assisted';
}
