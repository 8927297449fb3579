import type { Diagnostic } from '../diagnostic.ts';
import type { Plan } from '../plan.ts';
import { diagnosticJson } from './diagnostic-json.ts';
import type { Answer } from './schemas.ts';

/** What is wrong with the cards, as far as it is told. */
export function checkJson({
  plan,
  diagnostics,
  base,
  known,
  gone,
}: {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  readonly base: { readonly ref: string; readonly commit: string } | undefined;
  readonly known: number;
  readonly gone: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}): Answer<'check'> {
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  return {
    schemaVersion: 1,
    documents: plan.documents.length,
    cards: plan.cards.length,
    base: base === undefined ? null : { ref: base.ref, commit: base.commit },
    errors,
    warnings: diagnostics.length - errors,
    known,
    diagnostics: diagnostics.map(diagnosticJson),
    gone: gone.map(({ code, path, message }) => ({ code, path, message })),
  };
}
