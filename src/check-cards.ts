import { readdirSync } from 'node:fs';
import { checkPlan } from './check/check-plan.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Plan } from './plan.ts';
import { documentTexts } from './read/document-texts.ts';
import { lookUpPrograms } from './read/look-up-programs.ts';
import { DocumentReader } from './read/read-document.ts';
import { readEvidence } from './verify/evidence.ts';

/** What was found in a plan and the documents around it, for a format to print. */
export interface CheckedCards {
  readonly plan: Plan;
  /** In the order in which they are to be told. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of a document by its path, or undefined where it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
}

/** Asks every rule about the cards on the disk. Runs nothing and writes nothing. */
export function checkCards(plan: Plan): Promise<CheckedCards> {
  const { top } = plan.place;
  const textOf = documentTexts(new DocumentReader(top), plan.documents);
  return checkCardsAt({ plan, textOf, outside: readdirSync(top).filter((name) => name.endsWith('.md')) });
}

/**
 * Asks every rule about cards and the documents around them as they were read. The evidence is that on the disk.
 *
 * @param cards what was read; `outside` are the Markdown files at the top of the repository
 */
export async function checkCardsAt(cards: {
  readonly plan: Plan;
  readonly textOf: CheckedCards['textOf'];
  readonly outside: readonly string[];
}): Promise<CheckedCards> {
  const { plan, textOf, outside } = cards;
  const diagnostics = await checkPlan(plan, {
    textOf,
    // A change log at the top of a repository often becomes a page among the documents.
    outside: outside.map((name) => name.slice(0, -'.md'.length)),
    programs: lookUpPrograms(plan.place.top, process.env),
    hasEvidence: (card, read) =>
      readEvidence(plan.place.top, card.stem, read).items.map(
        (each) => each.state === 'fresh' && each.receipt.result === 'passed',
      ),
  });
  return { plan, diagnostics, textOf };
}
