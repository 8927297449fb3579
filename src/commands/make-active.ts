import type { Card } from '../cards/card.ts';
import { startedText } from '../edit/advance-card.ts';
import type { EditOutcome } from '../edit/edit-outcome.ts';
import type { Plan } from '../plan.ts';
import { visible } from '../visible.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { readAskedPlan } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
import type { ExitStatus, Input } from './command.ts';
import { prepareAsked } from './commit-option.ts';
import { endEdit, refuseEdit } from './edit-answer.ts';
import type { Host } from './host.ts';

/** The two ways on which a card becomes active: from planned, and back from done. */
export interface Activation {
  readonly verb: 'start' | 'reopen';
  /** What was done, as the first word of a sentence. */
  readonly said: string;
  readonly find: (plan: Plan, name: string, cwd: string) => Card;
  readonly write: (workbench: Workbench, plan: Plan, card: Card) => Promise<EditOutcome>;
}

/** Sets a card's status to active, commits that alone where asked to, and says what the card is blocked by. */
export async function makeActive(
  { verb, said, find, write }: Activation,
  input: Input,
  host: Host,
): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const card = find(plan, input.operands[0] ?? '', host.cwd);
  const workbench = openAskedWorkbench(plan, input, host);
  const prepared = await prepareAsked(
    { input, plan, host },
    {
      kind: 'plan',
      text: `${verb} ${card.stem}`,
      card,
      edits: [{ kind: 'change', path: card.path, change: (text) => startedText(plan, text) }],
    },
  );
  if (prepared !== undefined && 'reason' in prepared) return refuseEdit(card, [prepared], { input, host });
  const outcome = await write(workbench, plan, card);
  if (outcome.kind === 'written') tellBlockers(plan, card, host);
  const sentence = `${said} ${visible(card.stem)}`;
  return endEdit(card, outcome, { plan, workbench, input, host, prepared, said: sentence });
}

/** A document that nothing requires is no card until it is written, and blocked by nothing. */
function tellBlockers(plan: Plan, card: Card, host: Host): void {
  const state = plan.cards.includes(card) ? plan.stateOf(card) : undefined;
  if (state?.kind !== 'blocked') return;
  const stems = state.blockers.map((blocker) => visible(blocker.stem));
  host.stderr.write(`It is blocked by ${stems.join(', ')}.\n`);
}
