import { counted } from '../../counted.ts';
import { removeFields } from '../../edit/remove-fields.ts';
import { finalizeJson } from '../../report/edit-json.ts';
import { visible } from '../../visible.ts';
import type { WhyNot } from '../../why-not.ts';
import { planFinalize, writeFinalize } from '../../workbench/finalize-chain.ts';
import { printJson } from '../answer.ts';
import { readAskedPlan } from '../asked-plan.ts';
import type { ExitStatus, Input } from '../command.ts';
import { committedText, prepareAsked, tellCommit } from '../commit-option.ts';
import { findCard } from '../find-card.ts';
import type { Host } from '../host.ts';

/** Takes the Mikado fields out of the cards of a finished chain, all of them or none. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const goal = findCard(plan, input.operands[0] ?? '', host.cwd);
  const planned = planFinalize(plan, goal);
  const refuse = (refusals: readonly WhyNot[]) => refused(goal.stem, refusals, { input, host });
  if (planned.kind === 'refused') return refuse(planned.refusals);
  const { edits, shared } = planned;
  const isDry = input.flags.has('dry-run');
  const asked = {
    kind: 'finalize',
    text: 'the chain',
    card: goal,
    edits: edits.map(({ card }) => ({ kind: 'change', path: card.path, change: removeFields }) as const),
  } as const;
  const prepared = isDry ? undefined : await prepareAsked({ input, plan, host }, asked);
  if (prepared !== undefined && 'reason' in prepared) return refuse([prepared]);
  if (!isDry) {
    const trouble = await writeFinalize(plan, edits);
    if (trouble !== undefined) {
      host.stderr.write(
        `mikado: ${visible(trouble.message)}\n  Run it again: what was written stays, and the rest follows.\n`,
      );
      return trouble.kind === 'failed' ? 5 : 6;
    }
  }
  const committed = await prepared?.commit();
  const commit = committed?.kind === 'committed' ? committed.commit : null;
  const paths = edits.map(({ card }) => card.path);
  if (input.flags.has('json')) {
    const kept = shared.map(({ card, by }) => ({ stem: card.stem, path: card.path, by: [...by] }));
    printJson(
      host,
      finalizeJson(goal.stem, { done: !isDry, commit, changed: paths, shared: kept, refusals: [] }),
    );
  } else {
    const count = counted(edits.length, 'card');
    const did = isDry ? 'Would finalize' : 'Finalized';
    host.stdout.write(`${did} ${visible(goal.stem)}: no Mikado fields in ${count}.\n`);
    for (const name of paths) host.stdout.write(`  ${visible(name)}\n`);
    for (const { card, by } of shared)
      host.stdout.write(
        `${visible(card.stem)} keeps its fields: ${by.map(visible).join(', ')} is open and needs it.\n`,
      );
    host.stdout.write(committedText(committed));
  }
  if (committed !== undefined) tellCommit(committed, { input, host });
  return committed?.kind === 'not-committed' ? 1 : 0;
}

function refused(
  goal: string,
  refusals: readonly WhyNot[],
  { input, host }: { readonly input: Input; readonly host: Host },
): ExitStatus {
  if (input.flags.has('json')) {
    const nothing = { done: false, commit: null, changed: [], shared: [] };
    printJson(host, finalizeJson(goal, { ...nothing, refusals: refusals.map((each) => ({ ...each })) }));
    return 1;
  }
  host.stderr.write(`mikado: ${visible(goal)} is not finalized:\n`);
  for (const { reason, help } of refusals)
    host.stderr.write(`  ${visible(reason)}\n      ${visible(help)}\n`);
  return 1;
}
