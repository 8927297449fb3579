import type { ChecklistItem } from '../../checklist/checklist.ts';
import { counted } from '../../counted.ts';
import type { CommandOutcome } from '../../verify/verify-event.ts';
import type { Judgement } from '../../workbench/workbench.ts';
import { clean } from '../draw/rows.ts';
import { itemText } from '../model/checks.ts';
import type { Conversation } from './conversation.ts';
import { type Printed, printedLines, readOut } from './printed.ts';

/** Asks a person whether an item holds, with what its commands came to; what they printed is read when he asks for it. */
export async function askJudgement(
  conversation: Conversation,
  asked: {
    readonly item: ChecklistItem;
    /** Which of how many it is: `2 of 3`. */
    readonly place: string;
    readonly outcomes: readonly CommandOutcome[];
    readonly printed: Printed | undefined;
  },
): Promise<Judgement> {
  const { item, place, outcomes, printed } = asked;
  const last = outcomes.at(-1);
  conversation.say(`Check ${place} needs your word: ${itemText(item)}.`);
  if (last !== undefined)
    conversation.say(
      `The command ended with exit status ${last.exitCode}, which does not decide this one. It printed ${counted(printedLines(printed), 'line')}.`,
    );
  if (item.expectation !== null) conversation.say(`The card expects: ${clean(item.expectation)}.`);
  const output = printed === undefined ? '' : ' or output';
  for (;;) {
    const line = await conversation.askAnew(
      `Does it hold? Type y, n, later${output}; a note may follow y or n:`,
    );
    const [word = '', ...rest] = line.split(/\s+/);
    const note = rest.join(' ');
    const noted = note === '' ? {} : { note: clean(note) };
    if (/^(y|yes)$/i.test(word)) return { verdict: 'passed', ...noted };
    if (/^(n|no)$/i.test(word)) return { verdict: 'failed', ...noted };
    if (/^(l|later)?$/i.test(word)) return { verdict: 'later' };
    if (/^(o|output)$/i.test(word) && printed !== undefined) await readOut(conversation, [printed]);
    else conversation.say('That is no answer.');
  }
}
