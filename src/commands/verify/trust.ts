import type { Card } from '../../cards/card.ts';
import { scriptsOf } from '../../checklist/checklist.ts';
import { counted } from '../../counted.ts';
import { trustJson } from '../../report/trust-json.ts';
import { UsageError } from '../../usage-error.ts';
import { type CommandFacts, commandsHash } from '../../verify/approval.ts';
import { type ApprovalRequest, barText, commandLines } from '../../verify/approval-text.ts';
import { whyNotApprovable } from '../../verify/approve.ts';
import { visible } from '../../visible.ts';
import { RunConsent } from '../../workbench/run-consent.ts';
import { USUAL_POLICY } from '../../workbench/workbench.ts';
import { printJson } from '../answer.ts';
import { readAskedPlan } from '../asked-plan.ts';
import { openAskedWorkbench } from '../asked-workbench.ts';
import type { ExitStatus, Input } from '../command.ts';
import { findCard } from '../find-card.ts';
import type { Host } from '../host.ts';
import { askApproval } from './approve-commands.ts';
import { denyPaths } from './trust-deny.ts';
import { runOnApprovals, type TrustRequest } from './trust-list.ts';

/** One card with all its commands and the question about those that are not approved. */
interface Asked {
  readonly card: Card;
  readonly facts: readonly CommandFacts[];
  readonly hash: string;
  readonly request: ApprovalRequest;
}

/** Approves the commands of cards without running them, or shows, lists and takes back approvals. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  checkInput(input);
  const plan = await readAskedPlan(input, host);
  const workbench = openAskedWorkbench(plan, input, host);
  const consent = new RunConsent(plan, USUAL_POLICY, host.env);
  const { denials } = consent;
  if (input.flags.has('deny')) return denyPaths({ plan, denials, input, host });
  const { trust } = consent;
  const trusting = { plan, workbench, trust, denials, input, host };
  if (['list', 'revoke', 'prune'].some((flag) => input.flags.has(flag))) return runOnApprovals(trusting);
  const asked: Asked[] = [];
  for (const name of new Set(input.operands)) {
    asked.push(await prepare(findCard(plan, name, host.cwd), trusting));
  }
  const status = input.flags.has('show') ? 0 : await approveAll(asked, trusting);
  if (input.flags.has('json')) printJson(host, trustJson(asked.map((each) => stateOf(each, trusting))));
  else if (input.flags.has('show')) for (const each of asked) host.stdout.write(shown(each, trusting));
  return status;
}

function checkInput({ flags, operands, values }: Input): void {
  const chosen = ['list', 'revoke', 'prune', 'show', 'deny'].filter((flag) => flags.has(flag));
  if (values.has('hash')) chosen.push('hash');
  const [first, second] = chosen;
  if (second !== undefined)
    throw new UsageError(`--${first} and --${second} do not go together.`, 'Leave one out.');
  if (flags.has('all') && first !== 'revoke')
    throw new UsageError('--all goes with --revoke alone.', 'Name the cards, or leave --all out.');
  if (first === 'list' || first === 'prune') return;
  if (first === 'revoke' && flags.has('all') !== operands.length > 0) return;
  if (first === 'revoke')
    throw new UsageError(
      '--revoke takes cards or --all.',
      'Name what is to be taken back: one or the other.',
    );
  if (operands.length === 0)
    throw new UsageError('mikado trust needs a card, or --list.', 'mikado help trust says more.');
  if (first === 'hash' && operands.length > 1)
    throw new UsageError('--hash is of one card.', 'Name one card at a time.');
}

async function prepare(card: Card, { workbench, trust }: TrustRequest): Promise<Asked> {
  const { checklist } = await workbench.readCard(card);
  const commands = [...new Set(checklist.flatMap(scriptsOf))];
  const facts = commands.map((command) => trust.factsOf(card, command));
  const request = workbench.approvalFor(card, commands);
  return { card, facts, hash: commandsHash(card.path, facts), request };
}

async function approveAll(asked: readonly Asked[], trusting: TrustRequest): Promise<ExitStatus> {
  for (const each of asked) {
    if (!(await approve(each, trusting))) return 3;
    const { commands } = each.request;
    const count = counted(commands.length, 'command');
    const said = commands.length === 0 ? 'Nothing to approve for' : `Approved ${count} of`;
    if (!trusting.input.flags.has('json'))
      trusting.host.stdout.write(`${said} ${visible(each.card.stem)}.\n`);
  }
  return 0;
}

async function approve({ card, hash, request }: Asked, trusting: TrustRequest): Promise<boolean> {
  const { workbench, input, host } = trusting;
  const given = input.values.get('hash');
  if (given !== undefined && given !== hash) {
    const stem = visible(card.stem);
    host.stderr.write(
      `mikado: not approved: the commands of ${stem} are not those that this hash is of.\n  mikado trust ${stem} --show prints them with their own.\n`,
    );
    return false;
  }
  if (request.commands.length === 0 && request.bar === undefined) return true;
  if (
    request.bar !== undefined ||
    given === undefined ||
    request.commands.some(({ never }) => never !== undefined)
  )
    return askApproval(request, { asks: 'trust', workbench, host });
  await workbench.approve(request);
  return true;
}

function stateOf({ card, facts, hash, request }: Asked, { trust }: TrustRequest) {
  const commands = facts.map(({ command, files }) => ({
    command,
    approved: trust.isApproved(card, command),
    never: whyNotApprovable(command) ?? null,
    files,
  }));
  return { card, hash, commands, denied: request.bar?.reason ?? null };
}

function shown(asked: Asked, trusting: TrustRequest): string {
  const { card, hash, commands } = stateOf(asked, trusting);
  const lines = commands.flatMap(({ command, approved, never, files }) => [
    ...commandLines(command).map((line) => `    ${line}`),
    `      ${approved ? 'approved' : never === null ? 'not approved' : `can never be approved: ${never}`}`,
    ...files.map(({ path, sha256 }) => `      runs ${visible(path)}, sha256 ${sha256}`),
  ]);
  const head = `${visible(card.stem)}  ${visible(card.path)}`;
  const all = commands.length === 0 ? ['    no commands'] : [...lines, `  all of them: ${hash}`];
  const { bar } = asked.request;
  if (bar !== undefined) all.unshift(`    ${barText(asked.card, bar)}`);
  return [head, ...all].map((line) => `${line}\n`).join('');
}
