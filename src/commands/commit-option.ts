import type { Plan } from '../plan.ts';
import { visible } from '../visible.ts';
import type { WhyNot } from '../why-not.ts';
import { type CardCommit, prepareCardCommit } from '../workbench/card-commit.ts';
import type { CommitOutcome } from '../workbench/carry-out-commit.ts';
import type { PreparedCommit } from '../workbench/commit-edit.ts';
import { askedRoot } from './asked-plan.ts';
import type { Input } from './command.ts';
import type { Host } from './host.ts';

/**
 * Prepares the commit that `--commit` asks for, before anything is edited.
 *
 * @returns undefined where none was asked for, or why none can be made
 */
export async function prepareAsked(
  { input, plan, host }: { readonly input: Input; readonly plan: Plan; readonly host: Host },
  commit: CardCommit,
): Promise<PreparedCommit | WhyNot | undefined> {
  if (!input.flags.has('commit')) return undefined;
  const root = askedRoot(input);
  return prepareCardCommit(plan, commit, { root, env: host.env });
}

/** Says what git and its hooks printed and, where nothing was committed, why and how to go on. */
export function tellCommit(
  outcome: CommitOutcome,
  { input, host }: { readonly input: Input; readonly host: Host },
): void {
  if (outcome.kind === 'committed' && input.flags.has('quiet')) return;
  for (const line of outcome.said) host.stderr.write(`${visible(line)}\n`);
  if (outcome.kind === 'not-committed')
    host.stderr.write(`mikado: nothing was committed: ${visible(outcome.why)}\n  ${visible(outcome.help)}\n`);
}

/** One line that tells of a commit; nothing where none was made. */
export function committedText(outcome: CommitOutcome | undefined): string {
  if (outcome?.kind !== 'committed') return '';
  return `Committed ${outcome.commit.slice(0, 7)}  ${visible(outcome.subject)}\n`;
}
