import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { readFrontMatter } from '../cards/frontmatter.ts';
import type { Header } from '../cards/header-field.ts';
import { readHeader } from '../cards/read-header.ts';
import type { Plan } from '../plan.ts';
import { type Place, relativePath } from '../read/place.ts';
import type { EditOutcome } from './edit-outcome.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type Cut, splice } from './splice.ts';
import { changeFile, type WriteOutcome, writePlaceOf } from './write-file.ts';

/** Changes a card's file as `changeFile` does, inside the plan's top folder. */
export async function changeCard(
  plan: Pick<Plan, 'place'>,
  card: Card,
  change: (text: string) => string | Refusal,
): Promise<EditOutcome> {
  const file = path.join(plan.place.top, card.path);
  return outcomeOf(plan.place, file, await changeFile(file, { ...writePlaceOf(plan.place), change }));
}

/** The text of a card with cuts made that are found by its front matter. */
export function editedText(
  text: string,
  edit: (header: Header) => readonly Cut[] | Refusal,
): string | Refusal {
  const header = headerOf(text);
  if (header === undefined) return refuse('it has no front matter that can be read; edit it by hand');
  const cuts = edit(header);
  return isRefusal(cuts) ? cuts : splice(text, cuts);
}

/** The front matter of a text; undefined where it has none that can be read. */
export function headerOf(text: string): Header | undefined {
  const reading = readHeader(text, readFrontMatter);
  return reading.kind === 'read' ? reading.header : undefined;
}

/** What came of writing the file of a card, in words for whoever edits cards. */
export function outcomeOf(place: Place, file: string, outcome: WriteOutcome): EditOutcome {
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
