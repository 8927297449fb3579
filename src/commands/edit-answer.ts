import type { Card } from '../cards/card.ts';
import { counted } from '../counted.ts';
import type { EditOutcome } from '../edit/edit-outcome.ts';
import { cardsNow, type Plan } from '../plan.ts';
import { editJson } from '../report/edit-json.ts';
import { visible } from '../visible.ts';
import type { WhyNot } from '../why-not.ts';
import type { PreparedCommit } from '../workbench/commit-edit.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { printJson } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { committedText, tellCommit } from './commit-option.ts';
import type { Host } from './host.ts';

/** What a command that edits a card works with. */
export interface Editing {
  readonly plan: Plan;
  readonly workbench: Workbench;
  readonly input: Input;
  readonly host: Host;
  /** The commit to make of the edit, where one was asked for. */
  readonly prepared?: PreparedCommit | undefined;
}

/**
 * Ends a command that edited a card: says what became ready and what became blocked, or why nothing was written.
 *
 * @param said what was done, as a sentence without its full stop
 */
export async function endEdit(
  card: Pick<Card, 'stem' | 'path'>,
  outcome: EditOutcome,
  editing: Editing & { readonly said: string },
): Promise<ExitStatus> {
  switch (outcome.kind) {
    case 'written':
      return endWritten(card, editing);
    case 'refused':
      return refuseEdit(card, [{ reason: outcome.message, help: outcome.help }], editing);
    case 'changed-meanwhile':
      editing.host.stderr.write(`mikado: ${visible(outcome.message)}\n`);
      return 6;
    case 'failed':
      editing.host.stderr.write(`mikado: ${visible(outcome.message)}\n`);
      return 5;
  }
}

/** Says every reason why an edit was refused, with what helps. */
export function refuseEdit(
  card: Pick<Card, 'stem' | 'path'>,
  refusals: readonly WhyNot[],
  { input, host }: Pick<Editing, 'input' | 'host'>,
): ExitStatus {
  if (input.flags.has('json')) {
    printJson(
      host,
      editJson(card, { done: false, commit: null, refusals, becameReady: [], becameBlocked: [] }),
    );
    return 1;
  }
  host.stderr.write(`mikado: ${visible(card.stem)} stays as it is:\n`);
  for (const [index, { reason, help }] of refusals.entries()) {
    // What helps with several reasons in a row is said once, below them.
    const isSaidLater = refusals[index + 1]?.help === help;
    host.stderr.write(`  ${visible(reason)}\n${isSaidLater ? '' : `      ${visible(help)}\n`}`);
  }
  return 1;
}

async function endWritten(
  card: Pick<Card, 'stem' | 'path'>,
  { plan, workbench, input, host, said, prepared }: Editing & { readonly said: string },
): Promise<ExitStatus> {
  const committed = await prepared?.commit();
  const commit = committed?.kind === 'committed' ? committed.commit : null;
  const status: ExitStatus = committed?.kind === 'not-committed' ? 1 : 0;
  const after = await workbench.readPlan();
  const becameReady = cardsNow('ready', plan, after).filter((each) => each.path !== card.path);
  const becameBlocked = cardsNow('blocked', plan, after);
  if (input.flags.has('json')) {
    printJson(host, editJson(card, { done: true, commit, refusals: [], becameReady, becameBlocked }));
  } else {
    host.stdout.write(`${said} (${visible(card.path)}).\n`);
    host.stdout.write(committedText(committed));
  }
  if (committed !== undefined) tellCommit(committed, { input, host });
  if (input.flags.has('json')) return status;
  host.stdout.write(listed('Now ready', becameReady));
  host.stdout.write(listed('Now blocked', becameBlocked));
  const ready = after.rankReady().length;
  if (becameReady.length === 0 && ready > 0)
    host.stdout.write(`${counted(ready, 'card is', 'cards are')} ready: mikado ready\n`);
  return status;
}

function listed(heading: string, cards: readonly Card[]): string {
  if (cards.length === 0) return '';
  return `${heading}:\n${cards.map((card) => `  ${visible(card.stem)}  ${visible(card.title)}\n`).join('')}`;
}
