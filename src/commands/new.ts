import { readAskedPlan } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
import type { ExitStatus, Input } from './command.ts';
import { endEdit, refuseEdit } from './edit-answer.ts';
import type { Host } from './host.ts';
import { askedCard, prepareCard } from './write-card.ts';

/** Writes a new card, and makes another one require it; a card that is there already is only required. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const asked = askedCard(plan, input, host);
  const workbench = openAskedWorkbench(plan, input, host);
  const editing = { plan, workbench, input, host };
  const { about, prepared, write, said } = await prepareCard(asked, editing);
  if (prepared !== undefined && 'reason' in prepared) return refuseEdit(about, [prepared], editing);
  const outcome = await write(workbench);
  return endEdit(about, outcome, { ...editing, prepared, said });
}
