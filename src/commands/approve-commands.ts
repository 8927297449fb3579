import type { Card } from '../cards/card.ts';
import { scriptsOf } from '../checklist/checklist.ts';
import type { Plan } from '../plan.ts';
import { verifyJson } from '../report/json.ts';
import { commandText } from '../report/verify-text.ts';
import { visible } from '../visible.ts';
import type { Verification, Workbench } from '../workbench.ts';
import { printJson } from './answer.ts';
import { ask, canAsk } from './ask.ts';
import type { Input } from './command.ts';
import type { Host } from './host.ts';

/** What approving the commands of cards needs. */
interface Approving {
  readonly plan: Plan;
  readonly workbench: Workbench;
  readonly input: Input;
  readonly host: Host;
}

/**
 * Sees that a person approved every command of the cards before anything runs, and asks where it can.
 *
 * @returns `refused`, with everything said and nothing run, when somebody has not
 */
export async function approveCards(
  cards: readonly Card[],
  approving: Approving,
): Promise<'approved' | 'refused'> {
  const { workbench, input, host } = approving;
  const refused: (Verification & { readonly card: Card })[] = [];
  for (const card of cards) {
    const { checklist } = await workbench.readCard(card);
    const pending = workbench.unapproved(card, checklist.flatMap(scriptsOf));
    if (pending.length === 0) continue;
    if (canAsk(host) && (await askApproval(card, pending, approving))) continue;
    refused.push({ card, ...(await workbench.listVerify(card)) });
    sayRefused(card, pending, approving);
  }
  if (refused.length > 0 && input.flags.has('json')) printJson(host, verifyJson(refused));
  return refused.length === 0 ? 'approved' : 'refused';
}

async function askApproval(
  card: Card,
  pending: readonly string[],
  { plan, workbench, input, host }: Approving,
): Promise<boolean> {
  const say = (text: string) => sayTo(host, { input, text });
  const count = pending.length === 1 ? 'This command was' : `These ${pending.length} commands were`;
  say(`${count} never approved for ${visible(card.stem)} (${visible(card.path)}):\n\n`);
  for (const command of pending) {
    const lines = command.split('\n').map((line) => `    ${visible(line)}`);
    say(`${lines.join('\n')}\n`);
  }
  say(`\nThey run in ${visible(plan.place.top)}, with your rights and your environment.\n`);
  const answer = await ask(host, 'Run them now, and whenever they are the same? y or [n] ');
  if (answer !== 'y') return false;
  workbench.approve(card, pending);
  return true;
}

function sayRefused(card: Card, pending: readonly string[], { input, host }: Approving): void {
  const say = (text: string) => sayTo(host, { input, text });
  if (canAsk(host)) {
    say('Not approved: nothing was run.\n');
    return;
  }
  const commands = pending.map((command) => `  ${commandText(command)}\n`).join('');
  say(
    `mikado: nothing was run: nobody approved ${pending.length === 1 ? 'this command' : 'these commands'} of ${visible(card.stem)}:\n${commands}`,
  );
  say(`  Approve at a terminal: mikado verify ${visible(card.stem)}\n`);
}

function sayTo(host: Host, { input, text }: { readonly input: Input; readonly text: string }): void {
  if (!input.flags.has('quiet')) host.stderr.write(text);
}
