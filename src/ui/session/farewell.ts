import { dirname } from 'node:path';
import { clean } from '../draw/rows.ts';
import { failedCount } from '../model/checks.ts';
import type { Model } from '../model/model.ts';
import { shownPath } from '../panes/words.ts';

/** Where to read on after something failed. */
function logFolder({ plan, runs }: Model): readonly string[] {
  const failed = [...runs.values()].find((run) => failedCount(run) > 0 && run.logFile !== undefined);
  return failed?.logFile === undefined ? [] : [`logs in ${shownPath(plan.place, dirname(failed.logFile))}`];
}

/** The one line that is left on the main screen after quitting, or undefined when nothing happened. */
export function farewell(model: Model): string | undefined {
  const { plan, tally } = model;
  // What was taken back, or is blocked again, was not brought about.
  const stateOf = (stem: string): string | undefined => {
    const card = plan.cards.find((each) => each.stem === stem);
    return card && plan.stateOf(card).kind;
  };
  const closed = tally.closed.filter((stem) => stateOf(stem) === 'done' || stateOf(stem) === undefined);
  const ready = tally.ready.filter((stem) => stateOf(stem) === 'ready');
  const failed = [...model.runs.values()].filter((run) => failedCount(run) > 0).map((run) => run.card.stem);
  const parts = [
    ['closed', closed],
    ['newly ready', ready],
    ['failed', failed],
  ] as const;
  const said = parts
    .filter(([, stems]) => stems.length > 0)
    .map(([word, stems]) => `${word} ${stems.join(', ')}`);
  return said.length === 0 ? undefined : clean(`mikado: ${[...said, ...logFolder(model)].join('; ')}`);
}
