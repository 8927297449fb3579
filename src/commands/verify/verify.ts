import type { Card } from '../../cards/card.ts';
import { scriptsOf } from '../../checklist/checklist.ts';
import { shownText } from '../../checklist/shown-text.ts';
import { counted } from '../../counted.ts';
import { commandText } from '../../report/checklist-text.ts';
import { paintFor } from '../../report/paint.ts';
import { verifyJson } from '../../report/verify-json.ts';
import { headText } from '../../report/verify-run-text.ts';
import { UsageError } from '../../usage-error.ts';
import type { ItemOutcome } from '../../verify/verify-event.ts';
import { visible } from '../../visible.ts';
import { openWorkbench } from '../../workbench/open-workbench.ts';
import type { Verification } from '../../workbench/workbench.ts';
import { printJson } from '../answer.ts';
import { canAsk } from '../ask.ts';
import { askedRequest, readAskedPlan } from '../asked-plan.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { approveCards, sayBarred } from './approve-commands.ts';
import { type Choice, chooseCards } from './choose-cards.ts';
import { finishVerify, writeJUnit } from './finish-verify.ts';
import { runPolicy } from './run-policy.ts';
import { type VerifyParts, verifyCards } from './verify-cards.ts';

/** Options that say nothing where results are only joined. */
const NOT_WITH_MERGE = [
  ...['ready', 'done', 'chain', 'shard', 'jobs', 'timeout', 'dry-run', 'terminal'],
  ...['trust-base', 'new', 'trust-all', 'clean-env', 'env', 'inherit-env', 'write'],
];

/** Verifies cards, lists what that would run, or joins what came of it on several machines. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  refuseContradictions(input);
  if (input.flags.has('merge')) return (await import('./verify-merge.ts')).mergeShards(input, host);
  if (input.flags.has('terminal') && !canAsk(host))
    throw new UsageError('--terminal gives commands a terminal, and there is none.', 'Leave it out.');
  const plan = await readAskedPlan(input, host);
  const choice = chooseCards(plan, input, host);
  const policy = runPolicy(input, host);
  const workbench = openWorkbench(askedRequest(input, host), plan, policy);
  const parts = { plan, workbench, policy, input, host };
  if (input.flags.has('dry-run')) return list(choice, parts);
  if ((await approveCards(choice.cards, parts)) === 'refused')
    return writeJUnit(verifyJson(plan, await listings(choice, parts), choice.shard), input, host) === 'failed'
      ? 5
      : 3;
  if (!input.flags.has('quiet')) host.stderr.write(nothingText(choice));
  return finishVerify(await verifyCards(choice, parts), input, host);
}

function refuseContradictions(input: Input): void {
  const isGiven = (name: string) => input.flags.has(name) || input.values.has(name);
  const other = input.flags.has('merge') ? NOT_WITH_MERGE.find(isGiven) : undefined;
  if (other !== undefined)
    throw new UsageError(
      `--merge joins results that are there already, so --${other} has no meaning with it.`,
      'Leave one out.',
    );
  if (input.flags.has('dry-run') && isGiven('junit'))
    throw new UsageError('--dry-run runs nothing, so there is no result for --junit.', 'Leave one out.');
}

type Listing = Verification & { readonly card: Card };

/** Says what would run and what would be asked; runs nothing. */
async function list(choice: Choice, parts: VerifyParts): Promise<ExitStatus> {
  const { plan, host, input } = parts;
  const listed = await listings(choice, parts);
  await sayBarred(choice.cards, parts);
  if (input.flags.has('json')) printJson(host, verifyJson(plan, listed, choice.shard));
  else for (const listing of listed) host.stdout.write(listingText(listing, host));
  if (!input.flags.has('quiet')) host.stderr.write(`${nothingText(choice)}${howText(choice, input)}`);
  return 0;
}

async function listings({ cards }: Choice, { plan, workbench }: VerifyParts): Promise<readonly Listing[]> {
  const listed: Listing[] = [];
  for (const card of cards) {
    const boxes = plan.stateOf(card).kind === 'done' ? 'leave' : 'move';
    listed.push({ card, ...(await workbench.listVerify(card, { boxes })) });
  }
  return listed;
}

function listingText({ card, items }: Listing, host: Host): string {
  const rows = items.length === 0 ? ['  no checklist\n'] : items.map(plannedText);
  return `${headText(card, paintFor(host.stdout))}\n${rows.join('')}`;
}

function plannedText({ item, result, note }: ItemOutcome): string {
  const commands = scriptsOf(item).map((script) => `      $ ${commandText(script)}\n`);
  const why = note !== null && result === 'needs-person' ? `      ${visible(note)}\n` : '';
  const isSettled = result === 'skipped' && (item.kind === 'manual' || item.kind === 'template');
  const refusal = note !== null && why === '' ? ` (${visible(note)})` : isSettled ? ' (not asked)' : '';
  return `  ${item.kind}${refusal}  ${visible(shownText(item.text))}\n${commands.join('')}${why}`;
}

function nothingText({ cards, total, shard }: Choice): string {
  if (cards.length > 0) return '';
  return shard === null || total === 0
    ? 'There is no such card to verify.\n'
    : `Shard ${shard.index} of ${shard.count} has no card: there are only ${total}.\n`;
}

/** How the cards would be run, where the command line says something about it. */
function howText({ cards, total, shard, jobs }: Choice, { values }: Input): string {
  if (cards.length === 0 || !(values.has('jobs') || values.has('shard'))) return '';
  const part = shard === null ? '' : `, shard ${shard.index} of ${shard.count} of ${total}`;
  return `\n${counted(cards.length, 'card')}${part}, ${Math.min(jobs, cards.length)} at a time\n`;
}
