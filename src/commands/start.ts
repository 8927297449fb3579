import { startedText } from '../edit/advance-card.ts';
import { openWorkbench } from '../open-workbench.ts';
import { visible } from '../visible.ts';
import { readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { prepareAsked } from './commit-option.ts';
import { endEdit, refuseEdit } from './edit-answer.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Marks a card as being worked on. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const card = findCard(plan, input.operands[0] ?? '', host.cwd);
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const prepared = await prepareAsked(
    { input, plan, host },
    {
      kind: 'plan',
      text: `start ${card.stem}`,
      card,
      edits: [{ kind: 'change', path: card.path, change: (text) => startedText(plan, text) }],
    },
  );
  if (prepared !== undefined && 'reason' in prepared) return refuseEdit(card, [prepared], { input, host });
  const outcome = await workbench.start(plan, card);
  const state = plan.stateOf(card);
  if (state.kind === 'blocked' && outcome.kind === 'written') {
    host.stderr.write(
      `It is blocked by ${state.blockers.map((blocker) => visible(blocker.stem)).join(', ')}.\n`,
    );
  }
  return endEdit(card, outcome, {
    plan,
    workbench,
    input,
    host,
    prepared,
    said: `Started ${visible(card.stem)}`,
  });
}
