import type { Card } from '../../cards/card.ts';
import { scriptsOf } from '../../checklist/checklist.ts';
import { parseDuration } from '../../duration.ts';
import type { Plan } from '../../plan.ts';
import { verifyJson } from '../../report/verify-json.ts';
import {
  type ApprovalRequest,
  type Bar,
  barText,
  circumstances,
  commandLines,
  noteLines,
} from '../../verify/approval-text.ts';
import { EVENTS_PAGE, refusedEvent } from '../../verify/refused-event.ts';
import { visible } from '../../visible.ts';
import { SHELL_VARIABLE } from '../../workbench/run-consent.ts';
import type { RefusedCommand, Verification, Workbench } from '../../workbench/workbench.ts';
import { printJson } from '../answer.ts';
import { ask, canAsk } from '../ask.ts';
import type { Input } from '../command.ts';
import type { Host } from '../host.ts';

/** What approving the commands of cards needs. */
interface Approving {
  readonly plan: Plan;
  readonly workbench: Workbench;
  readonly input: Input;
  readonly host: Host;
}

/**
 * Sees that every command of the cards may run before any does: asks a person, or says which ones a policy from the
 * command line leaves out.
 *
 * @returns `refused`, with everything said and nothing run, when it may not go on
 */
export async function approveCards(
  cards: readonly Card[],
  approving: Approving,
): Promise<'approved' | 'refused'> {
  const { workbench, input, host } = approving;
  const event = refusedEvent(host.env);
  if (event !== undefined) return refuseEvent(event, cards, approving);
  if (!input.flags.has('quiet'))
    for (const warning of workbench.warnings) host.stderr.write(`mikado: ${visible(warning)}.\n`);
  const open = await sayBarred(cards, approving);
  if (workbench.policy.consent.kind !== 'person') {
    for (const card of open) sayLeftOut(card, await workbench.refusedCommands(card), approving);
    return 'approved';
  }
  const refused = await askAll(open, approving);
  if (refused.length > 0) await listRefused(refused, approving);
  return refused.length === 0 ? 'approved' : 'refused';
}

/** Says, once for each reason, which cards with commands run none whatever anybody says, and answers the others. */
export async function sayBarred(
  cards: readonly Card[],
  { workbench, host }: Pick<Approving, 'workbench' | 'host'>,
): Promise<readonly Card[]> {
  const open: Card[] = [];
  const barred = new Map<string, { readonly bar: Bar; readonly stems: string[] }>();
  for (const card of cards) {
    const bar = workbench.barOf(card);
    if (bar === undefined) open.push(card);
    else if ((await workbench.readCard(card)).checklist.some((item) => scriptsOf(item).length > 0)) {
      const known = barred.get(bar.reason);
      if (known === undefined) barred.set(bar.reason, { bar, stems: [card.stem] });
      else known.stems.push(card.stem);
    }
  }
  for (const { bar, stems } of barred.values()) {
    const [only] = stems;
    const stem = stems.length === 1 && only !== undefined ? only : `${stems.length} cards`;
    host.stderr.write(`mikado: ${barText({ stem }, bar)}\n`);
  }
  return open;
}

/** What a yes is good for, and what is said where there is none. */
const WORDS = {
  run: {
    question: 'Run them now, and whenever they are the same? y or [n] ',
    no: 'Not approved: nothing was run.\n',
    refusal: 'nothing was run',
  },
  trust: {
    question: 'Approve them, to run whenever they are the same? y or [n] ',
    no: 'Not approved.\n',
    refusal: 'not approved',
  },
} as const;

/**
 * Asks a person about the commands of a card, or says why nobody can be asked.
 *
 * @returns whether the person said yes; the approval is kept then
 */
export async function askApproval(
  request: ApprovalRequest,
  asking: Pick<Approving, 'workbench' | 'host'> & { readonly asks: keyof typeof WORDS },
): Promise<boolean> {
  const { workbench, host } = asking;
  const words = WORDS[asking.asks];
  if (request.bar !== undefined) {
    host.stderr.write(`mikado: ${barText(request.card, request.bar)}\n`);
    return false;
  }
  if (!canAsk(host) || request.commands.some(({ never }) => never !== undefined)) {
    host.stderr.write(refusalText(request, words.refusal, host));
    return false;
  }
  host.stderr.write(requestText(request));
  if ((await ask(host, words.question)) !== 'y') {
    host.stderr.write(words.no);
    return false;
  }
  await workbench.approve(request);
  return true;
}

/** The cards that somebody has not approved. At a terminal the first no ends it: nothing would be run anyway. */
async function askAll(cards: readonly Card[], approving: Approving): Promise<readonly Card[]> {
  const { workbench, host } = approving;
  const refused: Card[] = [];
  for (const card of cards) {
    const request = await requestFor(card, approving);
    if (request.commands.length === 0) continue;
    if (await askApproval(request, { asks: 'run', workbench, host })) continue;
    refused.push(card);
    if (canAsk(host)) break;
  }
  return refused;
}

async function requestFor(card: Card, { workbench, input }: Approving): Promise<ApprovalRequest> {
  const { checklist } = await workbench.readCard(card);
  const request = workbench.approvalFor(card, checklist.flatMap(scriptsOf));
  const timeoutMs = parseDuration(input.values.get('timeout') ?? '') ?? request.timeoutMs;
  return { ...request, timeoutMs };
}

function requestText(request: ApprovalRequest): string {
  const { card, commands } = request;
  const isNew = commands.every(({ before }) => before === undefined);
  const [these, are] =
    commands.length === 1 ? ['This command', 'is'] : [`These ${commands.length} commands`, 'are'];
  const state = isNew ? `${are === 'is' ? 'was' : 'were'} never approved for` : `${are} new or changed in`;
  const head = `${these} ${state} ${visible(card.stem)} (${visible(card.path)}):`;
  return `${head}\n\n${commandsText(request)}\n${circumstances(request)}\n`;
}

function commandsText({ commands }: Pick<ApprovalRequest, 'commands'>): string {
  const lines = commands.flatMap((command) => [
    ...commandLines(command.facts.command).map((line) => `    ${line}`),
    ...noteLines(command).map((line) => `      ${line}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** What is said where nobody can say yes: the commands, and what a person has to type. */
function refusalText(request: ApprovalRequest, refusal: string, host: Host): string {
  const { card, commands } = request;
  const never = commands.some((command) => command.never !== undefined);
  const these = commands.length === 1 ? 'this command' : 'these commands';
  const shell = host.env[SHELL_VARIABLE];
  const with_ = shell === undefined || shell === '' ? '' : `${SHELL_VARIABLE}=${visible(shell)} `;
  const help = never
    ? `Change the card: ${visible(card.path)}`
    : `A person approves at a terminal: ${with_}mikado trust ${visible(card.stem)}`;
  return (
    `mikado: ${refusal}: nobody approved ${these} of ${visible(card.stem)}:\n` +
    `${commandsText(request)}  ${help}\n`
  );
}

async function refuseEvent(event: string, cards: readonly Card[], approving: Approving): Promise<'refused'> {
  approving.host.stderr.write(
    `mikado: nothing was run: this job was started by ${event}, with the repository's secrets and by what anybody may have sent.\n  No option changes that: ${EVENTS_PAGE}\n`,
  );
  await listRefused(cards, approving);
  return 'refused';
}

function sayLeftOut(card: Card, refused: readonly RefusedCommand[], { host }: Approving): void {
  for (const { command, reason } of refused) {
    const lines = commandLines(command).map((line) => `    ${line}\n`);
    host.stderr.write(`${visible(card.stem)}: not run, ${visible(reason)}:\n${lines.join('')}`);
  }
}

async function listRefused(
  cards: readonly Card[],
  { plan, workbench, input, host }: Approving,
): Promise<void> {
  if (!input.flags.has('json')) return;
  const refused: (Verification & { readonly card: Card })[] = [];
  for (const card of cards) refused.push({ card, ...(await workbench.listVerify(card)) });
  printJson(host, verifyJson(plan, refused));
}
