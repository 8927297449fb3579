import type { Card } from '../cards/card.ts';
import type { Header } from '../cards/header-field.ts';
import { parseMarkdown } from '../cards/markdown.ts';
import { checklistOf } from '../checklist/parse-checklist.ts';
import type { Plan } from '../plan.ts';
import { changeCard, editedText, headerOf } from './change-card.ts';
import type { EditOutcome } from './edit-outcome.ts';
import { removeStatus, setStatus } from './edit-status.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type Cut, splice } from './splice.ts';
import { openItems } from './why-not-closed.ts';

/** Whether the checklist is looked at once more under the lock; a forced close is meant to go against it. */
export type CloseMode = 'checked' | 'forced';

/**
 * Advances a card to done: removes its `status` line, or writes the configured word.
 *
 * What speaks against it is the caller's question (`whyNotClosed`); here only the file is looked at again, under its
 * lock, for an item that somebody unticked meanwhile.
 */
export function closeCard(plan: Plan, card: Card, mode: CloseMode): Promise<EditOutcome> {
  return editCard(plan, card, (text, header) => {
    if (mode === 'checked' && hasOpenItem(plan, text, header))
      return refuse('an item of its checklist is not ticked any more');
    return cutsToClose(plan, text, header);
  });
}

/** The lines that closing a card takes out and puts in, written as a diff. */
export function closeDiff(plan: Plan, text: string): readonly string[] {
  const header = headerOf(text);
  const cuts = header === undefined ? [] : cutsToClose(plan, text, header);
  return isRefusal(cuts) ? [] : cuts.flatMap((cut) => diffOf(text, cut));
}

/** Marks a card as being worked on. */
export function startCard(plan: Plan, card: Card): Promise<EditOutcome> {
  return editCard(plan, card, (text, header) => setStatus(text, header, plan.vocabulary.openWord));
}

/** The text of a card that is closed. */
export function closedText(plan: Plan, text: string, mode: CloseMode): string | Refusal {
  return editedText(text, (header) =>
    mode === 'checked' && hasOpenItem(plan, text, header)
      ? refuse('an item of its checklist is not ticked there')
      : cutsToClose(plan, text, header),
  );
}

/** The text of a card that is being worked on. */
export function startedText(plan: Pick<Plan, 'vocabulary'>, text: string): string | Refusal {
  return editedText(text, (header) => setStatus(text, header, plan.vocabulary.openWord));
}

function editCard(
  plan: Plan,
  card: Card,
  edit: (text: string, header: Header) => readonly Cut[] | Refusal,
): Promise<EditOutcome> {
  return changeCard(plan, card, (text) => editedText(text, (header) => edit(text, header)));
}

function cutsToClose(plan: Plan, text: string, header: Header): readonly Cut[] | Refusal {
  const word = plan.config.closedStatus ?? 'remove';
  return word === 'remove' ? removeStatus(text, header) : setStatus(text, header, word);
}

function hasOpenItem(plan: Plan, text: string, header: Header): boolean {
  const { bodyOffset, bodyLine } = header;
  const reading = parseMarkdown(text.slice(bodyOffset), { offset: bodyOffset, line: bodyLine });
  if (reading.kind === 'refused') return true;
  const headings = plan.config.verification?.headings;
  return openItems(checklistOf(reading.root, text, { headings }).items).length > 0;
}

function diffOf(text: string, cut: Cut): string[] {
  const start = text.lastIndexOf('\n', cut.offset - 1) + 1;
  const newline = text.indexOf('\n', Math.max(cut.offset, cut.offset + cut.length - 1));
  const end = newline === -1 ? text.length : newline + 1;
  const before = text.slice(start, end);
  const after = splice(before, [{ ...cut, offset: cut.offset - start }]);
  const lines = (part: string, sign: string) =>
    part.split(/\r?\n/).flatMap((line) => (line === '' ? [] : [`${sign}${line}`]));
  return [...lines(before, '-'), ...lines(after, '+')];
}
