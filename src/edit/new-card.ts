import path from 'node:path';
import { newCardText } from '../cards/card-template.ts';
import type { Plan } from '../plan.ts';
import { relativePath } from '../read/place.ts';
import { outcomeOf } from './change-card.ts';
import type { EditOutcome, NewCard } from './edit-outcome.ts';
import { addPrerequisite } from './require-card.ts';
import { createFile, writePlaceOf } from './write-file.ts';

/**
 * Writes a new card, then makes another card require it. The new file comes first: a `requires` entry without its card
 * would block, a card that nothing requires yet is only a goal.
 */
export async function createCard(plan: Plan, card: NewCard): Promise<EditOutcome> {
  const file = path.join(plan.place.top, newCardPath(plan, card));
  const text = textOfNew(card);
  const created = outcomeOf(plan.place, file, await createFile(file, text, writePlaceOf(plan.place)));
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

function usualFolder(plan: Plan): string {
  const docs = relativePath(plan.place, plan.place.docs);
  const howTo = path.posix.join(docs, 'how-to');
  return plan.documents.some((document) => document.path.startsWith(`${howTo}/`)) ? howTo : docs;
}
