import type { Card } from '../../cards/card.ts';
import { closingSubject } from '../../commit-subject.ts';
import type { EditOutcome } from '../../edit/edit-outcome.ts';
import { clean } from '../draw/rows.ts';
import type { CloseEnding } from '../model/happening.ts';
import { chainOf, findAgain } from '../model/look-up.ts';
import { goalName } from '../panes/words.ts';
import { commitNotice, undoNotice } from '../session/notices.ts';
import { confirm } from './approve-aloud.ts';
import type { Surroundings } from './card-talk.ts';

/** A close that a person said yes to. */
interface AskedClose {
  readonly ending: CloseEnding;
  /** What is to become ready by it. */
  readonly unlocks: readonly Card[];
}

/** Says what closing a card changes and asks for it, or says everything that speaks against it; undefined for not at all. */
export async function askToClose(card: Card, around: Surroundings): Promise<AskedClose | undefined> {
  const { workbench, conversation, plan } = around;
  const stem = clean(card.stem);
  const preview = await workbench.previewClose(plan(), card);
  for (const { reason, help } of preview.refusals)
    conversation.say(`${stem} cannot be closed: ${clean(reason)}; ${clean(help)}.`);
  if (preview.refusals.length > 0) return undefined;
  conversation.say(`Closing ${stem} changes ${clean(card.path)}:`);
  for (const line of preview.diff) conversation.say(`  ${clean(line)}`, '    ');
  const ready = preview.becomesReady.map((each) => goalName(plan(), each)).join(', ');
  conversation.say(ready === '' ? 'Nothing becomes ready by it alone.' : `Becomes ready: ${ready}.`);
  const ending = await askHow(card, around);
  if (ending === undefined) conversation.say('Not closed.');
  return ending && { ending, unlocks: preview.becomesReady };
}

/** Whether to close the card, and whether git gets a commit of that. */
async function askHow(
  card: Card,
  { workbench, conversation, plan }: Surroundings,
): Promise<CloseEnding | undefined> {
  const branch = (await workbench.gitPlace())?.branch;
  if (branch === undefined)
    return (await confirm(conversation, 'Close it? Type y or n:')) ? 'edit-alone' : undefined;
  conversation.say(`c also commits it: ${clean(closingSubject(plan(), branch, card))}`);
  for (;;) {
    const answer = (await conversation.askAnew('Close it? Type y, n or c:')).toLowerCase();
    if (/^(y|yes)$/.test(answer)) return 'edit-alone';
    if (/^(c|commit)$/.test(answer)) return 'commit';
    if (/^(n|no)?$/.test(answer)) return undefined;
    conversation.say('Answer y, n or c.');
  }
}

/** Closes a card, and says what became ready by it. */
export async function writeClose(
  card: Card,
  { ending, unlocks }: AskedClose,
  around: Surroundings,
): Promise<void> {
  const { workbench, conversation, plan, goal, tally } = around;
  const stem = clean(card.stem);
  const prepared = ending === 'commit' ? await workbench.prepareClose(plan(), card, 'checked') : undefined;
  if (prepared !== undefined && 'reason' in prepared) {
    conversation.say(`${stem} was not closed: ${clean(prepared.reason)}; y closes it without a commit.`);
    return;
  }
  const outcome = await workbench.close(plan(), card);
  await around.reread();
  if (outcome.kind !== 'written') {
    conversation.say(`${stem} was not closed: ${notDone(outcome)}`);
    return;
  }
  const ready = unlocks.flatMap((each) => {
    const now = findAgain(plan(), each);
    return now !== undefined && plan().stateOf(now).kind === 'ready' ? [now] : [];
  });
  tally.closed.push(stem);
  tally.ready.push(...ready.map((each) => clean(each.stem)));
  const said =
    ready.length === 0 ? '' : ` Newly ready: ${ready.map((each) => goalName(plan(), each)).join(', ')}.`;
  const chain = chainOf(plan(), goal() ?? card);
  const end = chain?.finished === true ? ` The chain ${clean(chain.goal.stem)} is finished.` : '';
  conversation.say(`Closed ${stem}.${said}${end}`);
  if (prepared !== undefined) conversation.say(`${clean(commitNotice(await prepared.commit()))}.`);
}

/** Takes the newest close or ticks of this session back, and tells whether anything was. */
export async function undoAloud({
  workbench,
  conversation,
  tally,
  plan,
  reread,
}: Surroundings): Promise<boolean> {
  const undo = await workbench.undo();
  await reread();
  const { said, command } = undoNotice(undo);
  conversation.say(clean([said, command ?? []].flat().join(' ')));
  if (undo.kind !== 'undone') return false;
  const states = new Map(plan().cards.map((card) => [clean(card.stem), plan().stateOf(card).kind]));
  tally.closed = tally.closed.filter((stem) => states.get(stem) === 'done');
  tally.ready = tally.ready.filter((stem) => states.get(stem) === 'ready');
  return true;
}

/** Why an edit was not made, as the end of a sentence. */
export function notDone(outcome: Exclude<EditOutcome, { readonly kind: 'written' }>): string {
  const help = outcome.kind === 'refused' ? `; ${outcome.help}` : '';
  return clean(`${outcome.message}${help}.`);
}
