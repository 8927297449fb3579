import type { ExitStatus, Input } from './command.ts';
import { findClosedCard } from './find-card.ts';
import type { Host } from './host.ts';
import { makeActive } from './make-active.ts';

/** Marks a done card as open again. */
export function run(input: Input, host: Host): Promise<ExitStatus> {
  return makeActive(
    {
      verb: 'reopen',
      said: 'Reopened',
      find: findClosedCard,
      write: (workbench, plan, card) => workbench.reopen(plan, card),
    },
    input,
    host,
  );
}
