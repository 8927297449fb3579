import type { Card, Prerequisite } from '../cards/card.ts';
import type { Diagnostic, RuleCode } from '../diagnostic.ts';
import { nearName } from '../near-name.ts';
import type { Plan } from '../plan.ts';

/** A problem by its rule and place; `order-hint` is a link to a card to do first that `requires` does not name. */
export type Fixable = Pick<Diagnostic, 'path' | 'line' | 'column' | 'endColumn'> & {
  readonly code: RuleCode | 'order-hint';
};

/** How a problem is mended: an entry of `requires` written anew, or one more of them. */
export type Mending =
  | { readonly kind: 'rewrite'; readonly card: Card; readonly entry: Prerequisite; readonly word: string }
  | { readonly kind: 'require'; readonly card: Card };

/**
 * Tells how a problem is mended where there is but one way: a name that is near to that of one document, an entry in
 * another form than the plain one, a prerequisite that the text names and `requires` does not. It only looks; the edit is
 * made elsewhere.
 *
 * @returns undefined where a person has to choose
 */
export function mendingOf(plan: Plan, problem: Fixable): Mending | undefined {
  const card = plan.cards.find(({ path }) => path === problem.path);
  if (card === undefined) return undefined;
  switch (problem.code) {
    case 'missing-prerequisite': {
      const entry = entryAt(card, problem);
      const near = entry && nearName(entry.stem, new Set(plan.documents.map(({ stem }) => stem)));
      return entry === undefined || near === undefined
        ? undefined
        : { kind: 'rewrite', card, entry, word: near };
    }
    case 'requires-form': {
      const entry = entryAt(card, problem);
      if (entry === undefined) return undefined;
      const found = plan.graph.requirementsOf(card).find(({ prerequisite }) => prerequisite === entry);
      return { kind: 'rewrite', card, entry, word: found?.target?.stem ?? entry.stem };
    }
    case 'link-not-required':
    case 'order-hint':
      return { kind: 'require', card };
    default:
      return undefined;
  }
}

function entryAt(card: Card, { line, column }: Fixable): Prerequisite | undefined {
  return card.requires.find(({ written }) => written.line === line && written.column === column);
}
