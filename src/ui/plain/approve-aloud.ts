import type { Card } from '../../cards/card.ts';
import { type ChecklistItem, scriptsOf } from '../../checklist/checklist.ts';
import { barText, circumstances, commandLines, noteLines } from '../../verify/approval-text.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { clean } from '../draw/rows.ts';
import type { Conversation } from './conversation.ts';

/**
 * Sees that every command of a checklist may run: lists those that a person never approved in full, and asks once.
 *
 * @returns false, with the reason said, when nothing may run
 */
export async function approveAloud(
  card: Card,
  checklist: readonly ChecklistItem[],
  to: { readonly workbench: Workbench; readonly conversation: Conversation },
): Promise<boolean> {
  const { workbench, conversation } = to;
  const request = workbench.approvalFor(card, checklist.flatMap(scriptsOf));
  const { commands } = request;
  if (request.bar !== undefined) {
    conversation.say(barText(card, request.bar));
    return false;
  }
  if (commands.length === 0) return true;
  const these =
    commands.length === 1 ? 'this command, which is' : `these ${commands.length} commands, which are`;
  conversation.say(`Verifying ${clean(card.stem)} runs ${these} new or changed:`);
  for (const command of commands) {
    for (const line of commandLines(command.facts.command)) conversation.say(`  $ ${line}`, '    ');
    for (const line of noteLines(command)) conversation.say(`    ${line}`, '    ');
  }
  if (commands.some(({ never }) => never !== undefined)) {
    conversation.say(`Nothing was run. Change the card first: ${clean(card.path)}.`);
    return false;
  }
  conversation.say(circumstances(request));
  if (!(await confirm(conversation, 'Run now, and whenever the same? Type y or n:'))) {
    conversation.say('Not approved: nothing was run.');
    return false;
  }
  await workbench.approve(request);
  return true;
}

/** Asks for yes or no; Enter alone is no. */
export async function confirm(conversation: Conversation, question: string): Promise<boolean> {
  for (;;) {
    const answer = (await conversation.askAnew(question)).toLowerCase();
    if (answer === 'y' || answer === 'yes') return true;
    if (answer === '' || answer === 'n' || answer === 'no') return false;
    conversation.say('Answer y or n.');
  }
}
