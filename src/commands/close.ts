import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { closingCommit } from '../workbench/card-commit.ts';
import { readAskedPlan } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
import type { ExitStatus, Input } from './command.ts';
import { prepareAsked } from './commit-option.ts';
import { endEdit, refuseEdit } from './edit-answer.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Advances a card to done, or says everything that speaks against it. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const card = findCard(plan, input.operands[0] ?? '', host.cwd);
  const workbench = openAskedWorkbench(plan, input, host);
  const force = input.values.get('force');
  if (force?.trim() === '')
    throw new UsageError('--force needs a reason.', "For example: --force 'the service is gone'");
  if (force === undefined) {
    const { refusals } = await workbench.previewClose(plan, card);
    if (refusals.length > 0) return refuseEdit(card, refusals, { input, host });
  }
  const { text } = await workbench.readCard(card);
  const prepared = await prepareAsked(
    { input, plan, host },
    closingCommit(plan, card, { text, mode: force === undefined ? 'checked' : 'forced' }),
  );
  if (prepared !== undefined && 'reason' in prepared) return refuseEdit(card, [prepared], { input, host });
  const outcome = await workbench.close(plan, card, force === undefined ? {} : { force });
  return endEdit(card, outcome, {
    plan,
    workbench,
    input,
    host,
    prepared,
    said: `Closed ${visible(card.stem)}`,
  });
}
