import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { newCardText } from '../cards/card-template.ts';
import { readFrontMatter } from '../cards/frontmatter.ts';
import type { Header } from '../cards/header-field.ts';
import { parseMarkdown } from '../cards/markdown.ts';
import { readHeader } from '../cards/read-header.ts';
import { checklistOf } from '../checklist/parse-checklist.ts';
import { wouldCycle } from '../graph/would-cycle.ts';
import type { Plan } from '../plan.ts';
import { type Place, relativePath, workFolder } from '../read/place.ts';
import { addLink } from './add-link.ts';
import { addRequires } from './add-requires.ts';
import { openItems } from './close-card.ts';
import type { EditOutcome, NewCard } from './edit-outcome.ts';
import { removeStatus, setStatus } from './edit-status.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type Cut, splice } from './splice.ts';
import { changeFile, createFile, type WriteOutcome } from './write-file.ts';

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

/**
 * Writes a new card, then makes another card require it. The new file comes first: a `requires` entry without its card
 * would block, a card that nothing requires yet is only a goal.
 */
export async function createCard(plan: Plan, card: NewCard): Promise<EditOutcome> {
  const file = path.join(plan.place.top, newCardPath(plan, card));
  const text = textOfNew(card);
  const created = outcomeOf(plan.place, file, await createFile(file, text, placeOf(plan.place)));
  if (created.kind !== 'written' || card.neededBy === undefined) return created;
  const linked = await addPrerequisite(plan, card.neededBy, card.stem);
  return linked.kind === 'written' ? created : linked;
}

/** Where a new card is written, relative to the top. */
export function newCardPath(plan: Plan, { stem, folder, neededBy }: NewCard): string {
  const chosen = folder ?? (neededBy === undefined ? usualFolder(plan) : path.posix.dirname(neededBy.path));
  return path.posix.join(chosen, `${stem}.md`);
}

/** The text that a new card gets. */
export function textOfNew({ stem, title, neededBy }: NewCard): string {
  return newCardText(stem, { title, neededBy: neededBy?.stem });
}

/** Makes a card require another one that is there, unless the two would then require each other in a circle. */
export async function requireCard(plan: Plan, card: Card, stem: string): Promise<EditOutcome> {
  const help = `mikado tree ${stem}`;
  if (card.requires.some((prerequisite) => prerequisite.stem === stem)) {
    return {
      kind: 'refused',
      message: `${card.stem} requires ${stem} already`,
      help: `mikado show ${card.stem}`,
    };
  }
  const prerequisite = plan.cards.find((each) => each.stem === stem);
  if (prerequisite !== undefined && wouldCycle(plan.graph, card, prerequisite)) {
    const message = `${stem} requires ${card.stem}, directly or not, so they would require each other in a circle`;
    return { kind: 'refused', message, help };
  }
  return addPrerequisite(plan, card, stem);
}

/** Adds a stem to what a card requires, and a wiki link to it to its body. */
function addPrerequisite(plan: Plan, card: Card, stem: string): Promise<EditOutcome> {
  return changeCard(plan, card, (text) => requiringText(text, stem));
}

/** The text of a card that requires one more stem and links to it; what it has of both already stays as it is. */
export function requiringText(text: string, stem: string): string | Refusal {
  const cuts = requires(text, stem) ? [] : addRequires(text, headerOf(text), stem);
  if (isRefusal(cuts)) return cuts;
  const required = splice(text, cuts);
  return splice(required, addLink(required, headerOf(required)?.bodyOffset ?? 0, stem));
}

/** Whether the text of a card lists a stem under `requires`. */
export function requires(text: string, stem: string): boolean {
  const value = headerOf(text)?.fields.get('requires')?.value;
  return value?.kind === 'list' && value.items.some((item) => item.at.value === stem);
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

function editedText(text: string, edit: (header: Header) => readonly Cut[] | Refusal): string | Refusal {
  const header = headerOf(text);
  if (header === undefined) return refuse('it has no front matter that can be read; edit it by hand');
  const cuts = edit(header);
  return isRefusal(cuts) ? cuts : splice(text, cuts);
}

/** Changes a card's file as `changeFile` does, inside the plan's top folder. */
export async function changeCard(
  plan: Pick<Plan, 'place'>,
  card: Card,
  change: (text: string) => string | Refusal,
): Promise<EditOutcome> {
  const file = path.join(plan.place.top, card.path);
  return outcomeOf(plan.place, file, await changeFile(file, { ...placeOf(plan.place), change }));
}

/** Where the writer may write for a plan. */
export function placeOf(place: Place): { root: string; workFolder: string } {
  return { root: place.top, workFolder: workFolder(place) };
}

function editCard(
  plan: Plan,
  card: Card,
  edit: (text: string, header: Header) => readonly Cut[] | Refusal,
): Promise<EditOutcome> {
  return changeCard(plan, card, (text) => editedText(text, (header) => edit(text, header)));
}

function headerOf(text: string): Header | undefined {
  const reading = readHeader(text, readFrontMatter);
  return reading.kind === 'read' ? reading.header : undefined;
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

function usualFolder(plan: Plan): string {
  const docs = relativePath(plan.place, plan.place.docs);
  const howTo = path.posix.join(docs, 'how-to');
  return plan.documents.some((document) => document.path.startsWith(`${howTo}/`)) ? howTo : docs;
}

function outcomeOf(place: Place, file: string, outcome: WriteOutcome): EditOutcome {
  const name = relativePath(place, file);
  switch (outcome.kind) {
    case 'written':
    case 'unchanged':
      return { kind: 'written', path: name };
    case 'changed-meanwhile':
      return { kind: 'changed-meanwhile', message: `${name} was changed meanwhile; run it again` };
    case 'refused':
      return {
        kind: 'refused',
        message: `${name} was not changed: ${outcome.reason}`,
        help: 'Nothing was written.',
      };
    case 'failed':
      return { kind: 'failed', message: `${name} could not be written: ${outcome.reason}` };
  }
}
