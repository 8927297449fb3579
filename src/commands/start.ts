import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';
import { makeActive } from './make-active.ts';

/** Marks a card as being worked on. */
export function run(input: Input, host: Host): Promise<ExitStatus> {
  return makeActive(
    {
      verb: 'start',
      said: 'Started',
      find: findCard,
      write: (workbench, plan, card) => workbench.start(plan, card),
    },
    input,
    host,
  );
}
