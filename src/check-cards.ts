import { readdirSync } from 'node:fs';
import { checkPlan } from './check/check-plan.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Plan } from './plan.ts';
import { documentTexts } from './read/document-texts.ts';
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
export async function checkCards(plan: Plan): Promise<CheckedCards> {
  const { top } = plan.place;
  const textOf = documentTexts(top, plan.documents);
  const diagnostics = await checkPlan(plan, {
    textOf,
    // A change log at the top of a repository often becomes a page among the documents.
    outside: readdirSync(top)
      .filter((name) => name.endsWith('.md'))
      .map((name) => name.slice(0, -'.md'.length)),
    hasEvidence: (card, read) =>
      readEvidence(top, card.stem, read).items.map(
        (each) => each.state === 'fresh' && each.receipt.result === 'passed',
      ),
  });
  return { plan, diagnostics, textOf };
}
