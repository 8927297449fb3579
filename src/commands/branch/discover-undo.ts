import { type UndoneDiscovery, undoDiscovery } from '../../discover/undo-discovery.ts';
import type { Plan } from '../../plan.ts';
import type { Answer } from '../../report/schemas.ts';
import { shortId } from '../../short-id.ts';
import { UsageError } from '../../usage-error.ts';
import { visible } from '../../visible.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';

type Mode = Parameters<typeof undoDiscovery>[1];

/** Takes the last discovery on this branch back, or says what of it would be lost. */
export async function undo(plan: Plan, input: Input, host: Host): Promise<ExitStatus> {
  const { gitDir } = plan.place;
  if (gitDir === undefined)
    throw new UsageError(
      `There is no git repository around ${plan.place.top}.`,
      'Go to a clone of the repository.',
    );
  const mode = input.flags.has('dry-run') ? 'looked-at' : 'done';
  const outcome = await undoDiscovery({ ...plan.place, gitDir }, mode);
  if (input.flags.has('json')) printJson(host, undoJson(outcome, mode));
  else if (outcome.kind === 'refused') {
    host.stderr.write('mikado: nothing was taken back:\n');
    for (const { reason, help } of outcome.refusals)
      host.stderr.write(`  ${visible(reason)}\n      ${visible(help)}\n`);
  } else host.stdout.write(undoneText(outcome, mode));
  return outcome.kind === 'refused' ? 1 : 0;
}

function undoneText(outcome: Exclude<UndoneDiscovery, { kind: 'refused' }>, mode: Mode): string {
  const name = visible(outcome.branch);
  if (outcome.kind === 'nothing-happened')
    return `The discovery that was interrupted had changed nothing: ${name} is as it was.\n`;
  const { before, stem, ref } = outcome.backup;
  const is = mode === 'done' ? 'is' : 'would be';
  const lines = [
    `${name} ${is} back at ${shortId(before)}, as it was before ${visible(stem)} was discovered.`,
    ...outcome.files.map((each) => `  ${visible(each)}`),
    ...(mode === 'looked-at' ? [] : [`The backup ${visible(ref)} is gone with it.`]),
  ];
  return `${lines.join('\n')}\n`;
}

function undoJson(outcome: UndoneDiscovery, mode: Mode): Answer<'undo'> {
  const backup = outcome.kind === 'undone' ? outcome.backup : undefined;
  return {
    schemaVersion: 1,
    done: outcome.kind !== 'refused' && mode === 'done',
    branch: outcome.kind === 'refused' ? null : outcome.branch,
    commit: backup?.before ?? null,
    stem: backup?.stem ?? null,
    files: outcome.kind === 'undone' ? [...outcome.files] : [],
    refusals:
      outcome.kind === 'refused' ? outcome.refusals.map(({ reason, help }) => ({ reason, help })) : [],
  };
}
