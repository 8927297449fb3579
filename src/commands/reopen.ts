import { startedText } from '../edit/advance-card.ts';
import { openWorkbench } from '../open-workbench.ts';
import { visible } from '../visible.ts';
import { readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { prepareAsked } from './commit-option.ts';
import { endEdit, refuseEdit } from './edit-answer.ts';
import { findClosedCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Marks a done card as open again. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const card = findClosedCard(plan, input.operands[0] ?? '', host.cwd);
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const prepared = await prepareAsked(
    { input, plan, host },
    {
      kind: 'plan',
      text: `reopen ${card.stem}`,
      card,
      edits: [{ kind: 'change', path: card.path, change: (text) => startedText(plan, text) }],
    },
  );
  if (prepared !== undefined && 'reason' in prepared) return refuseEdit(card, [prepared], { input, host });
  const outcome = await workbench.reopen(plan, card);
  return endEdit(card, outcome, {
    plan,
    workbench,
    input,
    host,
    prepared,
    said: `Reopened ${visible(card.stem)}`,
  });
}
